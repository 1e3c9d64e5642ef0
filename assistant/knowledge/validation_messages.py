"""What pydantic finds wrong with an entry, told to the person who edits the corpus."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from pydantic_core import ErrorDetails

_Schema = dict[str, Any]
_SHOWN = 60
_MESSAGES = {
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "may hold letters a to z, digits, - and _ only, and begins with a letter or digit",
    "int_type": "must be a valid integer, without quotes, commas or units",
    "decimal_parsing": "write a number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list, like [a, b]",
    "too_short": "must not be empty",
}


class Fault(NamedTuple):
    """What is wrong at `place` of the data, and what to do."""

    place: tuple[str | int, ...]
    message: str


def fault_of(detail: ErrorDetails, adapter: TypeAdapter[Any]) -> Fault:
    """One error of `adapter` in words."""
    place = detail["loc"]
    if detail["type"].startswith("union_tag"):
        key = detail["ctx"]["discriminator"].strip("'")
        if detail["type"] == "union_tag_not_found":
            return Fault(place, f"'{key}' is missing: add it")
        return Fault((*place, key), f"must be one of {detail['ctx']['expected_tags']}{_is(detail['ctx']['tag'])}")
    return Fault(place, _message(detail, adapter))


def _message(detail: ErrorDetails, adapter: TypeAdapter[Any]) -> str:
    place, given = detail["loc"], detail["input"]
    match detail["type"]:
        case "extra_forbidden":
            return _unknown_key(str(place[-1]), known_keys(adapter, place[:-1]))
        case "missing":
            return f"'{place[-1]}' is missing: add it"
        case "model_type":
            return f"must be an entry with the keys {', '.join(known_keys(adapter, place))}{_is(given)}"
        case "string_type":
            quotable = isinstance(given, bool | int | float)
            return f"must be {'text: put it in quotes' if quotable else 'a text'}{_is(given)}"
        case kind:
            message = _MESSAGES.get(kind) or detail["msg"].removeprefix("Value error, ")
            return message.replace("Input should be", "must be") + _is(given)


def _is(given: object) -> str:
    if isinstance(given, dict):
        return ""
    shown = "empty" if given is None else f"{given!r:.{_SHOWN}}"
    return f" (is: {shown})"


def _unknown_key(key: str, known: Sequence[str]) -> str:
    begun = [name for name in known if name.startswith(key) or key.startswith(name)]
    close = begun or difflib.get_close_matches(key, known, 1, cutoff=0.6)
    hint = f"did you mean '{close[0]}'?" if close else f"known here are {', '.join(known)}"
    return f"unknown key '{key}': {hint}"


def known_keys(adapter: TypeAdapter[Any], place: Sequence[str | int]) -> list[str]:
    """The keys of the model at `place` of the data that `adapter` validates."""
    schema = _json_schema(adapter)
    definitions = schema.get("$defs", {})
    found = list(_choices(schema, definitions))
    for part in place:
        found = [choice for each in found for below in _below(each, part) for choice in _choices(below, definitions)]
    return list(dict.fromkeys(key for each in found for key in each.get("properties", {})))


@lru_cache(maxsize=64)
def _json_schema(adapter: TypeAdapter[Any]) -> _Schema:
    return adapter.json_schema()


def _choices(schema: _Schema, definitions: dict[str, _Schema]) -> Iterator[_Schema]:
    """The schemas that `schema` stands for: itself, what it refers to, and each choice of a union."""
    if reference := schema.get("$ref"):
        schema = definitions[reference.removeprefix("#/$defs/")]
    yield schema
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _choices(choice, definitions)


def _below(schema: _Schema, part: str | int) -> Iterator[_Schema]:
    if isinstance(part, int):
        yield from filter(None, [schema.get("items")])
    elif part in schema.get("properties", {}):
        yield schema["properties"][part]
    elif reference := schema.get("discriminator", {}).get("mapping", {}).get(part):
        yield {"$ref": reference}
