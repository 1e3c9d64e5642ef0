"""The evaluation harness: asks the assistant questions and scores what it replies (`python -m evals`)."""
