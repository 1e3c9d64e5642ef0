"""Forms: what they ask, what can be chosen, and what was filled in."""
