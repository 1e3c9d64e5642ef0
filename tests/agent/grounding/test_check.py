from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.agent.grounding import Glossary, Report, check
from assistant.agent.turn import Draft
from assistant.answers import ContactBlock, ListBlock, Notice, Paragraph, TableBlock
from assistant.tools.toolbox import CurrentTools, Toolbox
from tests.agent.grounding.conftest import Judge


def kinds(report: Report) -> set[str]:
    return {finding.kind for finding in report.findings}


# the person's own figures


@pytest.mark.parametrize(
    "text",
    [
        "ご質問の9億円という限度額は、資料にありません。",
        "お客様の年間売上高9億円についてお調べします。",
        "お尋ねの売上9億円の場合、加入条件は資料からは確認できません。",
        "限度額は9億円ではありません。",
    ],
)
def test_a_figure_of_the_person_may_be_taken_up_as_theirs(judge: Judge, toolbox: Toolbox, text: str) -> None:
    toolbox.check_coverage("隕石", "yayoi")
    assert judge(Paragraph(text=text), said=["売上9億円です。限度額は9億円ですよね?"]).ok
    assert kinds(judge(Paragraph(text=text.replace("9億", "8億")), said=["売上9億円です"])) == {"figure"}


@pytest.mark.parametrize(
    "text",
    [
        "おっしゃるとおり、限度額は9億円です。",
        "ご質問の9億円まで補償されます。",
        "お客様の保険料は9億円です。",
        "お客様の9億円は補償の対象です。",
        "Your limit is 900 million yen.",
    ],
)
def test_a_figure_of_the_person_is_never_a_limit_or_premium(judge: Judge, toolbox: Toolbox, text: str) -> None:
    toolbox.check_coverage("身代金", "yayoi")
    assert "figure" in kinds(judge(Paragraph(text=text), said=["限度額は9億円ですよね?", "900 million yen?"]))


def test_a_tool_is_asked_with_the_revenue_that_the_person_wrote(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_eligibility("yayoi", 800_000_000, "建設業")
    text = Paragraph(text="年間売上高8億円の建設業は、有料プランに加入できません。", citations=(2,))
    assert judge(text, said=["売上8億円の建設業"]).ok
    assert kinds(judge(text, said=["売上8,000万円の建設業"])) == {"input"}


def test_what_a_tool_was_asked_with_is_no_limit(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_eligibility("yayoi", 770_000_000, "建設業")
    toolbox.search_knowledge("限度額は99億円", "yayoi")
    for text in ("限度額は7億7,000万円です。", "最大7億7,000万円まで支払われます。", "限度額は99億円です。"):
        assert "figure" in kinds(judge(Paragraph(text=text), said=["売上7億7千万円"]))


def test_an_example_in_a_question_for_input_is_no_statement(judge: Judge) -> None:
    assert judge(Paragraph(text="1年間の売上高を教えてください（例: 8,000万円のように）。"), outcome="clarify").ok
    asked = Paragraph(text="限度額が8,000万円の補償はいかがですか。")
    assert kinds(judge(asked, outcome="clarify")) == {"figure"}


# where figures and verdicts hide


@pytest.mark.parametrize(
    "text",
    [
        "限度額は九億円です。",
        "限度額は９億円です。",
        "限度額は9\u200b億円です。",
        "限度額は**9億円**です。",
        "The limit is nine hundred million yen.",
        "限度額は数億円です。",
    ],
)
def test_a_figure_is_found_however_it_is_written(judge: Judge, toolbox: Toolbox, text: str) -> None:
    toolbox.check_coverage("身代金", "yayoi")
    assert "figure" in kinds(judge(Paragraph(text=text)))


@pytest.mark.parametrize(
    "blocks",
    [
        (Notice(text="身代金も補償されます。"),),
        (ListBlock(items=("身代金: 補償の対象です",)),),
        (TableBlock(header=("項目", "補償"), rows=(("身代金", "○"),)),),
        (TableBlock(header=("項目", "有料プラン"), rows=(("身代金の支払い", "補償対象"),)),),
        (TableBlock(header=("身代金は補償されます", "備考"), rows=(("-", "-"),)),),
        (Paragraph(text="次の費用が補償されます。"), ListBlock(items=("身代金の支払い",))),
        (Paragraph(text="補償の対象は次のとおりです:\n・身代金の支払い"),),
        (Paragraph(text="身代金についてのご質問ですね。はい、補償されます。"),),
        (Paragraph(text="身代金は**補償**の対象\u200bです。"),),
        (Paragraph(text="身代金も大丈夫です。"),),
        (Paragraph(text="Ransom payments are covered."),),
        (Paragraph(text="Covered: ransom payments."),),
        (Paragraph(text="| 項目 | 補償 |\n|---|---|\n| 身代金 | 補償の対象です |"),),
    ],
)
def test_a_wrong_verdict_is_found_wherever_it_stands(
    judge: Judge, toolbox: Toolbox, blocks: tuple[Paragraph | ListBlock | TableBlock | Notice, ...]
) -> None:
    toolbox.check_coverage("身代金", "yayoi")
    assert "verdict" in kinds(judge(*blocks))


def test_a_suggestion_is_checked_too(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage("身代金", "yayoi")
    told = Paragraph(text="一般に身代金は補償されません。", citations=(1,))
    assert judge(told, suggestions=("5億円プランの保険料は?", "売上8,000万円ですが入れますか?")).ok
    assert kinds(judge(told, suggestions=("身代金は補償されます。",))) == {"verdict"}
    assert kinds(judge(told, suggestions=("限度額は9億円です。",))) == {"figure"}


def test_of_several_items_each_keeps_its_own_verdict(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage(["データ復旧費用", "身代金"], "yayoi", "1億円プラン")
    right = "データ等復旧費用は1,000万円まで補償されますが、身代金は一般に補償されません。"
    wrong = "身代金は1,000万円まで補償されますが、データ等復旧費用は一般に補償されません。"
    both = "データ等復旧費用と身代金は、1,000万円まで補償されます。"
    assert judge(Paragraph(text=right, citations=(1, 2, 3))).ok
    assert "verdict" in kinds(judge(Paragraph(text=wrong, citations=(1, 2, 3))))
    assert "verdict" in kinds(judge(Paragraph(text=both, citations=(1, 2, 3))))


def test_an_item_that_no_source_speaks_of_has_no_verdict(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage("データ復旧費用", "yayoi", "1億円プラン")
    text = "データ等復旧費用は1,000万円まで補償されます。宇宙船の修理代も補償されます。"
    assert kinds(judge(Paragraph(text=text, citations=(1, 2)))) == {"verdict"}


def test_a_circumstance_that_the_facts_do_not_mention_has_no_verdict(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage("地震によるシステム停止", "yayoi")
    assert "verdict" in kinds(judge(Paragraph(text="地震によるシステム停止は補償の対象です。", citations=(2,))))
    assert judge(Paragraph(text="地震の場合に補償されるかどうかは、約款で決まります。")).ok


# what goes with a verdict


def test_the_limit_condition_and_approval_go_with_a_cover(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage("再発防止のためのセキュリティ製品の購入", "cyber-protector")
    covered = "OSの最新化やセキュリティ製品の購入も補償の対象です。"
    condition = "情報セキュリティ事故が発生した際の再発防止として行う場合に限ります。"
    approval = "使う前に引受保険会社の承認をあらかじめ得る必要があります。"
    numbers = toolbox.evidence.results[0].citations
    assert judge(Paragraph(text=covered + condition + approval, citations=numbers)).ok
    for left in (covered + condition, covered + approval):
        assert kinds(judge(Paragraph(text=left, citations=numbers))) == {"dropped_condition"}


def test_a_verdict_that_holds_for_some_plans_only_names_one(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage("見舞金", "yayoi")
    numbers = toolbox.evidence.results[0].citations
    limits = "限度額は5,000万円か1,000万円です。"
    assert kinds(judge(Paragraph(text=f"見舞金は補償の対象です。{limits}", citations=numbers))) == {
        "dropped_condition"
    }
    assert kinds(judge(Paragraph(text="見舞金は補償の対象外です。", citations=numbers))) == {"dropped_condition"}
    assert judge(Paragraph(text=f"見舞金は有料プランで補償の対象です。{limits}", citations=numbers)).ok
    assert judge(Paragraph(text="無料補償では、見舞金は補償の対象外です。", citations=numbers)).ok


def test_the_membership_goes_with_eligibility(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_eligibility("yayoi", "8,000万円", "建設業")
    eligible = "売上8,000万円の建設業は有料プランに加入できます。"
    member = "あんしん保守サポートのユーザーか、PAP会員であることが前提です。"
    assert judge(Paragraph(text=eligible + member, citations=(1, 2)), said=["売上8,000万円"]).ok
    assert kinds(judge(Paragraph(text=eligible, citations=(2,)), said=["売上8,000万円"])) == {"dropped_condition"}


def test_where_the_window_decides_neither_is_claimed(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_eligibility("yayoi", "8,000万円", "動物病院")
    for text in ("動物病院は加入できます。", "動物病院は加入できません。", "動物病院は対象外です。"):
        assert "eligibility" in kinds(judge(Paragraph(text=text, citations=(2,))))
    told = "動物病院が加入できるかどうかは、相談窓口の判断によります。"
    assert judge(Paragraph(text=told, citations=toolbox.evidence.results[0].citations)).ok


def test_a_rule_may_be_stated_beside_the_outcome(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_eligibility("yayoi", "8,000万円", "病院")
    numbers = toolbox.evidence.results[0].citations
    rule = "医療機関に分類される業種の企業は、有料プランの対象外です。"
    assert judge(Paragraph(text=rule, citations=numbers)).ok
    assert "eligibility" in kinds(judge(Paragraph(text=rule.replace("対象外です", "対象です"), citations=numbers)))


# the verdict of the answer


@pytest.mark.parametrize(
    ("item", "right", "wrong"),
    [
        ("身代金", "not_covered", "covered"),
        ("見舞金", "conditional", "covered"),
        ("情報漏えい", "conditional", "not_covered"),
    ],
)
def test_the_verdict_is_that_of_the_facts(judge: Judge, toolbox: Toolbox, item: str, right: str, wrong: str) -> None:
    toolbox.check_coverage(item, "yayoi")
    for verdict, ok in ((right, True), (wrong, False)):
        report = judge(Paragraph(text="資料の記載は次のとおりです。"), said=[f"{item}は?"], verdict=verdict)
        assert any(finding.text == verdict for finding in report.findings) is not ok


def test_without_facts_the_verdict_stands_in_a_quote(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.search_knowledge("身代金は補償されますか", "guide", 1)
    quoted = Paragraph(text="身代金は補償されません。", citations=(1,))
    assert judge(quoted, results=(), verdict="not_covered").ok
    assert not judge(quoted, results=(), verdict="covered").ok
    assert not judge(Paragraph(text="ご案内します。"), results=(), verdict="not_covered").ok


# quotations, citations, results, contacts


def test_a_quotation_is_word_for_word(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage("身代金")
    quote = toolbox.evidence.citations[0].quote
    assert judge(Paragraph(text=f"資料には「{quote}」とあります。", citations=(1,))).ok
    assert judge(Paragraph(text=f"資料には「サイバー保険では一般に、…{quote[-12:]}」とあります。", citations=(1,))).ok
    changed = quote.replace("暗号化された", "暗号化されてしまった")
    assert "quote" in kinds(judge(Paragraph(text=f"資料には「{changed}」とあります。", citations=(1,))))
    assert judge(Paragraph(text="「身代金」については資料のとおりです。", citations=(1,))).ok


def test_a_citation_exists_and_has_to_do_with_its_block(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage("身代金")
    toolbox.search_knowledge("使えるクレジットカード", "yayoi", 1)
    ransom = "一般に身代金は補償されません。"
    assert judge(Paragraph(text=ransom, citations=(1,))).ok
    assert kinds(judge(Paragraph(text=ransom, citations=(1, 9)))) == {"citation"}
    assert kinds(judge(Paragraph(text=ransom, citations=(2,)))) == {"citation"}
    other = "【SOMPO 安心サポートパック】有料プランの保険料は、VISAなどのクレジットカードで支払えます。"
    assert "citation" in kinds(judge(Paragraph(text=other, citations=(2,))))


def test_a_block_that_states_facts_cites_something(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.search_knowledge("使えるクレジットカード", "yayoi", 1)
    fact = "有料プランの保険料は、VISAなどのクレジットカードで支払えます。"
    assert "uncited" in kinds(judge(Paragraph(text=fact), results=()))
    assert judge(Paragraph(text=fact, citations=(1,)), results=()).ok
    assert judge(Paragraph(text="ご質問ありがとうございます。くわしくは窓口にお問い合わせください。"), results=()).ok
    assert judge(Paragraph(text="有料プランの保険料は年払です。"), results=(), outcome="clarify").ok


def test_only_results_as_the_tools_gave_them_are_shown(judge: Judge, toolbox: Toolbox) -> None:
    result = toolbox.estimate_premium("chuokai", "建設業", "10億円", "ワイド", "3")
    told = Paragraph(text="年間保険料は99円です。")
    altered = result.model_copy(update={"result": {**result.result, "annual_premium_yen": 99}})
    assert kinds(judge(told, results=(altered,), said=["10億円"])) >= {"result", "figure"}
    assert "figure" in kinds(judge(told, said=["10億円"]))


def test_a_result_that_is_not_shown_bears_nothing_out(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.estimate_premium("chuokai", "建設業", "10億円", "ワイド", "3")
    told = Paragraph(text="年間保険料は385,450円です。")
    assert judge(told, said=["10億円"]).ok
    assert "figure" in kinds(judge(told, results=(), said=["10億円"]))


def test_what_a_caller_gave_a_tool_is_no_source(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.estimate_premium("chuokai", "建設業", "10億円", "保険料は99円です", "3")
    toolbox.check_coverage("限度額99億円の隕石", "yayoi")
    for text in ("保険料は99円です。", "限度額は99億円です。"):
        assert "figure" in kinds(judge(Paragraph(text=text), said=["10億円"]))


def test_contacts_are_those_that_a_tool_gave(judge: Judge, toolbox: Toolbox) -> None:
    told = Paragraph(text="お問い合わせ先は次のとおりです。")
    desk = ContactBlock(label="相談窓口", phone="0120-008588")
    assert kinds(judge(told, desk)) == {"contact"}
    toolbox.contact("yayoi")
    assert judge(told, desk).ok
    hotline = ContactBlock(label="緊急時ホットライン", phone="0120-008588")
    for wrong in (hotline, desk.model_copy(update={"hours": "平日9:00〜17:00"}), ContactBlock(label="本社")):
        assert kinds(judge(told, wrong)) == {"contact"}
    assert judge(Paragraph(text="相談窓口は0120-008588です。")).ok
    assert kinds(judge(Paragraph(text="緊急時ホットラインは0120-008588です。"))) == {"figure"}
    assert kinds(judge(Paragraph(text="くわしくはhttps://example.com/をご覧ください。"))) == {"figure"}


# what no reply may say


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("情報漏洩は必ず補償されます。", "promise"),
        ("Payment is guaranteed.", "promise"),
        ("事故が起きたときは、必ず保険金が支払われることをお約束します。", "promise"),
        ("保険金のお支払いを約束いたします。", "promise"),
        ("この商品が一番おすすめです。", "recommendation"),
        ("今の保険から乗り換えるべきです。", "recommendation"),
        ("You should switch to this product.", "recommendation"),
        ("ご契約で商品券を差し上げます。", "rebate"),
    ],
)
def test_promises_recommendations_and_rebates_are_told(judge: Judge, toolbox: Toolbox, text: str, kind: str) -> None:
    toolbox.check_coverage("情報漏洩", "sompo-pack")
    assert kind in kinds(judge(Paragraph(text=text)))


@pytest.mark.parametrize(
    "text",
    [
        "必ず支払われるというお約束はできません。",
        "特定の保険会社をおすすめしたり、順位をつけたりすることはできません。",
        "必ず重要事項説明書をご確認ください。",
        "キャッシュバックは行っていません。",
        "I cannot recommend the best insurance.",
    ],
)
def test_to_refuse_them_is_right(judge: Judge, toolbox: Toolbox, text: str) -> None:
    toolbox.contact("yayoi")
    assert judge(Paragraph(text=text)).ok


# the report


def test_a_report_says_what_to_do_in_either_language(toolbox: Toolbox, glossary: Glossary) -> None:
    toolbox.check_coverage("身代金")
    draft = Draft(outcome="answered", blocks=(Paragraph(text="身代金は9億円まで補償されます。", citations=(1,)),))
    japanese = check(draft, toolbox.evidence, (), glossary=glossary)
    english = check(draft, toolbox.evidence, (), glossary=glossary, locale="en")
    assert [finding.kind for finding in japanese.findings] == [finding.kind for finding in english.findings]
    assert "削ってください" in str(japanese)
    assert "leave the sentence out" in str(english)
    assert {finding.block for finding in english.findings} == {0}


# any draft

TEXTS = st.text(
    alphabet=st.sampled_from(
        "補償対象外身代金5億円プラン見舞されますせん。、「」『』()|:・-*\n 9%yenisntcovered0120\u200b【】"
    ),
    max_size=60,
)
NUMBERS = st.lists(st.integers(-1, 5), max_size=3).map(tuple)
BLOCKS = st.one_of(
    st.builds(Paragraph, text=TEXTS, citations=NUMBERS),
    st.builds(ListBlock, items=st.lists(TEXTS, max_size=3).map(tuple), citations=NUMBERS),
    st.builds(
        TableBlock,
        header=st.lists(TEXTS, max_size=3).map(tuple),
        rows=st.lists(st.lists(TEXTS, max_size=4).map(tuple), max_size=3).map(tuple),
        citations=NUMBERS,
    ),
    st.builds(Notice, text=TEXTS),
    st.builds(ContactBlock, label=TEXTS, phone=st.none() | TEXTS),
)


@given(st.lists(BLOCKS, max_size=5).map(tuple), st.lists(TEXTS, max_size=2), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_draft_is_judged(
    tools: CurrentTools,
    glossary: Glossary,
    blocks: tuple[Paragraph | ListBlock | TableBlock | Notice | ContactBlock, ...],
    said: list[str],
    shows: bool,
) -> None:
    toolbox = tools.toolbox()
    toolbox.check_coverage("見舞金、身代金", "yayoi")
    results = toolbox.evidence.results if shows else ()
    draft = Draft(outcome="answered", verdict="covered", blocks=blocks, results=results, suggestions=tuple(said))
    report = check(draft, toolbox.evidence, said, glossary=glossary)
    assert all(finding.block is None or 0 <= finding.block < len(blocks) for finding in report.findings)
