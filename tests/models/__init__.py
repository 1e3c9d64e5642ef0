"""A server that speaks the protocols of language models' providers, and says what a test scripts."""
