"""Answers from documents of another line of insurance, about which nobody wrote facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from assistant.agent.assistant import Assistant
from assistant.retrieval.encoders import Encoder
from assistant.settings import Settings
from assistant.text import comparable
from tests.agent.corpora import assistant_over
from tests.agent.talking import amounts, ask, cited, contacts, names_a_person, says

PRODUCTS = """
travel:
  name: たびあんしん海外旅行保険
  aliases: [たびあんしん]
  insurer: 例示損害保険
  as_of: 2026-01-01
  contacts: [{label: 旅行デスク, phone: 0120-000-123, hours: 9時から17時}]
pet:
  name: わんにゃんペット保険
  aliases: [わんにゃん]
  insurer: 例示損害保険
  as_of: 2026-01-01
  contacts: [{label: ペットデスク, url: "https://pet.example.jp/"}]
"""
TRAVEL = """<html><head><title>海外旅行保険のご案内</title></head><body>
<h1>海外旅行保険のご案内</h1>
<h2>治療費用</h2>
<p>旅行中のけがや病気で治療を受けた場合の治療費用は、1回の旅行につき500万円まで補償されます。
歯の治療費用は補償されません。</p>
<h2>携行品</h2>
<p>旅行中に盗まれたり壊れたりした携行品は、1つにつき10万円まで補償の対象です。ただし、置き忘れと紛失は対象外です。</p>
<h2>飛行機の遅れ</h2>
<p>飛行機が6時間以上遅れて宿泊が必要になったときの宿泊代は、2万円まで補償されます。</p>
<h2>お申し込み</h2>
<p>お申し込みは、出発日の前日までにウェブサイトで受け付けています。保険料はコンビニエンスストアでも支払えます。</p>
</body></html>
"""
PET = (
    "わんにゃんペット保険のご案内",
    "通院の補償",
    "動物病院への通院は、1日につき12,000円まで、年間20日まで補償されます。",
    "待機期間",
    "病気の補償は、契約の日から30日が過ぎてから始まります。",
)


def write_pdf(path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    canvas = Canvas(str(path), pagesize=A4)
    place = 780
    for number, line in enumerate(PET):
        canvas.setFont("HeiseiKakuGo-W5", 18 if number == 0 else 14 if number % 2 else 10)
        canvas.drawString(60, place, line)
        place -= 40 if number == 0 else 24
    canvas.save()


@pytest.fixture(scope="module")
def travel(encoder: Encoder, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("other-lines")
    corpus = folder / "corpus"
    (corpus / "travel").mkdir(parents=True)
    (corpus / "pet").mkdir()
    (corpus / "products.yaml").write_text(PRODUCTS, encoding="utf-8")
    (corpus / "travel" / "guide.html").write_text(TRAVEL, encoding="utf-8")
    write_pdf(corpus / "pet" / "guide.pdf")
    opened = assistant_over(corpus, folder / "data", encoder, settings.data_dir / "vectors")
    yield opened
    opened.store.close()


@pytest.mark.parametrize(
    ("message", "product", "amount"),
    [
        ("治療費用はいくらまで補償されますか?", "travel", 5_000_000),
        ("飛行機が遅れて泊まったホテル代は出る?", "travel", 20_000),
        ("カメラを盗まれたらいくらまで?", "travel", 100_000),
        ("通院は1日いくらまで出ますか?", "pet", 12_000),
    ],
)
def test_a_document_without_facts_is_answered_from_with_its_citation(
    travel: Assistant, message: str, product: str, amount: int
) -> None:
    answer = ask(travel, message)
    assert answer.outcome == "answered"
    assert amount in amounts(answer)
    assert product in cited(answer)
    assert any(str(amount)[:1] in comparable(each.quote) for each in answer.citations)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("申し込みはいつまで?", ("前日",)),
        ("コンビニで払えますか?", ("コンビニ",)),
        ("ペットの病気の補償はいつから始まる?", ("30日",)),
    ],
)
def test_what_is_no_cover_is_quoted(travel: Assistant, message: str, words: tuple[str, ...]) -> None:
    answer = ask(travel, message)
    assert answer.outcome == "answered"
    assert says(answer, *words)


def test_a_verdict_that_a_sentence_states_is_given(travel: Assistant) -> None:
    assert ask(travel, "旅行中の歯の治療費用は補償されますか?").verdict in ("not_covered", "conditional")
    assert ask(travel, "旅行中の治療費用は補償されますか?").verdict != "not_covered"


def test_a_limiting_word_makes_cover_conditional(travel: Assistant) -> None:
    answer = ask(travel, "盗まれた携行品は補償されますか?")
    assert answer.verdict == "conditional"
    assert says(answer, "対象外")


@pytest.mark.parametrize(
    "message", ["サイバー攻撃の調査費用は補償されますか?", "身代金は補償される?", "弥生の有料プランに入れますか?"]
)
def test_what_the_corpus_does_not_hold_gets_no_verdict(travel: Assistant, message: str) -> None:
    answer = ask(travel, message)
    assert answer.verdict is None
    assert not any(each.tool == "check_eligibility" for each in answer.tool_results)
    assert names_a_person(answer)


def test_whom_to_ask_is_that_of_the_product(travel: Assistant) -> None:
    answer = ask(travel, "たびあんしんの飛行機の遅れの補償は?")
    assert [block.phone for block in contacts(answer)] == ["0120-000-123"]
    handed = ask(travel, "人と話したい")
    assert {block.url for block in contacts(handed)} >= {"https://pet.example.jp/"}


def test_what_is_declined_names_what_this_assistant_is_for(travel: Assistant) -> None:
    answer = ask(travel, "おすすめのレシピを教えて")
    assert answer.outcome == "declined"
    assert says(answer, "たびあんしん")
    assert not says(answer, "サイバー")


def test_nothing_of_another_corpus_is_ever_said(travel: Assistant) -> None:
    messages = ("どんな保険がありますか?", "保険料はいくら?", "入れますか? 製造業 売上8000万円です", "Who are you?")
    for message in messages:
        answer = ask(travel, message)
        assert not says(answer, "サイバー", "cyber", "弥生", "0120-008588"), message
        assert cited(answer) <= {"travel", "pet"}


def test_a_page_of_one_product_answers_from_its_documents(travel: Assistant) -> None:
    assert cited(ask(travel, "いくらまで補償されますか?", product="pet")) <= {"pet"}
