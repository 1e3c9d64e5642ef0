from __future__ import annotations

from typing import Any

import httpx
import pytest

from assistant.answers import ToolResult
from assistant.tools.requests import TOOLS


def call(client: httpx.Client, name: str, arguments: dict[str, Any], locale: str = "ja") -> ToolResult:
    response = client.post(f"/api/v1/tools/{name}", params={"locale": locale}, json=arguments)
    assert response.status_code == 200, response.text
    return ToolResult.model_validate(response.json())


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        (
            "check_eligibility",
            {"product": "yayoi", "annual_revenue_yen": 80_000_000, "industry": "歯科"},
            {"eligible": False, "missing": []},
        ),
        ("check_eligibility", {"product": "yayoi", "annual_revenue_yen": "1億円"}, {"eligible": False}),
        (
            "estimate_premium",
            {
                "product": "chuokai",
                "industry": "建設業",
                "annual_revenue_yen": "10億",
                "plan": "ワイド",
                "limit_set": 3,
            },
            {"annual_premium_yen": 385_450, "monthly_equivalent_yen": None, "basis": "published_example"},
        ),
        ("estimate_premium", {"product": "sompo-pack"}, {"annual_premium_yen": None, "basis": "unavailable"}),
        ("check_coverage", {"item": "見舞金", "product": "yayoi", "plan": "無料補償"}, {"about": ["無料補償"]}),
        ("check_coverage", {"item": ["見舞金", "身代金"], "product": "yayoi"}, {"errors": []}),
        ("compare_plans", {"product": "chuokai", "plans": ["ベーシック", "ワイド"]}, {"errors": []}),
        ("contact", {"product": "yayoi", "urgent": True}, {"errors": []}),
    ],
)
def test_a_tool_answers_with_an_element_of_tool_results(
    client: httpx.Client, name: str, arguments: dict[str, Any], expected: dict[str, Any]
) -> None:
    result = call(client, name, arguments)
    assert result.tool == name
    assert result.arguments["product"] == arguments["product"]
    assert {key: result.result[key] for key in expected} == expected


def test_verdicts_come_with_their_quotes_and_numbers(client: httpx.Client) -> None:
    result = call(client, "check_coverage", {"item": "身代金", "product": "yayoi"})
    (found,) = result.result["items"][0]["products"]
    assert (found["product"], found["verdict"]) == ("guide", "not_covered")
    (evidence,) = found["facts"][0]["evidence"]
    assert result.citations == (evidence["citation"],) == (1,)
    assert "身代金は補償されません" in evidence["quote"]


def test_each_call_is_a_turn_of_its_own(client: httpx.Client) -> None:
    for _ in range(2):
        assert call(client, "check_coverage", {"item": "身代金"}).citations == (1,)


def test_passages_are_public_and_best_first(client: httpx.Client) -> None:
    result = call(client, "search_knowledge", {"query": "中央会プラン 公表例 割り戻し 担当者向け", "limit": 20})
    passages = result.result["passages"]
    assert len(passages) == 20
    assert [each["score"] for each in passages] == sorted((each["score"] for each in passages), reverse=True)
    assert all("staff" not in passage["document"] for passage in passages)


def test_english_is_spoken_when_asked_for(client: httpx.Client) -> None:
    result = call(client, "check_eligibility", {}, locale="en")
    assert result.result["errors"][0]["text"].startswith("Please give the product.")


def test_what_is_missing_stands_in_the_result(client: httpx.Client) -> None:
    assert call(client, "check_eligibility", {"product": "yayoi"}).result["missing"] == [
        "annual_revenue_yen",
        "industry",
    ]
    for name, argument in (
        ("check_coverage", "item"),
        ("search_knowledge", "query"),
        ("estimate_premium", "product"),
    ):
        assert [error["argument"] for error in call(client, name, {}).result["errors"]] == [argument]


def test_an_unknown_product_names_the_known_ones(client: httpx.Client) -> None:
    for name in TOOLS:
        given = {"check_coverage": {"item": "見舞金"}, "search_knowledge": {"query": "保険料"}}.get(name, {})
        (error,) = call(client, name, {"product": "nope", **given}).result["errors"]
        assert error["argument"] == "product"
        assert "yayoi" in [choice["id"] for choice in error["known"]]


def test_an_unknown_tool_is_a_problem_that_names_the_tools(client: httpx.Client) -> None:
    response = client.post("/api/v1/tools/nope", json={})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert all(name in response.json()["detail"] for name in TOOLS)


@pytest.mark.parametrize(
    ("name", "body", "wrong"),
    [
        ("check_coverage", {"item": 5}, "item"),
        ("check_coverage", {"item": "見舞金", "prodct": "yayoi"}, "prodct"),
        ("check_coverage", {"item": "x" * 2001}, "item"),
        ("search_knowledge", {"query": "保険料", "limit": 1000}, "limit"),
        ("check_eligibility", {"product": "yayoi", "annual_revenue_yen": {}}, "annual_revenue_yen"),
        ("contact", [], "body"),
    ],
)
def test_a_body_of_the_wrong_kind_is_a_problem_that_names_the_field(
    client: httpx.Client, name: str, body: object, wrong: str
) -> None:
    response = client.post(f"/api/v1/tools/{name}", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert wrong in response.json()["detail"]


def test_the_tools_are_in_the_api_description(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for name, spec in TOOLS.items():
        body = paths[f"/api/v1/tools/{name}"]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert body["$ref"].endswith(spec.request.__name__)
