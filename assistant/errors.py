"""Errors, named by who must act.

AssistantError
├── QuestionError        the person who asks: the message cannot be taken as it is
├── CorpusError          the editor of the corpus: carries the problems with file, line and field
├── SnapshotError        the operator: the index is missing, damaged or made by another model
├── StorageError         the operator: the database of conversations is damaged, newer or cannot be written
└── ConfigurationError   the operator: a setting is wrong or something is not installed
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """One thing that an editor of the corpus has to look at.

    Attributes:
        file: path below the corpus folder.
        line: line in the file, counted from 1; None where the file as a whole is meant.
        field: path of the field in the file (``[3].limit.amount_yen``), or None.
        message: what is wrong and what to do.
        severity: errors stop an ingest, warnings do not.
    """

    file: str
    line: int | None
    field: str | None
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class AssistantError(Exception):
    """Base of all errors of this package; the message can be shown to the person who must act."""


class QuestionError(AssistantError):
    """The message cannot be taken as it is."""


class CorpusError(AssistantError):
    """The corpus has errors; ``problems`` lists them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SnapshotError(AssistantError):
    """The index is missing, damaged, or made with another embedding model or version."""


class StorageError(AssistantError):
    """The database of conversations is damaged, of a newer version, or cannot be read or written."""


class ConfigurationError(AssistantError):
    """A setting is wrong or something it needs is not installed."""
