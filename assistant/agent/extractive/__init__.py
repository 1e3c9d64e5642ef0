"""The extractive brain: answers from facts, tools and passages, with no language model."""
