from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant import cli
from assistant.cli import app
from assistant.settings import Settings
from tests.conftest import CORPUS

Run = Callable[..., Result]
PREMIUM = [
    "premium",
    "--product",
    "chuokai",
    "--industry",
    "建設業",
    "--revenue",
    "10億",
    "--set",
    "3",
    "--plan",
    "ワイド",
]
LOADED = """
import sys
from assistant.cli import app
app(sys.argv[1:], standalone_mode=False)
print([name for name in ("torch", "transformers", "llama_index") if name in sys.modules])
"""


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    return {
        "ASSISTANT_DATA_DIR": str(settings.data_dir),
        "ASSISTANT_CORPUS_DIR": str(CORPUS),
    }


@pytest.fixture
def run(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(cli.console, "width", 200)
    return lambda *arguments: CliRunner().invoke(app, list(arguments), env=environment)


def as_json(result: Result) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_eligibility_shows_each_rule_with_its_quote(run: Run) -> None:
    result = run("eligibility", "--product", "yayoi", "--revenue", "8千万", "--industry", "歯科")
    assert result.exit_code == 0
    assert "not eligible" in result.stdout
    assert "--revenue 8千万: 80,000,000" in result.stdout
    assert "--industry 歯科: medical_institution" in result.stdout
    assert "有料プランは、年間売上高が1億円以上の企業は対象外です。" in result.stdout.replace("\n", "")
    assert "0120-008588" in result.stdout


def test_eligibility_names_the_condition_of_whoever_is_eligible(run: Run) -> None:
    result = run("eligibility", "-p", "yayoi", "-r", "8千万", "-i", "製造業")
    assert result.stdout.count("eligible") == 1
    assert "condition: " in result.stdout
    assert "PAP会員" in result.stdout


def test_eligibility_says_which_option_is_missing(run: Run) -> None:
    assert "missing: --revenue, --industry" in run("eligibility", "--product", "yayoi").stdout
    bounded = run("eligibility", "--product", "yayoi", "--revenue", "1億円未満", "--plan", "5億円プラン")
    assert "yen < 100,000,000" in bounded.stdout
    assert "missing: --industry" in bounded.stdout


def test_what_is_unclear_is_said_and_the_rest_is_checked(run: Run) -> None:
    result = run("eligibility", "--product", "yayoi", "--revenue", "月商800万", "--industry", "病院")
    assert result.exit_code == 0
    assert "--revenue: 年間売上高「月商800万」は1年間の金額ではありません。" in result.stderr
    assert "not eligible" in result.stdout


def test_a_premium_is_shown_with_its_basis_and_sources(run: Run) -> None:
    result = run(*PREMIUM)
    assert result.exit_code == 0
    assert "385,450 yen a year  basis: published_example\n" in result.stdout
    assert "割引確認シートによる割引 30%を適用済み" in result.stdout
    assert (
        "建設業、年間売上高10億円、加入セット3の年間保険料は、ベーシックプラン353,150円、ワイドプラン385,450円です。"
        in result.stdout
    )


def test_a_computed_premium_is_marked(run: Run) -> None:
    result = run(*PREMIUM, "--discount", "45")
    assert "302,850 yen a year  basis: published_example_rediscounted" in result.stdout
    assert "概算: 公表例385,450円 ÷ 0.7 × 0.55" in result.stdout


def test_without_an_example_the_nearest_ones_are_shown_for_reference(run: Run) -> None:
    result = run(
        "premium", "-p", "chuokai", "-i", "飲食店", "-r", "3億", "--set", "3", "--plan", "ワイド", "--no-it-rider"
    )
    assert "no premium  basis: unavailable" in result.stdout
    assert "For reference:" in result.stdout
    assert "88,600 a year" in result.stdout


def test_a_monthly_figure_is_not_shown_as_a_yearly_one(run: Run) -> None:
    result = run("premium", "-p", "yayoi", "-i", "サービス業", "-r", "500万", "--plan", "1億円プラン")
    assert "5,412 yen a month  basis: published_example\n" in result.stdout
    assert "a year" not in result.stdout


def test_premium_says_which_options_are_missing(run: Run) -> None:
    assert "missing: --industry, --revenue, --plan, --set" in run("premium", "--product", "chuokai").stdout


def test_coverage_shows_verdict_limit_and_quote(run: Run) -> None:
    result = run("coverage", "見舞金", "--product", "yayoi", "--plan", "3億円プラン")
    assert "サイバー保険（無料補償・有料プラン）: covered" in result.stdout
    assert "50,000,000 yen (3億円プラン, 各種費用)" in result.stdout


def test_coverage_of_ransom_says_whose_word_it_is(run: Run) -> None:
    result = run("coverage", "身代金", "隕石", "--product", "yayoi")
    assert "サイバー保険の基礎知識: not covered" in result.stdout
    assert "実際の扱いは約款で決まります。" in result.stdout
    assert "「隕石」の記載がありません" in result.stdout


def test_plans_are_compared_in_a_table(run: Run) -> None:
    result = run("coverage", "復旧費用", "-p", "chuokai", "--compare", "ベーシック", "--compare", "ワイド")
    assert "ベーシックプラン" in result.stdout
    assert "条件つき" in result.stdout
    assert "補償対象 限度額" in result.stdout
    assert "10,000,000円（加入セット1" in result.stdout


@pytest.mark.parametrize("command", ["eligibility", "premium", "coverage"])
def test_a_missing_or_unknown_product_ends_with_what_to_do(run: Run, command: str) -> None:
    for arguments, said in (
        ((), "商品を指定してください。"),
        (("--product", "nope"), "商品「nope」は登録されていません。"),
    ):
        result = run(command, *arguments)
        assert result.exit_code == 2
        assert f"--product: {said}" in result.stderr
        assert "yayoi" in result.stderr
        assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "tool", "key"),
    [
        (["eligibility", "-p", "yayoi"], "check_eligibility", "missing"),
        (PREMIUM, "estimate_premium", "annual_premium_yen"),
        (["coverage", "身代金"], "check_coverage", "items"),
        (["coverage", "-p", "chuokai"], "compare_plans", "table"),
    ],
)
def test_json_is_one_element_of_tool_results(run: Run, arguments: list[str], tool: str, key: str) -> None:
    result = run(*arguments, "--json")
    assert result.exit_code == 0
    data = as_json(result)
    assert data.keys() == {"tool", "arguments", "result", "citations"}
    assert data["tool"] == tool
    assert key in data["result"]


def test_an_error_is_json_too_and_still_an_error(run: Run) -> None:
    result = run("premium", "--product", "nope", "--json")
    assert result.exit_code == 2
    assert as_json(result)["result"]["errors"][0]["argument"] == "product"


@pytest.mark.parametrize("arguments", [["coverage", "犯人に払うお金", "-p", "yayoi"], PREMIUM])
def test_the_commands_load_neither_torch_nor_llama_index(environment: dict[str, str], arguments: list[str]) -> None:
    command = [sys.executable, "-c", LOADED, *arguments]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
