"""A figure, and when two texts say the same one."""

from __future__ import annotations

from typing import NamedTuple

from assistant.knowledge.figures.words import words

ANY_YEAR = "XXXX"
"""The year of a date that states none (as in ISO 8601-2): 7月9日 is XXXX-07-09."""
_EXACT = frozenset({"phone", "email", "time"})
_TELLING_DIGITS = 4
"""A bare number of so many digits is no coincidence: 84,640 in a table says 84,640円, 5 (of セット5) not 5%."""


class Figure(NamedTuple):
    """A figure as it stands in a text.

    Attributes:
        unit: 円, %, date, time, phone, url, email, a counter, or "" for a bare number. Units of words.yaml have
            one name for all their words (名 is 人); others are the word behind the number.
        value: canonical value, equal for equal figures: a plain decimal, N/M for a fraction, 数 and a decimal for a
            vague number (数千万), YYYY-MM-DD as far as stated (XXXX without a year), HH:MM, the digits of a
            phone number, a web address without scheme.
        text: the words of the text (after NFKC).
        start, end: where they stand in the text after NFKC.
    """

    unit: str
    value: str
    text: str
    start: int
    end: int

    def same_as(self, other: Figure) -> bool:
        """Whether `other`, a figure of a source, says this figure too.

        A date is said by a more exact one, a web address by one that goes on below it. A bare number, or one of an
        English noun that is no unit of words.yaml, is said by the same number of anything; any other by a bare
        number only where its unit is none of words.yaml, or where the number is long.
        """
        if "date" in (self.unit, other.unit):
            return self._same_day(other)
        if self.unit == "url" == other.unit:
            return other.value == self.value or other.value.startswith(f"{self.value}/")
        if self.value != other.value:
            return False
        if self.unit == other.unit:
            return True
        if {self.unit, other.unit} & _EXACT:
            return False
        listed = words().units.keys()
        if not self.unit or (self.unit.isascii() and self.unit not in listed):
            return True
        if not other.unit:
            return self.unit not in listed or len(self.value.replace(".", "")) >= _TELLING_DIGITS
        return not {self.unit, other.unit} & listed and (
            self.unit.startswith(other.unit) or other.unit.startswith(self.unit)
        )

    def _same_day(self, other: Figure) -> bool:
        if other.unit != "date":
            return not other.unit and self.value == other.value
        if self.unit == "月":
            return other.value[4:7] == f"-{self.value:0>2}"
        if self.unit not in ("date", ""):
            return False
        if self.value.startswith(ANY_YEAR):
            return other.value.endswith(self.value.removeprefix(ANY_YEAR))
        return other.value == self.value or other.value.startswith(f"{self.value}-")


def yen(amount: int) -> Figure:
    """The figure of an amount in yen."""
    return Figure("円", str(amount), f"{amount:,}円", 0, 0)


def percent(share: int) -> Figure:
    """The figure of a percentage."""
    return Figure("%", str(share), f"{share}%", 0, 0)
