"""Figures in a text: amounts, percentages, dates, durations, counts, phone numbers and web addresses.

Two texts say the same figure when their `Figure.same_as` holds: 1億円, 100,000,000円 and "100 million yen" are
one, 5% and 5円 are not. Units that nobody listed (3泊, 5,000マイル) are taken from the text that follows.
"""

from assistant.knowledge.figures.figure import Figure, percent, yen
from assistant.knowledge.figures.finding import figures, missing
from assistant.knowledge.figures.numbers import number, plain

__all__ = ["Figure", "figures", "missing", "number", "percent", "plain", "yen"]
