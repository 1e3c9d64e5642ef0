"""Everyday names and descriptions of trades to the classes of industries.yaml."""

from assistant.tools.industries.finder import IndustryFinder, IndustryMatch

__all__ = ["IndustryFinder", "IndustryMatch"]
