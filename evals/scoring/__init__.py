"""Scores of replies: pure functions over exchanges; none of them asks a model."""
