"""What is wrong with question sets: expectations, copies, and the mix."""
