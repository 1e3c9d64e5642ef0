"""A chat assistant for Japanese cyber insurance whose every figure and verdict stands in a source."""
