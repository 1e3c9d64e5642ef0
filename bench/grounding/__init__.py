"""How well grounding tells correct replies from altered ones, and how fast."""
