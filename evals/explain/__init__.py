"""One question, step by step: how a failure is understood in a minute."""
