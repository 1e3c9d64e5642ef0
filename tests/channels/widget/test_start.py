"""What the widget is given to show: first questions, people, forms, completions."""

from __future__ import annotations

import re

import httpx
import pytest
import yaml

from assistant.channels.web.widget.forms import forms
from assistant.channels.web.widget.industries import MOST, completions
from assistant.channels.web.widget.script import SOURCES
from assistant.channels.web.widget.start import Start
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.load import load_knowledge
from assistant.knowledge.values import Language
from assistant.tools.industries import IndustryFinder
from tests.conftest import CORPUS


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(CORPUS).base


def start(client: httpx.Client, **query: str) -> Start:
    response = client.get("/api/v1/widget/start", params=query)
    assert response.status_code == 200, response.text
    assert response.headers["etag"]
    return Start.model_validate(response.json())


def test_a_page_about_a_product_begins_with_that_product(client: httpx.Client) -> None:
    shown = start(client, product="yayoi")
    assert shown.product is not None
    assert shown.product.insurer == "東京海上日動火災保険株式会社"
    assert [group.product for group in shown.contacts] == ["yayoi"]
    assert "0120-008588" in [contact.phone for contact in shown.contacts[0].contacts]
    assert {form.product for form in shown.forms} == {"yayoi"}
    assert shown.suggestions
    assert shown.retention_days > 0


def test_a_page_about_none_begins_with_all(client: httpx.Client) -> None:
    shown = start(client)
    assert shown.product is None
    assert len(shown.products) == 6
    assert {form.product for form in shown.forms} == {"yayoi", "chuokai"}


def test_an_english_page_about_a_product_suggests_nothing_about_others(client: httpx.Client) -> None:
    suggested = start(client, product="yayoi", locale="en").suggestions
    assert "Is a ransom payment covered?" in suggested
    assert not [question for question in suggested if "Chuokai" in question]


def test_a_product_that_is_not_known_is_refused(client: httpx.Client) -> None:
    response = client.get("/api/v1/widget/start", params={"product": "nope"})
    assert response.status_code == 422
    assert "Known are: yayoi" in response.json()["detail"]


def test_forms_ask_for_what_the_tools_need(knowledge: KnowledgeBase) -> None:
    found = {(form.tool, form.product): form for form in forms(knowledge, None, "ja")}
    names = {key: [field.name for field in form.fields] for key, form in found.items()}
    assert names == {
        ("check_eligibility", "yayoi"): ["industry", "annual_revenue_yen"],
        ("estimate_premium", "yayoi"): ["industry", "annual_revenue_yen", "plan"],
        ("estimate_premium", "chuokai"): [
            "industry",
            "annual_revenue_yen",
            "plan",
            "limit_set",
            "security_discount_percent",
        ],
    }
    plan, limit_set, discount = found["estimate_premium", "chuokai"].fields[2:]
    assert [choice.name for choice in plan.choices] == ["ベーシックプラン", "ワイドプラン"]
    assert len(limit_set.choices) == 5
    assert (discount.most, discount.required) == (60, False)
    assert [choice.id for choice in found["estimate_premium", "yayoi"].fields[2].choices] == [
        "paid-500m",
        "paid-300m",
        "paid-100m",
    ]


def test_an_english_page_is_in_english_but_for_names_of_firms(client: httpx.Client) -> None:
    shown = start(client, locale="en")
    forms_ = {(form.tool, form.product): form for form in shown.forms}
    plans, sets = forms_["estimate_premium", "chuokai"].fields[2:4]
    assert [choice.name for choice in plans.choices] == ["basic plan (ベーシックプラン)", "wide plan (ワイドプラン)"]
    assert [choice.name for choice in sets.choices] == [f"set {n} (加入セット{n})" for n in range(1, 6)]
    texts = [
        *(form.called for form in shown.forms),
        *(choice.name for form in shown.forms for field in form.fields for choice in field.choices),
        *(each.name for each in shown.products),
        *(group.name for group in shown.contacts),
        *(each.label for group in shown.contacts for each in group.contacts),
        *(each.hours for group in shown.contacts for each in group.contacts if each.hours),
        *(each.note for group in shown.contacts for each in group.contacts if each.note),
        *shown.suggestions,
        shown.name,
        shown.greeting or "",
    ]
    # a Japanese name in English words, or after its English one
    assert not [text for text in texts if not re.search("[A-Za-z]{3}", text)]


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_what_a_form_sends_is_taken_as_it_was_filled_in(client: httpx.Client, locale: Language) -> None:
    form = next(each for each in start(client, product="chuokai", locale=locale).forms)
    texts = yaml.safe_load((SOURCES / "texts.yaml").read_text(encoding="utf-8"))[locale]
    chosen = {
        "industry": {"ja": "建設業(総合工事業)", "en": "construction (general contractors)"}[locale],
        "annual_revenue_yen": {"ja": "10億円", "en": "1 billion yen"}[locale],
        "plan": form.fields[2].choices[1].name,
        "limit_set": form.fields[3].choices[2].name,
    }
    given = texts["join"].join(texts["given"].format(name=texts[key], value=value) for key, value in chosen.items())
    message = texts[f"{form.tool}Message"].format(product=form.called, given=given)
    request = {"message": message, "product": "chuokai", "locale": locale}
    answer = client.post("/api/v1/chat", json=request).json()
    found = [each["result"]["annual_premium_yen"] for each in answer["tool_results"]]
    assert found == [385_450], message


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("歯科", "medical_institution"),
        ("ｿﾌﾄｳｪｱ", "software_development"),
        ("工務店", "construction"),
        ("dental cl", "medical_institution"),
    ],
)
def test_industries_are_completed_from_everyday_names(knowledge: KnowledgeBase, typed: str, first: str) -> None:
    found = completions(knowledge.industries, typed, "ja")
    assert first in [each.id for each in found][:2]
    assert len(found) <= MOST


@pytest.mark.parametrize("typed", ["", "  ", "存在しない業種ですよ"])
def test_nothing_is_completed_to_what_is_not_there(knowledge: KnowledgeBase, typed: str) -> None:
    assert completions(knowledge.industries, typed, "ja") == []


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_every_label_that_a_form_sends_is_understood(knowledge: KnowledgeBase, locale: Language) -> None:
    finder = IndustryFinder(knowledge)
    misread = {
        each.id: found
        for each in knowledge.industries
        if (found := finder.find(each.label.in_language(locale)).industry) != each.id
    }
    assert misread == {}


def test_completions_over_http(client: httpx.Client) -> None:
    response = client.get("/api/v1/industries", params={"query": "歯科", "locale": "en"})
    assert response.status_code == 200
    assert "medical_institution" in [each["id"] for each in response.json()]
    assert client.get("/api/v1/industries", params={"query": "x" * 101}).status_code == 422
