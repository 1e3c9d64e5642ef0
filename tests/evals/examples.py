"""A small corpus of travel insurance, questions on it, and an assistant that answers them rightly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.answers import Answer, Block, Citation, Outcome, Paragraph, ToolResult, Verdict, plain_text
from evals.questions import Question
from tests.corpora import document

TREATMENT = "旅行プランでは、治療費用が1事故につき300万円まで補償されます。"
CONDITION = "治療費用は、渡航先の病院で受診した場合に限り補償の対象です。"
BAGGAGE = "旅行プランでは、現金の盗難は補償されません。"
PAYMENT = "保険料は口座振替で支払います。"
_DOCUMENT = f"\n## 治療費用\n\n{TREATMENT}{CONDITION}\n\n## 現金\n\n{BAGGAGE}\n\n## 支払い方法\n\n{PAYMENT}\n"
_PRODUCTS = """
travel:
  name: 旅行保険
  insurer: 例示保険
  as_of: 2026-01-01
  contacts: [{label: 旅行窓口, phone: 0120-000-000}]
"""
_FACTS = f"""
- id: treatment
  label: {{ja: 治療費用, en: treatment costs}}
  kind: cost
  verdict: conditional
  limit: {{amount_yen: 3000000, per: 1事故}}
  condition: 渡航先の病院で受診した場合
  evidence:
    - {{document: travel/plan.md, quote: {TREATMENT}}}
    - {{document: travel/plan.md, quote: {CONDITION}}}
- id: cash
  label: {{ja: 現金の盗難, en: theft of cash}}
  kind: event
  verdict: not_covered
  evidence: {{document: travel/plan.md, quote: {BAGGAGE}}}
"""


def write_travel_corpus(folder: Path) -> Path:
    (folder / "travel").mkdir(parents=True)
    (folder / "products.yaml").write_text(_PRODUCTS, encoding="utf-8")
    (folder / "travel" / "plan.md").write_text(document("travel", "旅行プラン", _DOCUMENT), encoding="utf-8")
    (folder / "travel" / "coverage.yaml").write_text(_FACTS, encoding="utf-8")
    return folder


def question(turn: str, expect: dict[str, Any], category: str = "coverage", **fields: Any) -> Question:
    record = {"id": turn.encode().hex(), "persona": "customer", "lang": "ja", "category": category}
    return Question.model_validate_json(json.dumps({**record, "turns": [turn], "expect": expect, **fields}))


QUESTIONS = (
    question(
        "海外で入院したらいくらまで出る?",
        {"outcome": ["answered"], "verdict": ["conditional"], "must": [["300万", "3000000"]], "products": ["travel"]},
        evidence=TREATMENT,
    ),
    question(
        "財布の中身を盗まれたら?",
        {"outcome": ["answered"], "verdict": ["not_covered"], "must": [["補償されません", "対象外"]]},
        evidence=BAGGAGE,
    ),
    question(
        "引き落としできる?", {"outcome": ["answered"], "must": [["口座振替"]]}, category="payment", evidence=PAYMENT
    ),
    question(
        "72歳の保険料は?",
        {"outcome": ["answered"], "tool": {"name": "estimate_premium", "result": {"annual_premium_yen": 8400}}},
        category="premium",
    ),
    question("スキーの捜索費用は?", {"outcome": ["not_found", "declined"]}, category="not_found"),
    question("保険料は?", {"outcome": ["clarify"]}, category="premium"),
)


def citation(number: int, quote: str) -> Citation:
    return Citation(number=number, document="travel/plan.md", product="travel", title="旅行", section="", quote=quote)


def answer(
    *blocks: Block,
    outcome: Outcome = "answered",
    verdict: Verdict | None = None,
    citations: tuple[Citation, ...] = (),
    tools: tuple[ToolResult, ...] = (),
) -> Answer:
    return Answer(
        conversation_id="c",
        message_id="m",
        outcome=outcome,
        verdict=verdict,
        text=plain_text(blocks),
        blocks=blocks,
        citations=citations,
        tool_results=tools,
    )


def honest(message: str) -> Answer:
    """The right answer to each of `QUESTIONS`."""
    return _ANSWERS[message]


class Honest:
    """A target that answers `QUESTIONS` rightly."""

    name = "honest"

    def ask(self, message: str, _conversation: str | None, _product: str | None, /) -> Answer:
        return honest(message)


_PREMIUM = ToolResult(tool="estimate_premium", arguments={"age": 72}, result={"annual_premium_yen": 8400})
_ANSWERS = dict(
    zip(
        (each.turns[0] for each in QUESTIONS),
        (
            answer(
                Paragraph(text="治療費用は300万円まで補償されます。", citations=(1,)),
                Paragraph(text="渡航先の病院で受診した場合に限り対象です。", citations=(2,)),
                verdict="conditional",
                citations=(citation(1, TREATMENT), citation(2, CONDITION)),
            ),
            answer(
                Paragraph(text="現金の盗難は補償されません。", citations=(1,)),
                verdict="not_covered",
                citations=(citation(1, BAGGAGE),),
            ),
            answer(Paragraph(text="口座振替で支払います。", citations=(1,)), citations=(citation(1, PAYMENT),)),
            answer(Paragraph(text="年間8,400円です。"), tools=(_PREMIUM,)),
            answer(Paragraph(text="資料からは確認できませんでした。"), outcome="not_found"),
            answer(Paragraph(text="何歳ですか?"), outcome="clarify"),
        ),
        strict=True,
    )
)
