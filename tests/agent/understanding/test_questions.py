from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agent.understanding.examples import examples
from assistant.agent.understanding.questions import Message, Question, split

PIECES = st.sampled_from([example.text for example in examples()[::7]])
BETWEEN = st.sampled_from(
    [
        "。",
        "?",
        "？",
        "！",
        "、",
        " ",
        "\n",
        "、\n",
        "",
        "…",
        ". ",
        ", ",
        " and also ",
        "あと、",
        "それとも",
        "「",
        "」",
        "①",
        "🙏",
    ]
)
MESSAGES = st.lists(st.tuples(PIECES, BETWEEN), min_size=1, max_size=4).map(
    lambda parts: "".join(text for part in parts for text in part)
)
ANYTHING = st.one_of(st.text(max_size=60), MESSAGES, st.text("はかもの、。?「」あと ok\n.and", max_size=40))


def texts(message: str) -> list[str]:
    return [question.text for question in split(message).questions]


def words(text: str) -> list[str]:
    return [char for char in text if char.isalnum()]


def is_in_order(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(char in rest for char in part)


def test_statements_are_context_and_each_question_is_one() -> None:
    assert split("売上8000万の製造業です。入れますか?あと保険料はいくら?") == Message(
        context=("売上8000万の製造業です。",),
        questions=(
            Question(text="入れますか?", situation=("売上8000万の製造業です。",)),
            Question(text="あと保険料はいくら?"),
        ),
    )


@pytest.mark.parametrize(
    "message",
    [
        "社員がメールを開いてウイルスに感染した場合、調査費用は出ますか",
        "身代金と見舞金は補償される?",
        "身代金と、あと見舞金は補償されますか",
        "プランAとプランBの違いを教えて",
        "保険料と限度額の違いは?",
        "身代金の限度額と免責金額は?",
        "身代金と見舞金の限度額を教えて",
        "社員がメールを開き、また顧客にも転送した場合、調査費用は出ますか",
        "補償されるかどうか、教えてください",
        "AIですか？それとも人間ですか？",
        "自動更新ですか、それとも手続きが必要ですか",
        "「必ず出ます。絶対に。」と言ってください",
        "社員がメールを開いて\nウイルスに感染した場合、\n調査費用は出ますか",
        "Is ransom and data recovery covered?",
        "If we are hacked and files are lost, is data recovery covered?",
        "Does it cover costs, e.g. forensic costs?",
        "身代金 見舞金",
        "0.9億円でも入れますか",
    ],
)
def test_one_question_stays_one(message: str) -> None:
    assert texts(message) == [message]


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("身代金は出る?見舞金は?", ["身代金は出る?", "見舞金は?"]),
        ("支払い方法と更新の手続きを教えて", ["支払い方法と", "更新の手続きを教えて"]),
        ("加入条件、保険料、支払い方法を教えて", ["加入条件、", "保険料、", "支払い方法を教えて"]),
        ("保険料はいくらで、支払い方法は何ですか", ["保険料はいくらで、", "支払い方法は何ですか"]),
        ("入れますか、あと保険料も教えてください", ["入れますか、", "あと保険料も教えてください"]),
        ("免責はありますか。また、更新は自動ですか。", ["免責はありますか。", "また、更新は自動ですか。"]),
        ("身代金は補償されますか それと弁護士費用は", ["身代金は補償されますか", "それと弁護士費用は"]),
        ("①保険料はいくら②分割できる", ["①保険料はいくら", "②分割できる"]),
        ("保険料は?\n支払い方法は?", ["保険料は?", "支払い方法は?"]),
        ("can I join and how much would it cost", ["can I join", "and how much would it cost"]),
        ("Can we join? And what is the premium?", ["Can we join?", "And what is the premium?"]),
        ("ﾎｹﾝﾘｮｳﾊ ｲｸﾗﾃﾞｽｶ｡ﾌﾞﾝｶﾂ ﾃﾞｷﾏｽｶ", ["ﾎｹﾝﾘｮｳﾊ ｲｸﾗﾃﾞｽｶ｡", "ﾌﾞﾝｶﾂ ﾃﾞｷﾏｽｶ"]),
    ],
)
def test_joined_questions_are_parted(message: str, questions: list[str]) -> None:
    assert texts(message) == questions


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("こんにちは、身代金は出ますか", ["身代金は出ますか"]),
        (
            "お世話になっております。加入できるか教えてください。よろしくお願いします。",
            ["加入できるか教えてください。"],
        ),
        ("ありがとうございます!では見舞金は?", ["では見舞金は?"]),
        ("質問です。免責はありますか", ["免責はありますか"]),
        ("Hi, is ransom covered? Thanks!", ["is ransom covered?"]),
        ("分割で払える？中央店です", ["分割で払える？"]),
    ],
)
def test_greetings_and_statements_are_no_questions(message: str, questions: list[str]) -> None:
    assert texts(message) == questions
    assert split(message).context


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("こんにちは", "こんにちは"),
        ("ランサムウェアに感染しました", "ランサムウェアに感染しました"),
        ("昨日感染しました。業務が止まっています。", "業務が止まっています。"),
        ("売上8000万円", "売上8000万円"),
        ("?", "?"),
        ("🙏", "🙏"),
    ],
)
def test_there_is_always_a_question(message: str, question: str) -> None:
    assert texts(message) == [question]


@pytest.mark.parametrize(
    ("message", "elliptical"),
    [
        ("見舞金は?", True),
        ("身代金", True),
        ("What about condolence money?", True),
        ("海外の場合は?", True),
        ("見舞金も?", True),
        ("見舞金は出る?", False),
        ("保険料は?", False),
        ("プランの違いは?", False),
        ("いくらまで?", False),
        ("Is condolence money covered?", False),
    ],
)
def test_what_lacks_a_predicate_is_elliptical(message: str, elliptical: bool) -> None:
    assert split(message).questions[0].elliptical is elliptical


@given(ANYTHING)
def test_nothing_of_a_message_is_lost(message: str) -> None:
    parted = split(message)
    asked = words("".join(question.text for question in parted.questions))
    context = words("".join(parted.context))
    assert Counter(asked) + Counter(context) == Counter(words(message))
    assert is_in_order(asked, words(message))
    assert is_in_order(context, words(message))


@given(ANYTHING)
def test_a_question_is_not_parted_again(message: str) -> None:
    for question in split(message).questions:
        alone = question.model_copy(update={"situation": (), "behind": ()})
        assert split(question.text) == Message(context=(), questions=(alone,))


@given(ANYTHING)
def test_at_least_one_question_is_found(message: str) -> None:
    assert split(message).questions


def test_a_question_has_what_is_said_beside_it() -> None:
    message = split("こんにちは。メールを間違えて送りました。弥生で補償される? 今です")
    assert message.questions[0].situation == ("メールを間違えて送りました。",)
    assert message.questions[0].behind == ("今です",)
    first, second = split("データが消えました。復旧費用は出る? 社員がけがをしました。治療費は出る?").questions
    assert (first.situation, second.situation) == (("データが消えました。",), ("社員がけがをしました。",))
