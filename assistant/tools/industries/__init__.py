"""Everyday names and descriptions of trades to the classes of industries.yaml."""

from assistant.tools.industries.finder import IndustryFinder, IndustryMatch
from assistant.tools.industries.vector_file import VectorFile

__all__ = ["IndustryFinder", "IndustryMatch", "VectorFile"]
