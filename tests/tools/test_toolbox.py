from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from llama_index.core.llms.llm import ToolSelection
from llama_index.core.tools import FunctionTool
from llama_index.core.tools.calling import call_tool_with_selection

from assistant.answers import ToolResult
from assistant.errors import QuestionError
from assistant.ingest.build import IngestOptions, ingest
from assistant.ingest.progress import Silence
from assistant.retrieval.encoders import Encoder
from assistant.retrieval.open import CurrentSearch, open_search
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import Settings
from assistant.text import comparable
from assistant.tools.requests import TOOLS
from assistant.tools.toolbox import CurrentTools, Toolbox
from tests.conftest import CORPUS, MAX_BYTES
from tests.corpora import document
from tests.tools.test_tariff import ARGUMENTS, DOCUMENT, IN_FORCE, PREMIUMS
from tests.tools.test_tariff import PRODUCTS as PRODUCTS_YAML

PRODUCTS = ("yayoi", "chuokai", "cyber-protector", "otasuketai", "sompo-pack", "guide")


@pytest.fixture(scope="module")
def tools(settings: Settings) -> CurrentTools:
    return CurrentTools(open_search(settings), settings.data_dir)


@pytest.fixture
def toolbox(tools: CurrentTools) -> Toolbox:
    return tools.toolbox()


def errors(result: ToolResult) -> list[str]:
    return [error["argument"] for error in result.result.get("errors", [])]


def unclear(result: ToolResult) -> list[str]:
    return [error["argument"] for error in result.result.get("unclear", [])]


# arguments as people write them


@pytest.mark.parametrize("revenue", ["8千万", "年商8,000万円", "80M yen", 80_000_000, 80_000_000.0, "80000000"])
def test_revenue_is_understood_as_written_and_reported(toolbox: Toolbox, revenue: int | float | str) -> None:
    result = toolbox.check_eligibility("yayoi", revenue, "製造業")
    assert result.result["eligible"] is True
    assert result.arguments["annual_revenue_yen"] == 80_000_000
    assert result.arguments["industry"] == "manufacturing"
    assert result.arguments["given"]["industry"] == "製造業"
    assert result.arguments["given"].get("annual_revenue_yen", 80_000_000) == revenue


@pytest.mark.parametrize(
    ("revenue", "eligible"),
    [
        ("1億円未満", True),
        ("1億円", False),
        ("9,999万9,999円", True),
        ("約9千万", True),
        ("約1億", None),
        ("1億以上", False),
    ],
)
def test_bounds_decide_where_they_can(toolbox: Toolbox, revenue: str, eligible: bool | None) -> None:
    assert toolbox.check_eligibility("yayoi", revenue, "建設業").result["eligible"] is eligible


def test_a_bound_is_reported_as_one(toolbox: Toolbox) -> None:
    assert toolbox.check_eligibility("yayoi", "1億円未満").arguments["annual_revenue_yen"] == {
        "lower": None,
        "upper": 100_000_000,
        "lower_open": False,
        "upper_open": True,
    }


@pytest.mark.parametrize("trade", ["歯科", "町の歯医者"])
def test_a_trade_is_understood_as_written(toolbox: Toolbox, trade: str) -> None:
    result = toolbox.check_eligibility("弥生", industry=trade)
    assert result.result["eligible"] is False
    assert (result.arguments["product"], result.arguments["industry"]) == ("yayoi", "medical_institution")
    assert result.arguments["given"] == {"product": "弥生", "industry": trade}


@pytest.mark.parametrize("revenue", ["月商800万", "たくさん", "5億円プラン", "-5億円", "3千万と5千万", 0.5])
def test_an_amount_that_is_unclear_is_left_out_and_said(toolbox: Toolbox, revenue: float | str) -> None:
    result = toolbox.check_eligibility("yayoi", revenue, "病院")
    assert unclear(result) == ["annual_revenue_yen"]
    assert result.result["eligible"] is False
    assert result.result["missing"] == ["annual_revenue_yen"]
    assert "annual_revenue_yen" not in result.arguments
    assert result.arguments["given"]["annual_revenue_yen"] == revenue


def test_a_trade_that_is_unclear_is_asked_back(toolbox: Toolbox) -> None:
    result = toolbox.check_eligibility("yayoi", "8千万", "いろいろやってます")
    assert (result.result["eligible"], result.result["missing"]) == (None, ["industry"])
    assert unclear(result) == ["industry"]


def test_a_premium_is_found_from_words(toolbox: Toolbox) -> None:
    result = toolbox.estimate_premium("中央会プラン", "建設業", "10億", "ワイド", 3)
    assert (result.result["annual_premium_yen"], result.result["basis"]) == (385_450, "published_example")
    assert result.arguments["limit_set"] == "3"


@pytest.mark.parametrize("percent", [45, 45.0, "45", "45%", "４５％", "4.5割"])
def test_a_percentage_is_understood_as_written(toolbox: Toolbox, percent: float | str) -> None:
    result = toolbox.estimate_premium("chuokai", "建設業", "10億", "ワイド", "セット3", percent)
    assert result.result["basis"] == "published_example_rediscounted"
    assert result.result["annual_premium_yen"] == 302_850
    assert result.arguments["security_discount_percent"] == 45


@pytest.mark.parametrize("percent", ["たくさん", "30円", "20%か30%", "−30%"])
def test_no_premium_is_given_without_the_percentage_that_was_meant(toolbox: Toolbox, percent: str) -> None:
    result = toolbox.estimate_premium("chuokai", "建設業", "10億", "ワイド", "セット3", percent)
    assert errors(result) == ["security_discount_percent"]
    assert result.result.keys() == {"errors"}


def test_a_premium_needs_one_exact_revenue(toolbox: Toolbox) -> None:
    result = toolbox.estimate_premium("chuokai", "建設業", "約10億", "ワイド", "セット3")
    assert unclear(result) == ["annual_revenue_yen"]
    assert result.result["annual_premium_yen"] is None
    assert result.result["missing"] == ["annual_revenue_yen"]


# products and pages


def test_a_missing_product_is_asked_back_with_those_that_come_into_question(toolbox: Toolbox) -> None:
    for result in (toolbox.check_eligibility(), toolbox.estimate_premium(), toolbox.compare_plans()):
        (error,) = result.result["errors"]
        assert error["argument"] == "product"
        assert [choice["id"] for choice in error["known"]] == ["yayoi", "chuokai"]
        assert "yayoi" in error["text"]


def test_without_a_product_coverage_and_contacts_are_those_of_all(toolbox: Toolbox) -> None:
    (item,) = toolbox.check_coverage("情報漏えい").result["items"]
    assert len(item["products"]) == 5
    assert {each["product"] for each in toolbox.contact().result["contacts"]} == set(PRODUCTS) - {"guide"}


def test_the_product_of_the_page_is_meant_and_no_other_is_told(tools: CurrentTools) -> None:
    toolbox = tools.toolbox(product="yayoi")
    assert toolbox.products() == ("yayoi", "guide")
    assert toolbox.check_eligibility(annual_revenue_yen=1, industry="建設業").arguments["product"] == "yayoi"
    assert toolbox.estimate_premium().arguments["product"] == "yayoi"
    passages = toolbox.search_knowledge("補償の上限", limit=20).result["passages"]
    assert {passage["product"] for passage in passages} == {"yayoi"}
    assert {each["product"] for each in toolbox.contact().result["contacts"]} == {"yayoi"}
    (item,) = toolbox.check_coverage("見舞金").result["items"]
    assert [found["product"] for found in item["products"]] == ["yayoi"]
    for name in TOOLS:
        given: dict[str, Any] = {"item": "見舞金"} if name == "check_coverage" else {}
        given |= {"query": "保険料"} if name == "search_knowledge" else {}
        result = toolbox.call(name, {"product": "中央会", **given})
        assert errors(result) == ["product"]
        assert "chuokai" not in [choice["id"] for choice in result.result["errors"][0]["known"]]


def test_general_word_answers_on_a_page_too(tools: CurrentTools) -> None:
    toolbox = tools.toolbox(product="yayoi")
    for result in (toolbox.check_coverage("身代金"), toolbox.check_coverage("身代金", "guide")):
        (found,) = result.result["items"][0]["products"]
        assert (found["product"], found["verdict"]) == ("guide", "not_covered")


def test_an_unknown_page_is_an_error(tools: CurrentTools) -> None:
    with pytest.raises(QuestionError, match="yayoi"):
        tools.toolbox(product="nope")


def test_contacts_for_an_incident_come_first_when_it_is_urgent(toolbox: Toolbox) -> None:
    urgent = toolbox.contact("yayoi", urgent=True).result["contacts"]
    calm = toolbox.contact("yayoi").result["contacts"]
    assert [each["label"] for each in urgent] == ["緊急時ホットライン", "相談窓口"]
    assert [each["phone"] for each in urgent] == [None, "0120-008588"]
    assert [each["label"] for each in calm] == ["相談窓口", "緊急時ホットライン"]
    everywhere = [each["urgent"] for each in toolbox.contact(urgent=True).result["contacts"]]
    assert everywhere == sorted(everywhere, reverse=True)
    assert any(everywhere)


def test_passages_have_the_fields_of_the_contract(toolbox: Toolbox) -> None:
    passages = toolbox.search_knowledge("支払い方法は?", "yayoi", 3).result["passages"]
    assert len(passages) == 3
    for passage in passages:
        assert passage.keys() == {"document", "product", "title", "section", "text", "score", "citation"}
        assert (CORPUS / passage["document"]).is_file()
    assert "クレジットカード" in passages[0]["text"]
    assert [each["score"] for each in passages] == sorted((each["score"] for each in passages), reverse=True)


# the ledger


def test_every_call_is_recorded_in_order_with_its_sources(toolbox: Toolbox) -> None:
    results = [
        toolbox.check_coverage("身代金", "yayoi"),
        toolbox.check_eligibility("yayoi", "8千万", "歯科"),
        toolbox.estimate_premium("chuokai", "建設業", "10億", "ワイド", "3"),
        toolbox.compare_plans("chuokai"),
        toolbox.search_knowledge("支払い方法", "yayoi"),
        toolbox.contact("yayoi"),
        toolbox.call("nope", {}),
    ]
    assert list(toolbox.evidence.results) == results
    citations = toolbox.evidence.citations
    assert [citation.number for citation in citations] == list(range(1, len(citations) + 1))
    assert sorted({number for result in results for number in result.citations}) == [c.number for c in citations]
    assert len({(citation.document, comparable(citation.quote)) for citation in citations}) == len(citations)


def test_citations_are_verbatim_and_say_where_they_are_from(toolbox: Toolbox) -> None:
    for product in PRODUCTS:
        for fact in toolbox.knowledge.products[product].coverage:
            toolbox.check_coverage(fact.label.ja, product)
    citations = toolbox.evidence.citations
    assert len(citations) > 150
    for citation in citations:
        text = (CORPUS / citation.document).read_text("utf-8")
        assert citation.quote in text
        assert citation.document.startswith(f"{citation.product}/")
        assert citation.title
        assert citation.title in text
        assert citation.section.split(" > ")[-1] in text
        assert citation.source
        assert citation.as_of is not None
    with_section = sum(bool(citation.section) for citation in citations)
    assert with_section == len(citations)


def test_one_quote_keeps_its_number_through_the_turn(toolbox: Toolbox) -> None:
    first, second = toolbox.check_coverage("身代金"), toolbox.check_coverage("ランサム", "sompo-pack")
    assert first.citations == second.citations == (1,)
    evidence = second.result["items"][0]["products"][0]["facts"][0]["evidence"]
    assert [(each["citation"], each["quote"]) for each in evidence] == [(1, toolbox.evidence.citations[0].quote)]


def test_a_toolbox_starts_with_no_evidence(tools: CurrentTools, toolbox: Toolbox) -> None:
    toolbox.check_coverage("身代金")
    assert not any(tools.toolbox().evidence)


def test_a_table_for_staff_is_cited_to_staff_only(tmp_path: Path, encoder: Encoder) -> None:
    folder, data = tmp_path / "corpus" / "aozora-trip", tmp_path / "data"
    folder.mkdir(parents=True)
    (folder.parent / "products.yaml").write_text(PRODUCTS_YAML, encoding="utf-8")
    (folder.parent / "industries.yaml").write_bytes((CORPUS / "industries.yaml").read_bytes())
    (folder / "premiums.yaml").write_text(PREMIUMS, encoding="utf-8")
    (folder / "rates.md").write_text(DOCUMENT, encoding="utf-8")
    (folder / "plan.md").write_text(
        document("aozora-trip", "案内", "\n## 補償\n\n旅行の案内です。\n"), encoding="utf-8"
    )
    ingest(IngestOptions(folder.parent, data, MAX_BYTES), encoder, IN_FORCE, Silence())
    tools = CurrentTools(CurrentSearch(Snapshots(data), encoder), data)
    public, staff = (tools.toolbox(staff=staff, today=IN_FORCE) for staff in (False, True))
    for toolbox in (public, staff):
        result = toolbox.call("estimate_premium", ARGUMENTS)
        assert result.result["annual_premium_yen"] == 24_870
        toolbox.search_knowledge("料率表", limit=20)
    assert staff.evidence.citations[0].document == "aozora-trip/rates.md"
    assert [citation.document for citation in public.evidence.citations] == ["aozora-trip/plan.md"]
    assert "rates.md" not in repr(public.evidence)


# whatever a model gives


@pytest.mark.parametrize(
    ("name", "arguments", "wrong"),
    [
        ("nope", {}, ["tool"]),
        ("check_coverage", {}, ["item"]),
        ("check_coverage", {"item": []}, ["item"]),
        ("check_coverage", {"item": 5}, ["item"]),
        ("check_coverage", {"item": "x" * 2001}, ["item"]),
        ("check_coverage", {"item": "見舞金", "product": ["yayoi"]}, ["product"]),
        ("check_coverage", {"item": "見舞金", "prodct": "yayoi"}, ["prodct"]),
        ("search_knowledge", {}, ["query"]),
        ("search_knowledge", {"query": "保険料", "limit": 0}, ["limit"]),
        ("search_knowledge", {"query": "保険料", "limit": "all"}, ["limit"]),
        ("check_eligibility", {"product": "yayoi", "annual_revenue_yen": [1]}, ["annual_revenue_yen"]),
        ("check_eligibility", {"product": "yayoi", "annual_revenue_yen": float("nan")}, ["annual_revenue_yen"]),
        ("estimate_premium", {"product": "chuokai", "it_business_rider": "maybe"}, ["it_business_rider"]),
        ("contact", {"urgent": {}}, ["urgent"]),
        ("compare_plans", {"product": "chuokai", "plans": "ワイド"}, ["plans"]),
    ],
)
def test_wrong_arguments_are_named_and_nothing_is_done(
    toolbox: Toolbox, name: str, arguments: dict[str, Any], wrong: list[str]
) -> None:
    result = toolbox.call(name, arguments)
    assert errors(result) == wrong
    assert result.result.keys() == {"errors"}
    assert all(error["text"] for error in result.result["errors"])
    assert toolbox.evidence.results == (result,)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(PRODUCTS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
names = st.sampled_from([name for spec in TOOLS.values() for name in spec.request.model_fields] + ["other"])


@hypothesis_settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*TOOLS, "x"]), st.dictionaries(names, anything, max_size=4))
def test_no_arguments_raise_and_every_result_is_json(
    tools: CurrentTools, name: str, arguments: dict[str, Any]
) -> None:
    toolbox = tools.toolbox()
    result = toolbox.call(name, arguments)
    assert json.loads(json.dumps(result.model_dump(mode="json"), allow_nan=False))["tool"] == name
    assert toolbox.evidence.results == (result,)


def test_texts_come_in_english(tools: CurrentTools) -> None:
    toolbox = tools.toolbox(locale="en")
    assert toolbox.check_eligibility().result["errors"][0]["text"].startswith("Please give the product.")
    assert "legal damages" in json.dumps(toolbox.check_coverage("損害賠償", "yayoi").result)


# LlamaIndex


@pytest.fixture
def function_tools(toolbox: Toolbox) -> dict[str, FunctionTool]:
    return {str(tool.metadata.name): tool for tool in toolbox.function_tools()}


def test_there_is_a_function_tool_for_each_tool(function_tools: dict[str, FunctionTool]) -> None:
    assert list(function_tools) == list(TOOLS)
    for tool in function_tools.values():
        assert 40 < len(tool.metadata.description) < 1024
        function = tool.metadata.to_openai_tool()["function"]
        parameters = function["parameters"]
        assert parameters["type"] == "object"
        assert parameters["properties"].keys() == TOOLS[function["name"]].request.model_fields.keys()
        assert all(field["description"] for field in parameters["properties"].values())
        assert parameters["properties"]["product"]["anyOf"][0]["enum"] == list(PRODUCTS)


def test_schemas_state_units_and_what_must_be_given(function_tools: dict[str, FunctionTool]) -> None:
    schemas = {name: tool.metadata.get_parameters_dict() for name, tool in function_tools.items()}
    premium = schemas["estimate_premium"]["properties"]
    assert "yen" in premium["annual_revenue_yen"]["description"]
    assert "percent" in premium["security_discount_percent"]["description"]
    assert schemas["check_coverage"]["required"] == ["item"]
    assert schemas["search_knowledge"]["required"] == ["query"]


def test_a_page_narrows_the_products_of_the_schema(tools: CurrentTools) -> None:
    for tool in tools.toolbox(product="chuokai").function_tools():
        product = tool.metadata.get_parameters_dict()["properties"]["product"]
        assert product["anyOf"][0]["enum"] == ["chuokai", "guide"]
        assert "サイバー保険（無料補償・有料プラン）" not in product["description"]


def test_a_function_tool_answers_with_the_recorded_result(
    toolbox: Toolbox, function_tools: dict[str, FunctionTool]
) -> None:
    output = function_tools["check_coverage"].call(item="身代金", product="yayoi")
    assert json.loads(output.content) == toolbox.evidence.results[0].model_dump(mode="json")
    output = asyncio.run(function_tools["estimate_premium"].acall(product="chuokai", nonsense=1))
    assert json.loads(output.content)["result"]["errors"][0]["argument"] == "nonsense"
    assert len(toolbox.evidence.results) == 2


def test_a_model_calls_the_tools_by_name(toolbox: Toolbox) -> None:
    selection = ToolSelection(tool_id="1", tool_name="contact", tool_kwargs={"product": "yayoi", "urgent": True})
    output = call_tool_with_selection(selection, toolbox.function_tools())
    assert not output.is_error
    assert json.loads(output.content)["result"]["contacts"][0]["label"] == "緊急時ホットライン"
