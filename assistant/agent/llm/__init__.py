"""The brain that has a language model word the replies: same tools, same check, same promise.

Nothing of it is imported where no model is configured.
"""
