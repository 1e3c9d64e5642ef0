"""Answers quoted from passages: fits when to answer, measures what is answered, refused and quoted, and how fast."""
