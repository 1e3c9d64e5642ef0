from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assistant.knowledge.front_matter import Split, front_matter_line, split_front_matter
from tests.knowledge.conftest import SmallCorpus

MATTER = """\
---
title: プラン
product: travel
kind: plan
audience: public
as_of: 2026-01-01
valid_until: 2027-03-31
source: {title: 案内, date: 2026-01-01, url: https://example.com/}
---
本文です。
"""


def split(text: str) -> Split:
    result = split_front_matter(text, "travel/plan.md")
    assert isinstance(result, Split), result
    return result


def told(text: str) -> list[str]:
    result = split_front_matter(text, "d.md")
    assert isinstance(result, list), result
    return [str(problem) for problem in result]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_front_matter_and_body_are_parted(newline: str, mark: str) -> None:
    result = split(mark + MATTER.replace("\n", newline))
    assert result.front_matter is not None
    assert result.front_matter.as_of == dt.date(2026, 1, 1)
    assert result.front_matter.source.title == "案内"
    assert (result.body, result.body_line) == (f"本文です。{newline}", 10)
    assert result.lines["valid_until"] == 7


@pytest.mark.parametrize("text", ["本文です。\n", "", "# 見出し\n\n---\n\nあと\n", " ---\ntitle: x\n---\n", "----\n"])
def test_a_text_without_front_matter_is_all_body(text: str) -> None:
    assert split(text) == Split(None, text, 1)
    assert split("\ufeff" + text).body == text


def test_rules_in_the_body_are_body() -> None:
    result = split(MATTER + "\n---\n\n---\nkind: faq\n---\n")
    assert result.front_matter is not None
    assert result.front_matter.kind == "plan"
    assert result.body == "本文です。\n\n---\n\n---\nkind: faq\n---\n"


def test_a_body_may_be_empty() -> None:
    assert split(MATTER.removesuffix("本文です。\n").rstrip("\n")).body == ""


@pytest.mark.parametrize("text", ["---\ntitle: x\n", "---\n\n本文\n", "---\ntitle: x\n ---\n", "---\n"])
def test_front_matter_without_an_end_is_told(text: str) -> None:
    assert told(text) == ["d.md:1: the front matter has no end: close it with a line ---"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: プラン", "titel: プラン", "d.md:2: titel: unknown key 'titel': did you mean 'title'?"),
        ("title: プラン\n", "", "d.md:2: 'title' is missing: add it"),
        ("title: プラン", "title: 2024", "d.md:2: title: must be text: put it in quotes (is: 2024)"),
        ("kind: plan", "kind: [plan]", "d.md:4: kind: must be a text"),
        ("kind: plan", "kind: plan\nkind: faq", "d.md:5: kind: this key stands twice, first on line 4: remove one"),
        ("audience: public", "audience: internal", "d.md:5: audience: must be 'public' or 'staff' (is: 'internal')"),
        ("as_of: 2026-01-01", "as_of: 2026", "d.md:6: as_of: write a date as YYYY-MM-DD (is: 2026)"),
        ("as_of: 2026-01-01", "as_of: 2026-02-30", "d.md:6: as_of: is no day of the calendar"),
        ("2027-03-31", "2025-03-31", "d.md:2: valid_until (2025-03-31) is before as_of (2026-01-01)"),
        ("https://example.com/", "example.com", "d.md:8: source.url: must begin with https:// or http://"),
        ("{title: 案内, ", "{", "d.md:8: source: 'title' is missing: add it"),
        ("title: プラン", "title: [プラン", "d.md:2: is not valid YAML"),
        ("title: プラン", "title:\tプ\n\tx: y", "d.md:2: is not valid YAML"),
    ],
)
def test_a_mistake_names_the_line_of_the_file(old: str, new: str, message: str) -> None:
    assert MATTER.count(old) == 1 or old == "as_of: 2026-01-01"
    problems = told(MATTER.replace(old, new, 1))
    assert any(problem.startswith(message) for problem in problems), problems


@pytest.mark.parametrize("matter", ["", "# nothing\n", "- a\n", "text\n"])
def test_front_matter_that_is_no_mapping_says_what_it_needs(matter: str) -> None:
    (problem,) = told(f"---\n{matter}---\n本文\n")
    assert problem.startswith("d.md:2: must be an entry with the keys title, product, kind, audience, as_of")


def test_a_source_may_be_a_plain_text() -> None:
    result = split(MATTER.replace("{title: 案内, date: 2026-01-01, url: https://example.com/}", "料率表 2026"))
    assert result.front_matter is not None
    assert str(result.front_matter.source) == "「料率表 2026」"


def test_the_line_of_a_key_is_found_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    path.write_text(MATTER, encoding="utf-8")
    assert front_matter_line(path, "valid_until") == 7
    assert front_matter_line(path, "nothing") is None
    assert front_matter_line(tmp_path / "missing.md", "title") is None


def test_a_document_of_another_product_is_told(corpus: SmallCorpus) -> None:
    corpus.replace("pet/plan.md", "product: pet", "product: travel")
    (problem,) = corpus.errors()
    assert (problem.file, problem.field) == ("pet/plan.md", "product")
    assert "is 'travel', but the folder is 'pet': make them agree" in problem.message
