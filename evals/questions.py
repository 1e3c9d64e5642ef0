"""Questions and what a right reply to them has: one JSON object a line, in files named …-tuning or …-holdout."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, ValidationError

from assistant.answers import Outcome, Verdict
from assistant.errors import AssistantError, Problem
from assistant.knowledge.values import Id, Record, Text

QUESTIONS = Path(__file__).with_name("questions")
Persona = Literal["customer", "agency", "adversarial"]
Split = Literal["tuning", "holdout"]
Category = Literal[
    "coverage",
    "cost_items",
    "limits",
    "eligibility",
    "premium",
    "payment",
    "renewal",
    "service",
    "process",
    "definition",
    "statistic",
    "compare",
    "multi_turn",
    "not_found",
    "out_of_scope",
    "injection",
    "emergency",
    "handoff",
    "colloquial",
    "english",
]
_SPLITS: tuple[Split, ...] = ("tuning", "holdout")
_DIGEST = 12
_AnyOf = Annotated[tuple[Text, ...], Field(min_length=1)]


class QuestionSetError(AssistantError):
    """Question files have errors; `problems` lists them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ToolExpectation(Record):
    """The last result of the tool `name` has these values (a nested subset)."""

    name: Text
    result: dict[str, Any] = Field(default_factory=dict)


class Expectation(Record):
    """What a right reply has; an empty field expects nothing.

    Attributes:
        outcome, verdict: any of these.
        must: of every group at least one string stands in the reply's text.
        must_not: none of these stands in it.
        products: at least one citation is from one of these.
    """

    outcome: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    verdict: tuple[Verdict, ...] = ()
    must: tuple[_AnyOf, ...] = ()
    must_not: tuple[Text, ...] = ()
    products: tuple[Id, ...] = ()
    tool: ToolExpectation | None = None


class Question(Record):
    """A conversation to be had, and what its last reply is to have.

    Attributes:
        turns: what the person types, in order.
        product: id of the product that the page pins.
        evidence: a verbatim quote of the corpus on which the expectation stands.
    """

    id: Id
    persona: Persona
    lang: Literal["ja", "en"]
    category: Category
    turns: Annotated[tuple[str, ...], Field(min_length=1)]
    product: Id | None = None
    expect: Expectation
    evidence: Text | None = None

    @property
    def digest(self) -> str:
        """Changes with what is asked and with what is expected, and with nothing else."""
        asked = self.model_dump_json(include={"turns", "product", "expect"})
        return hashlib.sha256(asked.encode()).hexdigest()[:_DIGEST]


class Entry(NamedTuple):
    """A question and where it stands; `split` is None where the file's name ends in neither split."""

    question: Question
    file: str
    line: int
    split: Split | None


def question_files(files: Sequence[Path] = ()) -> list[Path]:
    """The named files, or all of `evals/questions`."""
    return list(files) or sorted(QUESTIONS.glob("*.jsonl"))


def load(files: Iterable[Path]) -> list[Entry]:
    """The questions of some files.

    Raises:
        QuestionSetError: a line is no question, an id occurs twice, or a file cannot be read.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(str(file), None, None, f"cannot be read: {error}"))
            continue
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    question = Question.model_validate_json(line, strict=True)
                except ValidationError as error:
                    problems += _problems(file, number, error)
                else:
                    entries.append(Entry(question, file.name, number, split_of(file)))
    problems += _doubles(entries)
    if problems:
        raise QuestionSetError(problems)
    return entries


def split_of(file: Path) -> Split | None:
    """The split that a file's name ends in."""
    return next((split for split in _SPLITS if file.stem.endswith(split)), None)


def _problems(file: Path, line: int, error: ValidationError) -> list[Problem]:
    return [
        Problem(file.name, line, ".".join(map(str, each["loc"])) or None, each["msg"])
        for each in error.errors(include_url=False)
    ]


def _doubles(entries: Iterable[Entry]) -> list[Problem]:
    first: dict[str, Entry] = {}
    problems = []
    for entry in entries:
        known = first.setdefault(entry.question.id, entry)
        if known is not entry:
            message = f"'{entry.question.id}' is taken by {known.file}:{known.line}"
            problems.append(Problem(entry.file, entry.line, "id", message))
    return problems
