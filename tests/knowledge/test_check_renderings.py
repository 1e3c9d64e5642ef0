"""English renderings of sections: no figure beyond the Japanese text, none forgotten."""

from __future__ import annotations

import pytest

from tests.knowledge.conftest import SmallCorpus

SECTION = (
    "## 限度額\n\n> - 上限は?\n\n> en: {english}\n\n治療費は12月から、1事故につき400万円まで、自己負担は1割です。"
)


def told(corpus: SmallCorpus, body: str) -> list[str]:
    """What `assistant check` says of a new document with this body, which begins on line 10 of its file."""
    corpus.document("travel/more.md", body)
    return [
        str(problem)
        for problem in corpus.problems()
        if problem.file == "travel/more.md" and "fact" not in str(problem)
    ]


@pytest.mark.parametrize(
    "english",
    [
        "From December, up to 4 million yen per incident; your own share is 10%.",
        "From December, up to 4,000,000 yen per incident;\n> your own share is 10 percent.",
        "You bear 10%, and the limit is 4 million yen.",
    ],
)
def test_a_rendering_with_the_figures_of_its_text_is_right(english: str, corpus: SmallCorpus) -> None:
    assert told(corpus, SECTION.format(english=english)) == []


@pytest.mark.parametrize(
    "figure", ["40 million yen", "400,000 yen", "20%", "5 years", "July 9, 2024", "0120-000-000"]
)
def test_a_figure_that_the_section_does_not_say_is_an_error_with_its_line(figure: str, corpus: SmallCorpus) -> None:
    wrong = f"the figure {figure} is not in the section's text: correct it, or word it as the text does"
    assert told(corpus, SECTION.format(english=f"Up to 4 million yen, 10%, {figure}.")) == [
        f"travel/more.md:14: en: {wrong}"
    ]
    assert corpus.errors()


def test_an_amount_that_a_rendering_leaves_out_is_a_warning(corpus: SmallCorpus) -> None:
    body = SECTION.format(english="From December, there is a limit and a share of your own.")
    assert told(corpus, body) == ["travel/more.md:14: en: leaves out 400万円、1割 of the section's text: say it too"]
    assert corpus.errors() == []


def test_a_figure_of_another_section_does_not_count(corpus: SmallCorpus) -> None:
    (problem,) = told(
        corpus,
        SECTION.format(english="Up to 4 million yen, 10%, not 5 million yen.")
        + "\n\n## 他\n\n> en: 5 million yen.\n\n500万円です。",
    )
    assert "the figure 5 million yen is not in the section's text" in problem


def test_a_section_without_a_rendering_is_a_warning_where_others_have_one(corpus: SmallCorpus) -> None:
    body = SECTION.format(english="Up to 4 million yen, 10%.") + "\n\n## 期間\n\n> - いつまで?\n\n1年です。"
    assert told(corpus, body) == [
        "travel/more.md:22: 「期間」 has no English rendering, as others have: add a block quote > en: …"
    ]
    assert corpus.errors() == []


def test_a_document_need_not_be_rendered_nor_a_heading_without_text(corpus: SmallCorpus) -> None:
    assert told(corpus, "## 期間\n\n1年です。\n\n## 満期\n\n毎年です。") == []
    assert told(corpus, "# 案内\n\n## 期間\n\n> en: One year.\n\n1年です。") == []


def test_a_rendering_that_swallows_its_text_stands_alone_or_is_empty_is_an_error(corpus: SmallCorpus) -> None:
    (swallowed, *_) = told(corpus, "## 期間\n\n> en: One year.\n期間は1年です。")
    assert "renders a section without text" in swallowed
    (mixed,) = told(corpus, "## 期間\n\n> en: One year.\n期間は1年です。\n\n期間は1年です。")
    assert "goes on in Japanese: leave an empty line behind the rendering" in mixed
    (empty,) = told(corpus, "## 期間\n\n> en:\n\n期間は1年です。")
    assert "is empty" in empty


def test_a_rendering_is_no_evidence(corpus: SmallCorpus) -> None:
    corpus.replace(
        "travel/plan.md", "## 支払い方法\n", "## 支払い方法\n\n> en: The premium is paid by bank transfer.\n"
    )
    corpus.add_facts("""
- id: payment
  label: 支払い
  kind: service
  verdict: covered
  evidence: {document: travel/plan.md, quote: The premium is paid by bank transfer}
""")
    assert "this quote is not in travel/plan.md" in corpus.error()
