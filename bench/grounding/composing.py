"""Correct replies, composed from what the tools say, in several forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from assistant.agent.turn import Draft
from assistant.answers import Block, ContactBlock, ListBlock, Notice, Paragraph, TableBlock, ToolResult, Verdict
from assistant.knowledge.values import Language
from assistant.tools.amounts import format_yen
from assistant.tools.ledger import TurnEvidence
from assistant.tools.toolbox import CurrentTools, Toolbox

_Record = dict[str, Any]
_VERDICTS = {
    "ja": {"covered": "補償の対象です", "not_covered": "補償の対象外です", "conditional": "条件つきで補償の対象です"},
    "en": {"covered": "covered", "not_covered": "not covered", "conditional": "covered under conditions"},
}
_ATTACHED = {
    "ja": {"condition": "条件", "approval": "事前の承認", "exclusion": "対象外となる場合"},
    "en": {"condition": "Condition", "approval": "Approval", "exclusion": "Exclusion"},
}


class Reply(NamedTuple):
    """A reply to a question: what grounding is given."""

    draft: Draft
    evidence: TurnEvidence
    said: tuple[str, ...]
    locale: Language


def replies(tools: CurrentTools, locale: Language = "ja") -> Iterator[Reply]:
    """Correct replies about every product, item, plan, firm and premium example of the knowledge base."""
    knowledge = tools.toolbox().knowledge
    for product, known in knowledge.products.items():
        plans = [plan.name for plan in known.product.plans]
        for number, fact in enumerate(known.coverage):
            label = fact.label.in_language(locale)
            plan = plans[number % len(plans)] if plans and number % 3 == 0 else None
            for form in (as_list, as_prose, as_quotations, as_table)[number % 2 :: 2]:
                toolbox = tools.toolbox(locale=locale)
                said = f"{plan or ''} {label}?"
                result = toolbox.check_coverage(label, product, plan)
                if result.result["items"] and all(item["products"] for item in result.result["items"]):
                    yield _reply(form(result, locale), (result,), toolbox, said, product, _verdict(result))
        if plans and locale == "ja":
            toolbox = tools.toolbox(locale=locale)
            result = toolbox.compare_plans(product)
            if result.result.get("table"):
                yield _reply([_comparison(result)], (result,), toolbox, "プランの違いは?", product, None)
    yield from eligibility_replies(tools, locale)
    yield from premium_replies(tools, locale)
    yield from contact_replies(tools, locale)


def eligibility_replies(tools: CurrentTools, locale: Language = "ja") -> Iterator[Reply]:
    """Replies about firms of several sizes and trades."""
    knowledge = tools.toolbox().knowledge
    trades = list(knowledge.industries)[::4]
    for product, known in knowledge.products.items():
        if not known.eligibility:
            continue
        for number, trade in enumerate(trades):
            revenue = (5_000_000, 80_000_000, 99_990_000, 100_000_000, 250_000_000)[number % 5]
            toolbox = tools.toolbox(locale=locale)
            name = trade.label.in_language(locale)
            result = toolbox.check_eligibility(product, revenue, trade.id)
            money = format_yen(revenue) if locale == "ja" else f"{revenue:,} yen"
            said = (
                f"売上{money}の{name}です。入れますか?" if locale == "ja" else f"{name}, revenue {money}: can I join?"
            )
            blocks = list(_eligibility(result, known.product.name, name, money, locale))
            yield _reply(blocks, (result,), toolbox, said, product, None)


def premium_replies(tools: CurrentTools, locale: Language = "ja") -> Iterator[Reply]:
    """Replies about the published examples, with other discounts too, and about what is not published."""
    knowledge = tools.toolbox().knowledge
    for product, known in knowledge.products.items():
        for number, example in enumerate(known.premiums.examples):
            for row in example.premiums:
                toolbox = tools.toolbox(locale=locale)
                revenue = example.annual_revenue_yen or example.revenue_at_most_yen
                percent = (None, 45, 10)[number % 3] if product == "chuokai" else None
                result = toolbox.estimate_premium(
                    product, example.industry, revenue, row.plan, example.limit_set, percent
                )
                money = f"{revenue:,}円" if revenue else ""
                said = f"{example.industry} 売上{money} {percent or ''}% の保険料は?"
                blocks = list(_premium(result, known.product.name, locale))
                yield _reply(blocks, (result,), toolbox, said, product, None)


def contact_replies(tools: CurrentTools, locale: Language = "ja") -> Iterator[Reply]:
    """Replies that name ways to a person."""
    for product in tools.toolbox().products():
        toolbox = tools.toolbox(locale=locale)
        result = toolbox.contact(product)
        text = {"ja": "お問い合わせ先は次のとおりです。", "en": "You can reach them here."}[locale]
        yield _reply([Paragraph(text=text)], (result,), toolbox, "連絡先は?", product, None)


def _reply(
    blocks: list[Block],
    results: tuple[ToolResult, ...],
    toolbox: Toolbox,
    said: str,
    product: str,
    verdict: Verdict | None,
) -> Reply:
    contacts = toolbox.contact(product).result["contacts"]
    names = ("label", "phone", "hours", "url", "note")
    blocks += [ContactBlock(**{name: each[name] for name in names}) for each in contacts]
    notice = {
        "ja": "AIによる回答です。補償の可否は保険会社が約款にもとづいて判断します。",
        "en": "This is an AI's answer. The insurer decides by the policy wording.",
    }[toolbox.locale]
    blocks.append(Notice(text=notice))
    draft = Draft(outcome="answered", verdict=verdict, blocks=tuple(blocks), results=results)
    return Reply(draft, toolbox.evidence, (said,), toolbox.locale)


def _verdict(result: ToolResult) -> Verdict | None:
    verdicts = {group["verdict"] for item in result.result["items"] for group in item["products"]} - {None}
    return verdicts.pop() if len(verdicts) == 1 else "conditional" if verdicts else None


def _groups(result: ToolResult) -> Iterator[tuple[_Record, _Record]]:
    for item in result.result["items"]:
        for group in item["products"]:
            yield item, group


Form = Callable[[ToolResult, Language], list[Block]]


def as_list(result: ToolResult, locale: Language) -> list[Block]:
    """A sentence a fact, then what it attaches as a list."""
    blocks: list[Block] = []
    for _, group in _groups(result):
        for fact in group["facts"]:
            numbers = _numbers(fact)
            blocks.append(Paragraph(text=_headline(group, fact, locale), citations=numbers))
            if lines := list(_attached(fact, locale)):
                blocks.append(ListBlock(items=tuple(lines), citations=numbers))
    return blocks


def as_prose(result: ToolResult, locale: Language) -> list[Block]:
    """A paragraph a fact."""
    blocks: list[Block] = []
    for _, group in _groups(result):
        for fact in group["facts"]:
            end = {"ja": "。", "en": "."}[locale]
            lines = [line.rstrip("。.") + end for line in _attached(fact, locale)]
            text = {"ja": "", "en": " "}[locale].join([_headline(group, fact, locale), *lines])
            blocks.append(Paragraph(text=text, citations=_numbers(fact)))
    return blocks


def as_quotations(result: ToolResult, locale: Language) -> list[Block]:
    """The sources' own words, then what the facts attach."""
    blocks: list[Block] = []
    for _, group in _groups(result):
        for fact in group["facts"]:
            quotes = "".join(f"「{each['quote']}」" for each in fact["evidence"])
            lead = {"ja": "資料には次の記載があります: ", "en": "The source says: "}[locale]
            numbers = _numbers(fact)
            blocks.append(Paragraph(text=f"【{group['product_name']}】{lead}{quotes}", citations=numbers))
            if lines := list(_attached(fact, locale)):
                blocks.append(ListBlock(items=tuple(lines), citations=numbers))
    return blocks


def as_table(result: ToolResult, locale: Language) -> list[Block]:
    """A row a fact."""
    rows = []
    numbers: dict[int, None] = {}
    for _, group in _groups(result):
        for fact in group["facts"]:
            scope = " ".join((*fact["plans"], *fact["limit_sets"], *fact["riders"]))
            limits = "、".join(_limits(fact, locale)) or "—"
            end = {"ja": "。", "en": ". "}[locale]
            more = end.join(line for line in _attached(fact, locale)[1 if fact["limits"] else 0 :]) or "—"
            verdict = _VERDICTS[locale][fact["verdict"]]
            rows.append((group["product_name"], fact["label"], scope or "—", verdict, limits, more))
            numbers |= dict.fromkeys(_numbers(fact))
    header = {
        "ja": ("商品", "項目", "プラン", "補償", "限度額", "備考"),
        "en": ("product", "item", "plan", "cover", "limit", "remarks"),
    }[locale]
    return [TableBlock(header=header, rows=tuple(rows), citations=tuple(numbers))]


def _numbers(fact: _Record) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each["citation"] for each in fact["evidence"]))


def _headline(group: _Record, fact: _Record, locale: Language) -> str:
    scope = [*fact["plans"], *fact["limit_sets"], *fact["riders"]]
    verdict = _VERDICTS[locale][fact["verdict"]]
    if locale == "ja":
        head = f"{group['product_name']}では、" if not group["general"] else "一般に、"
        return f"{head}{fact['label']}は{verdict}{'（' + '、'.join(scope) + '）' if scope else ''}。"
    head = f"{group['product_name']}: " if not group["general"] else "In general, "
    return f"{head}{fact['label']} is {verdict}{' (' + ', '.join(scope) + ')' if scope else ''}."


def _limits(fact: _Record, locale: Language) -> Iterator[str]:
    for limit in fact["limits"]:
        amount = format_yen(limit["amount_yen"]) if locale == "ja" else f"{limit['amount_yen']:,} yen"
        names = " ".join((*limit["plans"], *limit["limit_sets"]))
        per = f" {limit['per']}につき" if limit["per"] else ""
        yield f"{names}{per} {amount}".strip()


def _attached(fact: _Record, locale: Language) -> list[str]:
    lines = []
    if fact["limits"]:
        lead = {"ja": "限度額: ", "en": "Limit: "}[locale]
        lines.append(lead + {"ja": "、", "en": ", "}[locale].join(_limits(fact, locale)))
    if fact["deductible_yen"] is not None:
        lines.append({"ja": "免責金額: ", "en": "Deductible: "}[locale] + f"{fact['deductible_yen']:,}円")
    lines += [f"{label}: {fact[name]}" for name, label in _ATTACHED[locale].items() if fact[name]]
    if fact["note"]:
        lines.append({"ja": "補足: ", "en": "Note: "}[locale] + fact["note"])
    return lines


def _comparison(result: ToolResult) -> TableBlock:
    table = result.result["table"]
    return TableBlock(
        header=tuple(table["header"]), rows=tuple(map(tuple, table["rows"])), citations=result.citations
    )


def _eligibility(result: ToolResult, product: str, trade: str, money: str, locale: Language) -> Iterator[Block]:
    eligible = result.result["eligible"]
    about = "、".join(result.result["about"])
    sentences = {
        "ja": {
            True: f"年間売上高{money}の{trade}は、{product}の{about}に加入できます。",
            False: f"年間売上高{money}の{trade}は、{product}の{about}に加入できません。",
            None: (
                f"年間売上高{money}の{trade}が{product}に加入できるかどうかは、"
                "公表されている条件だけでは判断できません。"
            ),
        },
        "en": {
            True: f"With annual revenue of {money}, {trade} is eligible for {product} ({about}).",
            False: f"With annual revenue of {money}, {trade} is not eligible for {product} ({about}).",
            None: f"Whether {trade} is eligible for {product} cannot be decided from the published rules.",
        },
    }
    yield Paragraph(text=sentences[locale][eligible], citations=result.citations[:1])
    if reasons := [reason["text"] for reason in result.result["reasons"]]:
        yield ListBlock(items=tuple(reasons), citations=result.citations)


def _premium(result: ToolResult, product: str, locale: Language) -> Iterator[Block]:
    premium = result.result["annual_premium_yen"] or result.result["monthly_equivalent_yen"]
    if premium is not None:
        per = "年間" if result.result["annual_premium_yen"] else "月々"
        text = {
            "ja": f"{product}の保険料は{per}{premium:,}円です（概算を含みます）。",
            "en": f"The premium of {product} is {premium:,} yen.",
        }[locale]
        yield Paragraph(text=text, citations=result.citations)
    elif result.result["explanation"]:
        yield Paragraph(text=result.result["explanation"], citations=result.citations)
    if result.result["assumptions"]:
        yield ListBlock(items=tuple(result.result["assumptions"]), citations=result.citations)
