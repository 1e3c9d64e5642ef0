"""What a warm answer costs beside one query embedding."""
