"""What is not grounded in a draft, in words that a person or a language model can act on."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from assistant.data_file import read_data
from assistant.knowledge.values import Language, Local, LocalText

Kind = Literal[
    "figure",
    "verdict",
    "eligibility",
    "dropped_condition",
    "name",
    "quote",
    "citation",
    "result",
    "contact",
    "input",
    "uncited",
    "promise",
    "recommendation",
    "rebate",
]

_WORDING: TypeAdapter[dict[str, LocalText]] = TypeAdapter(dict[str, Local])


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Ungrounded(_Part):
    """Something that a draft may not say.

    Attributes:
        text: the words of the draft.
        block: number of their block, from 0; None for a suggestion, the verdict or a result.
        why: what is wrong and what to do, in the language that was asked for.
    """

    kind: Kind
    text: str
    block: int | None
    why: str


class Report(_Part):
    """All that is not grounded in a draft, in the order of its blocks."""

    findings: tuple[Ungrounded, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the draft may be sent."""
        return not self.findings

    def __str__(self) -> str:
        return "\n".join(f"- {each.text}: {each.why}" for each in self.findings)


@cache
def _wording() -> dict[str, LocalText]:
    return _WORDING.validate_python(read_data(__file__, "wording.yaml"))


class Findings:
    """Collects what is not grounded."""

    def __init__(self, locale: Language) -> None:
        self._locale: Language = locale
        self._found: dict[Ungrounded, None] = {}

    def add(self, kind: Kind, text: str, block: int | None, key: str, /, **values: object) -> None:
        """Notes a finding; `key` names its wording.

        Raises:
            KeyError: there is no such wording, or it needs a value that is not given.
        """
        self._found[Ungrounded(kind=kind, text=text, block=block, why=self.say(key, **values))] = None

    def say(self, key: str, /, **values: object) -> str:
        """The wording `key`, filled with `values`."""
        return _wording()[key].in_language(self._locale).format(**values)

    def report(self) -> Report:
        """All findings, without doubles."""
        return Report(findings=tuple(self._found))
