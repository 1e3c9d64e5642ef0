"""Amounts of yen as people write them."""

from assistant.tools.amounts.amount import Period, Relation, YenAmount, compare
from assistant.tools.amounts.reading import find_amounts
from assistant.tools.amounts.writing import format_yen, in_words, parse_yen

__all__ = ["Period", "Relation", "YenAmount", "compare", "find_amounts", "format_yen", "in_words", "parse_yen"]
