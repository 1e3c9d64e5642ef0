from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assistant.errors import Problem
from assistant.ingest.progress import Silence
from assistant.ingest.survey import survey
from tests.corpora import document, write_corpus

TODAY = dt.date(2026, 11, 21)


class SmallCorpus:
    """The corpus of two products that `write_corpus` writes, to be edited and checked."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_corpus(folder)

    def write(self, name: str, text: str) -> None:
        """Writes a file of the corpus."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def document(self, name: str, body: str, *, audience: str = "public") -> None:
        """Writes a Markdown document with front matter into the folder of its product."""
        product = name.split("/")[0]
        self.write(name, document(product, "案内", f"\n{body}\n", audience=audience))

    def replace(self, name: str, old: str, new: str) -> None:
        """Replaces the one place of a file where `old` stands."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def add_facts(self, facts: str) -> int:
        """Adds entries to travel/coverage.yaml; gives the line on which they begin."""
        path = self.folder / "travel" / "coverage.yaml"
        text = path.read_text(encoding="utf-8")
        self.write("travel/coverage.yaml", text + facts.lstrip("\n"))
        return text.count("\n") + 1

    def problems(self, today: dt.date = TODAY) -> list[Problem]:
        """All that `assistant check` tells of the corpus."""
        return survey(self.folder, 20_000_000, today, {}, Silence()).problems

    def errors(self, today: dt.date = TODAY) -> list[Problem]:
        """The problems that stop an ingest."""
        return [problem for problem in self.problems(today) if problem.severity == "error"]

    def warnings(self) -> list[Problem]:
        """The problems that do not."""
        return [problem for problem in self.problems() if problem.severity == "warning"]

    def error(self) -> str:
        """The one error, as it is printed."""
        (problem,) = self.errors()
        return str(problem)


@pytest.fixture
def corpus(tmp_path: Path) -> SmallCorpus:
    return SmallCorpus(tmp_path / "corpus")
