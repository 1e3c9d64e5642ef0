"""What people reach the assistant through; each channel renders answers in its own way."""
