"""What a message asks: the questions in it, and the intent of each."""
