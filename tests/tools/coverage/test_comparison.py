from __future__ import annotations

import pytest

from assistant.tools.coverage import compare_plans
from tests.tools.coverage.looking import BASE, BY_NAME


def test_plans_are_laid_side_by_side() -> None:
    result = compare_plans(BASE, "chuokai", ["ベーシック", "ワイド"], differences_only=True)
    assert result.plans == ("ベーシックプラン", "ワイドプラン")
    assert [row.label for row in result.rows] == ["サイバー攻撃調査費用", "コンピュータシステム等復旧費用"]
    assert [[cell.verdict for cell in row.cells] for row in result.rows] == [["conditional", "covered"]] * 2
    assert result.table is not None
    assert result.table.header == ("項目", "ベーシックプラン", "ワイドプラン")
    assert "10,000,000円（加入セット1" in result.table.rows[0][2]
    assert all(len(row) == 3 for row in result.table.rows)
    assert result.evidence


def test_without_plans_every_plan_that_can_be_taken_out_is_compared() -> None:
    result = compare_plans(BASE, "yayoi", items=["見舞金", "損害賠償"], finder=BY_NAME)
    assert result.plans == ("無料補償", "5億円プラン", "3億円プラン", "1億円プラン")
    assert [row.label for row in result.rows] == ["法律上の損害賠償金", "見舞金の支払い"]
    damages, gifts = result.rows
    assert [cell.limits[0].amount_yen for cell in damages.cells] == [500_000, 500_000_000, 300_000_000, 100_000_000]
    assert [cell.verdict for cell in gifts.cells] == ["not_covered", "covered", "covered", "covered"]
    assert all(row.differs for row in result.rows)


@pytest.mark.parametrize("product", ["yayoi", "chuokai"])
def test_every_fact_of_a_product_is_in_its_comparison(product: str) -> None:
    rows = {row.label for row in compare_plans(BASE, product).rows}
    assert rows == {fact.label.ja for fact in BASE.products[product].coverage}


def test_nothing_to_compare_is_said() -> None:
    assert compare_plans(BASE, "guide").explanation == "この商品には、比べられるプランがありません。"
    assert compare_plans(BASE, "yayoi", items=["隕石"]).explanation == "当てはまる項目がありません。"
    assert [error.argument for error in compare_plans(BASE, "yayoi", ["x"]).errors] == ["plan"]
    assert [error.argument for error in compare_plans(BASE, "nope").errors] == ["product"]
