"""Which questions are asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, get_args

from assistant.errors import AssistantError
from evals.questions import Category, Entry, Persona, Split, load, question_files


class SelectionError(AssistantError):
    """No question was selected, or a filter names what does not exist."""


class Selection(NamedTuple):
    """Filters; an empty one lets everything through."""

    files: tuple[Path, ...] = ()
    split: str | None = None
    categories: tuple[str, ...] = ()
    persona: str | None = None
    ids: tuple[str, ...] = ()

    def entries(self) -> list[Entry]:
        """The selected questions.

        Raises:
            QuestionSetError: a file has errors.
            SelectionError: a filter names what does not exist, or nothing is left.
        """
        _known("split", (self.split,) if self.split else (), get_args(Split))
        _known("category", self.categories, get_args(Category))
        _known("persona", (self.persona,) if self.persona else (), get_args(Persona))
        entries = load(question_files(self.files))
        _known("id", self.ids, [each.question.id for each in entries])
        chosen = [each for each in entries if self._takes(each)]
        if not chosen:
            raise SelectionError("no question is left: loosen the filters, or name other files")
        return chosen

    def _takes(self, entry: Entry) -> bool:
        question = entry.question
        return (
            self.split in (None, entry.split)
            and self.persona in (None, question.persona)
            and (not self.categories or question.category in self.categories)
            and (not self.ids or question.id in self.ids)
        )


def _known(name: str, given: Sequence[str], known: Sequence[str]) -> None:
    for each in given:
        if each not in known:
            some = ", ".join(known[:20]) + (", …" if len(known) > 20 else "")
            raise SelectionError(f"there is no {name} '{each}': known are {some}")
