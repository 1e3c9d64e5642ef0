"""What a model costs, from prices.yaml or the settings."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple

from assistant.agent.llm.chunks import Tokens
from assistant.agent.llm.naming import ModelName
from assistant.data_file import read_data

_MILLION = 1_000_000


class Price(NamedTuple):
    """US dollars for a million tokens."""

    input: float
    output: float

    def of(self, tokens: Tokens) -> float:
        """What so many tokens cost, in US dollars."""
        return (tokens.input * self.input + tokens.output * self.output) / _MILLION


class _Prices(NamedTuple):
    as_of: dt.date
    providers: dict[str, dict[str, Price]]


@cache
def _prices() -> _Prices:
    data = read_data(__file__)
    as_of = data.pop("as_of")
    return _Prices(as_of, {name: {model: Price(*each) for model, each in of.items()} for name, of in data.items()})


def price_of(name: ModelName, own: str | None = None) -> Price | None:
    """The price of a model; None where it is not known.

    Args:
        name: the model.
        own: the price in the settings, as INPUT/OUTPUT.
    """
    if own is not None:
        given, made = own.split("/")
        return Price(float(given), float(made))
    known = _prices().providers.get(name.provider, {})
    fitting = [model for model in known if name.model.startswith(model)]
    return known[max(fitting, key=len)] if fitting else None


def prices_as_of() -> dt.date:
    """The day of the prices."""
    return _prices().as_of
