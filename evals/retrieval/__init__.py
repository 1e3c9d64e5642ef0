"""Search by itself: where each leg ranks the passage that holds a question's evidence."""
