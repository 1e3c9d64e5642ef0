"""A language model's judgement of how replies are worded, and how far it agrees with people's."""
