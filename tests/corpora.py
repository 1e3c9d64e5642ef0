"""Small corpora for tests, written to a folder."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

FRONT = dedent("""\
    ---
    title: {title}
    product: {product}
    kind: {kind}
    audience: {audience}
    as_of: 2026-01-01
    source: {{title: 案内ページ, publisher: 旅行保険の会社, date: 2026-01-01}}
    ---
""")
PLAN = """
## 治療費用

> - 病院代は出る?
> - ケガしたら

旅行プランでは、治療費用が1事故につき300万円まで補償されます。

## 支払い方法

> - カードで払える?

保険料は口座振替で支払います。
"""
STAFF = """
## 社内向けの手数料

代理店の手数料率は12%です。
"""
PRODUCTS = """
travel:
  name: 旅行保険
  aliases: [旅行, トラベル]
  insurer: 例示保険
  as_of: 2026-01-01
  contacts: [{label: 旅行窓口, phone: 0120-000-000}]
  plans: [{id: light, name: ライトプラン}, {id: full, name: フルプラン}]
pet:
  name: ペット保険
  insurer: 例示保険
  as_of: 2026-01-01
"""
COVERAGE = """
- id: treatment
  label: {ja: 治療費用, en: treatment costs}
  aliases: [病院代]
  kind: cost
  verdict: covered
  limit: {amount_yen: 3000000, per: 1事故}
  evidence: {document: travel/plan.md, quote: 治療費用が1事故につき300万円まで補償されます}
"""


def document(product: str, title: str, body: str, *, kind: str = "plan", audience: str = "public") -> str:
    """A Markdown document with front matter."""
    return FRONT.format(product=product, title=title, kind=kind, audience=audience) + body


def write_corpus(folder: Path) -> Path:
    """Writes a corpus of two products and gives its folder."""
    (folder / "travel").mkdir(parents=True)
    (folder / "pet").mkdir()
    (folder / "products.yaml").write_text(PRODUCTS, encoding="utf-8")
    (folder / "travel" / "plan.md").write_text(document("travel", "旅行プラン", PLAN), encoding="utf-8")
    staff = document("travel", "社内資料", STAFF, audience="staff")
    (folder / "travel" / "staff.md").write_text(staff, encoding="utf-8")
    (folder / "travel" / "coverage.yaml").write_text(COVERAGE, encoding="utf-8")
    pet = document("pet", "ペットプラン", "\n## 通院\n\nペットの通院費用は1日1万円まで補償されます。\n")
    (folder / "pet" / "plan.md").write_text(pet, encoding="utf-8")
    return folder
