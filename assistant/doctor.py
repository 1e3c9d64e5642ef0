"""Whether everything works that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from assistant.errors import AssistantError
from assistant.settings import NO_MODEL, Settings


class Finding(NamedTuple):
    """What was found of one thing; `text` says what is wrong and what to do where it is not well."""

    name: str
    is_well: bool
    text: str


def examine(settings: Settings) -> Iterator[Finding]:
    """The findings, as they are made; the last may take as long as the language model does."""
    yield _finding("index", lambda: _index(settings))
    yield _finding("database", lambda: _database(settings))
    if settings.llm == NO_MODEL:
        yield Finding("language model", True, "none (ASSISTANT_LLM): answers come from the sources, word for word")
    else:
        yield _finding("language model", lambda: _model(settings))
        yield _finding("connection", lambda: _connection(settings))


def _finding(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, look())
    except AssistantError as error:
        return Finding(name, False, str(error))


def _index(settings: Settings) -> str:
    from assistant.retrieval.snapshots import Snapshots

    return f"snapshot {Snapshots(settings.data_dir).current().id}"


def _database(settings: Settings) -> str:
    from assistant.storage.store import open_store

    store = open_store(settings)
    try:
        spent = store.spent()
    finally:
        store.close()
    return f"can be read and written; {spent:.2f} US dollars spent on language models so far"


def _model(settings: Settings) -> str:
    from assistant.agent.llm.opening import open_model
    from assistant.agent.llm.prices import prices_as_of

    name, _, price = open_model(settings)
    if price is None:
        return f"{name}; its price is not known, so its budgets do not hold: set ASSISTANT_LLM_PRICE=INPUT/OUTPUT"
    as_of = "" if settings.llm_price else f" as of {prices_as_of()}"
    return f"{name}, {price.input:g}/{price.output:g} US dollars for a million tokens in/out{as_of}"


def _connection(settings: Settings) -> str:
    from assistant.agent.llm.probe import probe

    return probe(settings)
