"""What a message is about, by itself and after what was said before."""
