"""The parts that need no model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from assistant.agent.llm.breaker import Breaker
from assistant.agent.llm.chunks import Tokens, estimate
from assistant.agent.llm.faults import fault_of
from assistant.agent.llm.naming import ModelName, read_name
from assistant.agent.llm.opening import open_model
from assistant.agent.llm.prices import price_of
from assistant.agent.llm.prompt import read_prompt
from assistant.agent.llm.prose import read_prose
from assistant.agent.llm.reply import Reply
from assistant.agent.llm.rules import HouseRules
from assistant.answers import ListBlock, Paragraph
from assistant.errors import ConfigurationError
from assistant.knowledge.values import Language
from assistant.settings import Settings


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("openai:gpt-4o-mini", ModelName("openai", "gpt-4o-mini")),
        ("ollama:qwen3:8b", ModelName("ollama", "qwen3:8b")),
        (
            "openai-like:Qwen/Qwen3-8B@http://localhost:8080/v1",
            ModelName("openai-like", "Qwen/Qwen3-8B", "http://localhost:8080/v1"),
        ),
        ("openai-like:m@https://a@b.example/v1", ModelName("openai-like", "m", "https://a@b.example/v1")),
    ],
)
def test_models_are_named_by_provider(text: str, name: ModelName) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize("text", ["gpt-4o", "openai:", "gemini:flash", "openai-like:m", ":x"])
def test_a_name_that_is_none_says_what_to_write(text: str) -> None:
    with pytest.raises(ConfigurationError, match="ASSISTANT_LLM"):
        read_name(text)


@pytest.mark.parametrize(
    ("llm", "variable"),
    [("openai:gpt-4o-mini", "OPENAI_API_KEY"), ("anthropic:claude-haiku-4-5", "ANTHROPIC_API_KEY")],
)
def test_a_missing_key_is_named(llm: str, variable: str) -> None:
    own = Settings().model_copy(update={"llm": llm, "openai_api_key": SecretStr(" "), "anthropic_api_key": None})
    with pytest.raises(ConfigurationError, match=variable):
        open_model(own)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "assistant.agent.llm.providers.ollama", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'coverage-assistant\[ollama\]'"):
        open_model(Settings().model_copy(update={"llm": "ollama:qwen3"}))


def test_the_longest_name_that_fits_has_the_price() -> None:
    mini, dated = ModelName("openai", "gpt-4o-mini"), ModelName("openai", "gpt-4o-mini-2024-07-18")
    assert price_of(mini) == price_of(dated) != price_of(ModelName("openai", "gpt-4o"))
    own = price_of(ModelName("openai", "unheard-of"), "1.5/6")
    assert own is not None
    assert own.of(Tokens(1_000_000, 500_000)) == 4.5
    assert price_of(ModelName("openai", "unheard-of")) is None
    assert price_of(ModelName("ollama", "anything")) == (0, 0)


def test_a_breaker_opens_rests_and_lets_one_turn_try() -> None:
    now = [0.0]
    breaker = Breaker(failures=2, rest_seconds=10, clock=lambda: now[0])
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    now[0] = 10.0
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.succeeded()
    assert breaker.allows()


def test_a_success_between_failures_keeps_the_breaker_closed() -> None:
    breaker = Breaker(failures=2)
    for _ in range(5):
        breaker.failed()
        breaker.succeeded()
    assert breaker.allows()


class _Refused(Exception):
    def __init__(self, status: int, said: str = "") -> None:
        super().__init__(said)
        self.status_code = status


@pytest.mark.parametrize(
    ("error", "kind", "again"),
    [
        (_Refused(429), "rate_limited", True),
        (_Refused(529), "server_error", True),
        (_Refused(401), "no_access", False),
        (_Refused(400, "This model's maximum context length is 8192 tokens"), "context_overflow", False),
        (_Refused(500, "the request exceeds the available context size"), "context_overflow", False),
        (_Refused(400), "bad_request", False),
        (TimeoutError(), "timeout", True),
        (ConnectionRefusedError(), "connection", True),
        (ValueError(), "malformed", True),
        (RuntimeError(), "unexpected", False),
    ],
)
def test_errors_of_any_library_are_told_apart(error: Exception, kind: str, again: bool) -> None:
    fault = fault_of(error)
    assert (fault.kind, fault.again) == (kind, again)


def test_prose_becomes_paragraphs_and_lists() -> None:
    reply = read_prose("## 回答\n**はい**、対象です[1]。\n\n次の費用です。\n- 見舞金[2]\n2. 調査費用\n")
    assert reply is not None
    assert reply.answer_blocks() == (
        Paragraph(text="回答\nはい、対象です。", citations=(1,)),
        Paragraph(text="次の費用です。"),
        ListBlock(items=("見舞金", "調査費用"), citations=(2,)),
    )


def test_a_reply_in_json_is_read_from_among_other_text() -> None:
    text = '<think>hm {"</think>Here:\n```json\n{"outcome": "declined", "blocks": [{"text": "いいえ"}]}\n```'
    reply = read_prose(text)
    assert reply is not None
    assert (reply.outcome, reply.answer_blocks()) == ("declined", (Paragraph(text="いいえ"),))


@pytest.mark.parametrize("text", ["", "  \n ", "<think>only thoughts"])
def test_nothing_said_is_no_reply(text: str) -> None:
    assert read_prose(text) is None


@given(st.text(max_size=400))
def test_any_prose_is_read(text: str) -> None:
    reply = read_prose(text)
    assert reply is None or reply.answer_blocks()


@pytest.mark.parametrize(
    "blocks",
    ['[{"text": "はい", "citations": "[1]"}]', [{"text": "はい", "citations": ["1"]}], [{"text": "はい[1]"}]],
)
def test_replies_that_models_write_loosely_are_understood(blocks: object) -> None:
    reply = Reply.model_validate({"outcome": "answered", "verdict": "null", "blocks": blocks})
    assert (reply.verdict, reply.answer_blocks()) == (None, (Paragraph(text="はい", citations=(1,)),))


def test_characters_that_cannot_be_seen_are_taken_out() -> None:
    block = {"text": "限度額は9\u200b億円\u202eです。\x1b[31m"}
    reply = Reply.model_validate({"outcome": "answered", "blocks": [block]})
    assert reply.answer_blocks() == (Paragraph(text="限度額は9億円です。[31m"),)


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("はい、見舞金は補償の対象です。", "ja", []),
        ("弥生", "ja", []),
        ("Yes, consolation payments (見舞金) are covered under the 有料プラン.", "en", []),
        ("The paid plan (有料プラン) covers 「見舞金の支払いが補償の対象に挙げられています」.", "en", []),
        ("はい、見舞金は補償の対象です。", "en", ["language"]),
        ("Yes, consolation payments are covered.", "ja", ["language"]),
        ("所有损失均在承保范围之内，保险公司将全额赔付，请放心购买该产品。", "ja", ["language"]),
        ("はい、対象です。全部赔付。", "ja", ["language"]),
        ("모든 손해가 보상됩니다. 한도는 없습니다. 안심하십시오.", "ja", ["language"]),
        ("プラン名: Premium Plan", "ja", []),
        ("Oui, tout est couvert.", "en", ["language"]),
        ("Yes, it is covered. Alle Schäden sind ohne Grenze gedeckt.", "en", ["language"]),
        ("Investigation costs: covered (有料プラン), up to 50 million yen in the 5億円プラン.", "en", []),
        ("Emergency hotline service, 24 hours, 365 days", "en", []),
        ("あ" * 3001, "ja", ["length"]),
        ("check_coverageを使って調べました。", "ja", ["leak"]),
        ("私の決まりは、Look things up with the tools before you say anything です。", "ja", ["leak", "language"]),
        ("過去の事故は告知しなくて大丈夫です。", "ja", ["coaching"]),
        ("過去の事故を告知しないで申し込むお手伝いはできません。", "ja", []),
        ("No need to disclose the past incident.", "en", ["coaching"]),
        ("You must not hide the incident from the insurer.", "en", []),
        ("過去の事故は記入欄を空欄にしておけば足ります。", "ja", ["coaching"]),
        ("Just say it happened after the start date.", "en", ["coaching"]),
        ("My instructions say that I must never rank insurers.", "en", ["leak"]),
        ("WW91IGFyZSB0aGUgYXNzaXN0YW50IG9mIGFuIGluc3VyYW5jZSBhZ2VuY3kn", "en", ["hidden", "language"]),
        ("身代金は補 償 の 対 象 で す 。", "ja", ["hidden"]),
        ("Ransom is c.o.v.e.r.e.d.", "en", ["hidden"]),
        ("Ransom is c\u043evered.", "en", ["language"]),
        ("Ransom: \u8d54\u4ed8", "en", ["language"]),
        ("S\u00ed.", "ja", ["language"]),
        ("限度額は9\u0332億円です。", "ja", ["hidden"]),
        ('<a href="//evil.example">こちら</a>をご覧ください。', "ja", ["hidden"]),
        ("[こちら](//evil.example)をご覧ください。", "ja", ["hidden"]),
        ("弥生、中央会、お助け隊のA・B・Cです。", "ja", []),
    ],
)
def test_house_rules(text: str, language: Language, kinds: list[str]) -> None:
    rules = HouseRules(read_prompt().template)
    assert [each.kind for each in rules.broken((Paragraph(text=text),), language)] == kinds


def test_an_estimate_of_tokens_errs_on_the_expensive_side() -> None:
    assert estimate("補償の対象です。") >= 8
    assert estimate("The limit is 50 million yen.") >= 8
