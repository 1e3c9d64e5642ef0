"""One call of a tool in the making: its arguments as they were understood, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json, to_json

from assistant.answers import ToolResult
from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.values import Language
from assistant.retrieval.encoders import Encoder
from assistant.tools.context import ToolContext
from assistant.tools.eligibility import RevenueInterval
from assistant.tools.inputs import Given, read_industry
from assistant.tools.ledger import Ledger
from assistant.tools.lookup import Choice, InputError, find_product
from assistant.tools.premium_revenue import Revenue
from assistant.tools.requests import TOOLS
from assistant.tools.wording import field_label, listed, say

T = TypeVar("T")


class ToolCall:
    """Collects the arguments of one call, then records its result.

    Attributes:
        arguments: as they were understood; those that were given otherwise stand under ``given`` in the result.
        errors: arguments without which, or with which, nothing can be done.
    """

    def __init__(
        self, tool: str, context: ToolContext, encoder: Encoder, ledger: Ledger, pinned: str | None, locale: Language
    ) -> None:
        self._tool, self._context, self._encoder = tool, context, encoder
        self._ledger, self._pinned = ledger, pinned
        self._locale: Language = locale
        self._given: dict[str, Any] = {}
        self._unclear: list[InputError] = []
        self.arguments: dict[str, Any] = {}
        self.errors: list[InputError] = []

    def note(self, name: str, value: object, given: object = None) -> None:
        """Notes an argument as it was understood, and as it was given where that is something else."""
        if value is not None:
            self.arguments[name] = value
        if given is not None and given != value:
            self._given[name] = given

    def product(self, given: str | None, needed: Sequence[ProductKnowledge] | None = None) -> str | None:
        """The id of the product that is meant: the one that is named, or the page's.

        With `needed`, the products that come into question, it is the only one of them, or there is an error where
        none is named.
        """
        if given is not None and given.strip():
            return self._named_product(given)
        meant = self._pinned
        if meant is None and needed is not None:
            if len(needed) == 1:
                meant = needed[0].product.id
            else:
                text = say("needed", self._locale, argument=say("product", self._locale))
                self._refuse_product("", text, needed, "choices")
        self.note("product", meant)
        return meant

    def read(self, name: str, given: Given | None, reader: Callable[[Given, Language], T | InputError]) -> T | None:
        """An argument as `reader` understands it; None where it was not given or is unclear."""
        if given is None or given == "":
            return None
        found = reader(given, self._locale)
        if isinstance(found, InputError):
            self._unclear.append(found)
            self._given[name] = given
            return None
        self.note(name, _plain(found), given)
        return found

    def industry(self, given: str | None) -> str | None:
        """The id of the class of a trade."""

        def reader(trade: Given, locale: Language) -> str | InputError:
            match = self._context.industries.find(str(trade), encoder=self._encoder)
            return read_industry(trade, match, self._context.knowledge, locale)

        return self.read("industry", given, reader)

    def need(self, name: str) -> None:
        """Notes that an argument is missing."""
        label = field_label(name, self._locale)
        self.errors.append(InputError(argument=name, given="", text=say("needed", self._locale, argument=label)))

    def unknown_tool(self) -> None:
        """Notes that there is no such tool."""
        text = say("unknown_tool", self._locale, given=self._tool, known=listed(TOOLS, self._locale))
        self.errors.append(InputError(argument="tool", given=self._tool, text=text))

    def refuse(self, arguments: Mapping[str, Any], error: ValidationError) -> None:
        """Notes what is wrong with arguments of the wrong kind."""
        self.arguments = from_json(to_json(dict(arguments), inf_nan_mode="strings", fallback=str))
        for each in error.errors():
            name = str(each["loc"][0]) if each["loc"] else "arguments"
            given = str(self.arguments.get(name, ""))
            label = field_label(name, self._locale)
            text = say("wrong_argument", self._locale, argument=label, given=given, why=each["msg"])
            if all(known.argument != name for known in self.errors):
                self.errors.append(InputError(argument=name, given=given, text=text))

    def is_unclear(self, name: str) -> bool:
        """Whether an argument was given and not understood."""
        return any(each.argument == name for each in self._unclear)

    def failed(self) -> ToolResult:
        """Records that nothing could be done, and why."""
        errors = [each.model_dump(mode="json") for each in (*self.errors, *self._unclear)]
        return self._ledger.record(self._tool, self._all_arguments(), {"errors": errors})

    def done(self, result: BaseModel | dict[str, Any]) -> ToolResult:
        """Records a result, with the arguments that were not understood."""
        data = result.model_dump(mode="json") if isinstance(result, BaseModel) else result
        if self._unclear:
            data["unclear"] = [each.model_dump(mode="json") for each in self._unclear]
        return self._ledger.record(self._tool, self._all_arguments(), data)

    def _named_product(self, given: str) -> str | None:
        found = find_product(self._context.knowledge, given, self._locale)
        if isinstance(found, InputError):
            self.errors.append(found)
            self.note("product", given)
            return None
        allowed = self._context.products(self._pinned)
        self.note("product", found.product.id, given)
        if found in allowed:
            return found.product.id
        self._refuse_product(given, "", allowed, "not_on_this_page")
        return None

    def _refuse_product(self, given: str, text: str, choices: Sequence[ProductKnowledge], wording: str) -> None:
        known = tuple(Choice(id=each.product.id, name=each.product.name) for each in choices)
        names = listed((f"{choice.name} ({choice.id})" for choice in known), self._locale)
        if wording == "choices":
            text += (" " if self._locale == "en" else "") + say("choices", self._locale, known=names)
        else:
            text = say(wording, self._locale, products=names)
        self.errors.append(InputError(argument="product", given=given, text=text, known=known))

    def _all_arguments(self) -> dict[str, Any]:
        return self.arguments | ({"given": self._given} if self._given else {})


def _plain(value: object) -> object:
    """A value that was understood, as JSON."""
    if isinstance(value, RevenueInterval):
        return value.least if value.least == value.most else value._asdict()
    if isinstance(value, Revenue):
        return value.yen
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
