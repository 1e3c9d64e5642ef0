"""Web pages as agencies write them: all that a visitor reads, and nothing of what stands around it."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ingest.blocks import Block
from assistant.ingest.readers import read_document
from assistant.ingest.splitting import split


def blocks(body: str, head: str = "<title>題</title>") -> list[Block]:
    page = f"<!DOCTYPE html>\n<html lang='ja'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    parsed = read_document(page.encode(), "page.html")
    assert [problem.message for problem in parsed.problems] == []
    return list(parsed.blocks)


def said(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


def shape(body: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in blocks(body)]


CONTENT = "<p>身代金は補償されません。</p>"


@pytest.mark.parametrize(
    "around",
    [
        "<nav><ul><li><a href='/a'>会社案内</a></li></ul></nav>",
        "<header><a href='/'><img src='l.png' alt='あおば保険'></a><p>お電話 03-1111-2222</p></header>",
        "<header><h1><img src='logo.png' alt='あおば保険'></h1><p>全国対応</p></header>",
        "<div id='header'><p>お電話 03-1111-2222</p></div>",
        "<div class='site-header'><a href='/a'>商品</a><a href='/b'>会社</a><a href='/c'>採用</a></div>",
        "<div id='gNavi'><ul><li><a href='/a'>商品一覧</a></li><li><a href='/b'>会社案内</a></li></ul></div>",
        "<div role='navigation'>メニュー</div>",
        "<div class='breadcrumb'><a href='/'>ホーム</a> &gt; サイバー保険の補償内容のご案内</div>",
        "<ol class='topicPath'><li><a href='/'>ホーム</a></li><li>サイバー保険</li></ol>",
        "<footer><p>募集文書番号 A-1</p><p>Copyright Aoba</p></footer>",
        "<div id='footer'><p>東京都千代田区</p></div>",
        "<div class='l-footer'><small>© 2024 Aoba Inc.</small></div>",
        "<aside><h3>関連記事</h3><p>ランサムウェアとは</p></aside>",
        "<div class='sidebar'><ul><li><a href='/1'>ブログ</a></li></ul></div>",
        "<ul class='relatedPosts'><li><a href='/r'>関連記事その一</a></li></ul>",
        "<div class='sns-share'><a href='#'>ツイート</a><a href='#'>シェア</a></div>",
        "<p class='pagetop'><a href='#top'>ページの先頭へ</a></p>",
        "<ul><li><a href='#a'>補償内容</a></li><li><a href='#b'>保険料</a></li><li><a href='#c'>窓口</a></li></ul>",
        "<script>var price = '9,999円';</script><style>.a{}</style><noscript>JavaScriptを有効に</noscript>",
        "<template><p>雛形</p></template><iframe src='x'>枠</iframe><svg><title>図</title></svg>",
        "<form role='search'><label>検索</label><input value='例'></form>",
        "<form><select><option>東京都</option></select><button>送信する</button></form>",
    ],
)
def test_what_stands_around_the_content_is_left_out(around: str) -> None:
    assert said(f"{around}<div class='wrap'>{CONTENT}</div>") == ["身代金は補償されません。"]
    assert said(f"<div class='wrap'>{CONTENT}</div>{around}") == ["身代金は補償されません。"]


@pytest.mark.parametrize(
    "banner",
    [
        "<div id='onetrust-banner-sdk'><p>当サイトではCookieを使用しています。</p><button>同意する</button></div>",
        "<div class='CookieConsent'><p>詳細はポリシーへ。</p></div>",
        "<div class='cc-window' aria-label='cookieconsent'>We use cookies</div>",
        "<section id='gdpr_notice'><h2>プライバシー</h2><p>設定を選べます。</p></section>",
        "<div role='dialog' aria-modal='true'><p>クッキーの利用について</p></div>",
        "<dialog open><p>Cookie を使います。</p></dialog>",
        "<div class='fixed-bar'><p>利便性の向上のためクッキーを使います。</p><a href='#'>同意する</a></div>",
        "<div class='bottom'><p>We use cookies.</p><button>Accept all</button></div>",
    ],
)
def test_cookie_banners_are_left_out_whatever_they_are_called(banner: str) -> None:
    assert said(f"{banner}<main>{CONTENT}</main>") == ["身代金は補償されません。"]
    assert said(f"<div>{CONTENT}</div>{banner}") == ["身代金は補償されません。"]


def test_content_is_kept_whatever_its_names_remind_of() -> None:
    body = """<body class="cookie-accepted"><div id="footer-wrapper"><h1>補償内容</h1>
    <div class="card"><div class="card-header">特徴</div><div class="card-footer">※条件があります。</div></div>
    <section><header><h2>保険料</h2><p>年払のみです。</p></header></section>
    <main><div class="cookie-policy"><p>Cookieの扱いを説明します。</p></div><aside><p>補足です。</p></aside>
    <ul class="menu-list"><li>通知費用 1,000万円</li></ul></main></div>"""
    assert said(body) == [
        "補償内容",
        "特徴",
        "※条件があります。",
        "保険料",
        "年払のみです。",
        "Cookieの扱いを説明します。",
        "補足です。",
        "- 通知費用 1,000万円",
    ]


def test_headings_have_their_levels_and_blocks_their_lines() -> None:
    found = blocks("\n<h1>補償<br>内容</h1>\n<p>一行目<br>二行目</p>\n<h3>費用</h3>")
    assert [(b.kind, b.level, b.text, b.line) for b in found] == [
        ("heading", 1, "補償 内容", 3),
        ("paragraph", 0, "一行目\n二行目", 4),
        ("heading", 3, "費用", 5),
    ]


def test_a_page_is_called_by_its_heading_else_by_its_title() -> None:
    title = "<title>補償内容 | あおば保険</title>"
    assert read_document(f"{title}<h1>費用</h1><p>です。</p>".encode(), "a.html").title == "費用"
    assert read_document(f"<html><head>{title}</head><p>です。</p></html>".encode(), "a.html").title == (
        "補償内容 | あおば保険"
    )
    assert read_document("<p>短い。</p>".encode(), "a.html").title is None


def test_short_pages_and_bare_text_are_read() -> None:
    assert said("年払のみ") == ["年払のみ"]
    assert read_document("ただの文です。".encode(), "a.htm").blocks[0].text == "ただの文です。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
@pytest.mark.parametrize("declared", ["", "<meta charset='Shift_JIS'>", "<meta charset='utf-8'>"])
def test_a_page_is_decoded_by_what_it_holds_and_then_by_what_it_says(encoding: str, declared: str) -> None:
    page = f"<html><head>{declared}</head><body><p>身代金は補償されません。補償の内容はこちらです。</p></body></html>"
    parsed = read_document(page.encode(encoding), "a.html")
    assert [block.text for block in parsed.blocks] == ["身代金は補償されません。補償の内容はこちらです。"]
    assert parsed.problems == ()


def test_xhtml_with_an_encoding_declaration_is_read() -> None:
    page = '<?xml version="1.0" encoding="Shift_JIS"?><html xmlns="http://www.w3.org/1999/xhtml"><body>①補償</body></html>'
    assert read_document(page.encode("cp932"), "a.html").blocks[0].text == "①補償"


def test_white_space_is_that_of_a_browser_without_spaces_inside_japanese() -> None:
    body = "<p>サイバー\n   攻撃に  よる&nbsp;損害を\n\t<b>補償</b>します。 AI\nand IT</p>"
    assert said(body) == ["サイバー攻撃に よる 損害を補償します。 AI and IT"]


def test_lines_and_gaps_that_br_makes() -> None:
    assert shape("<div>復旧費用<br>1,000万円<br><br>お詫び状費用<br>・印刷<br>・郵送</div>") == [
        ("paragraph", 0, "復旧費用\n1,000万円"),
        ("paragraph", 0, "お詫び状費用"),
        ("item", 0, "・印刷"),
        ("item", 0, "・郵送"),
    ]


def test_labels_beside_values_are_parted() -> None:
    assert said("<div class='row'><span>賠償損害</span><span>1億円</span></div>") == ["賠償損害 1億円"]


def test_nested_lists_keep_their_depth_and_their_numbers() -> None:
    body = """<ul><li>事故対応費用<ul><li>通知<ol start="3"><li>郵送</li></ol></li></ul>など</li>
    <li><p>調査</p><p>費用</p></li><ul><li>その他</li></ul></ul><ol><li>お見積り</li><li>① ご契約</li></ol>"""
    assert shape(body) == [
        ("item", 0, "- 事故対応費用\nなど"),
        ("item", 1, "- 通知"),
        ("item", 2, "3. 郵送"),
        ("item", 0, "- 調査\n費用"),
        ("item", 1, "- その他"),
        ("item", 0, "1. お見積り"),
        ("item", 0, "① ご契約"),
    ]


def table_of(rows: str) -> Block:
    found = [block for block in blocks(f"<table>{rows}</table>") if block.kind == "table"]
    assert len(found) == 1
    return found[0]


def test_spans_are_filled_and_header_rows_joined() -> None:
    table = table_of("""<thead><tr><th rowspan="2">プラン</th><th colspan="2">支払限度額</th></tr>
        <tr><th>賠償損害</th><th>費用損害</th></tr></thead>
        <tbody><tr><th rowspan="2">ワイド</th><td>1億円</td><td>3千万円</td></tr>
        <tr><td>5億円</td><td>5千万円</td></tr>
        <tr><th>ベーシック</th><td colspan="2">5千万円（共通）</td></tr></tbody>""")
    assert table.header == ("プラン", "支払限度額 賠償損害", "支払限度額 費用損害")
    assert table.rows == (
        ("ワイド", "1億円", "3千万円"),
        ("ワイド", "5億円", "5千万円"),
        ("ベーシック", "5千万円（共通）", "5千万円（共通）"),
    )


def test_headings_in_the_first_column_are_labels_and_no_header() -> None:
    table = table_of("<tr><th>免責金額</th><td>なし</td></tr><tr><th>期間</th><td>1年間<br>（12月1日から）</td></tr>")
    assert (table.header, table.rows) == ((), (("免責金額", "なし"), ("期間", "1年間 （12月1日から）")))


def test_two_columns_without_marks_have_a_header_where_figures_stand_below_words() -> None:
    headed = table_of(
        "<tr><td>業種</td><td>保険料</td></tr><tr><td>A</td><td>1円</td></tr><tr><td>B</td><td>2円</td></tr>"
    )
    assert headed.header == ("業種", "保険料")
    paired = table_of("<tr><td>月払</td><td>5,412円</td></tr><tr><td>年払</td><td>64,944円</td></tr>")
    assert (paired.header, paired.rows) == ((), (("月払", "5,412円"), ("年払", "64,944円")))


def test_captions_group_rows_and_notes_of_a_table() -> None:
    body = """<table><caption>年間保険料例</caption><tr><th>業種</th><th>売上高</th><th>保険料</th></tr>
    <tr><td colspan="3">製造業</td></tr><tr><td>食料品</td><td>20億円</td><td>872,940円</td></tr>
    <tr><td colspan="3">建設業</td></tr><tr><td>土木</td><td>10億円</td><td>353,150円</td></tr>
    <tr><td colspan="3">※団体割引20%を適用しています。</td></tr></table>"""
    assert [(b.kind, b.header, b.rows or b.text) for b in blocks(body)] == [
        ("paragraph", (), "年間保険料例"),
        ("paragraph", (), "製造業"),
        ("table", ("業種", "売上高", "保険料"), (("食料品", "20億円", "872,940円"),)),
        ("paragraph", (), "建設業"),
        ("table", ("業種", "売上高", "保険料"), (("土木", "10億円", "353,150円"),)),
        ("paragraph", (), "※団体割引20%を適用しています。"),
    ]


def test_pictures_speak_in_tables_and_where_they_hold_figures() -> None:
    table = table_of(
        "<tr><th>費用</th><th>A</th><th>B</th></tr><tr><td>調査</td><td><img alt='○'></td><td><img alt='×'></td></tr>"
    )
    assert table.rows == (("調査", "○", "×"),)
    assert said("<p>本文</p><img alt='最大5億円まで補償'><img alt='社長イメージ'>") == ["本文", "最大5億円まで補償"]


def test_tables_that_only_place_things_are_read_cell_by_cell() -> None:
    inner = "<table><tr><td>右</td><td>1円</td></tr></table>"
    body = f"<table><tr><td><h2>左</h2><p>左の文。</p></td><td>{inner}</td></tr></table>"
    assert said(body) == ["左", "左の文。", "| 右 | 1円 |"]


QUESTIONS = [
    ("heading", 3, "解約はできますか"),
    ("paragraph", 0, "はい。"),
    ("heading", 3, "海外は？"),
    ("paragraph", 0, "A社も対象です。"),
]


@pytest.mark.parametrize(
    "faq",
    [
        "<dl><dt>解約はできますか</dt><dd>はい。</dd><dt>海外は？</dt><dd>A社も対象です。</dd></dl>",
        "<dl class='faq'><div><dt><span>Q</span>解約はできますか</dt><dd><span>A</span><p>はい。</p></dd></div>"
        "<div><dt>Q2. 海外は？</dt><dd>A社も対象です。</dd></div></dl>",
        "<details><summary>解約はできますか</summary>はい。</details>"
        "<details><summary><h4>海外は？</h4></summary><p>A社も対象です。</p></details>",
        "<ul class='faq-list'><li><p class='question'>Q.解約はできますか</p>"
        "<div class='answer'><i class='icon'>A</i>はい。</div></li>"
        "<li><p class='question'>海外は？</p><div class='answer' hidden>A社も対象です。</div></li></ul>",
        "<div class='accordion'><div class='item'><button class='accordion-header'>解約はできますか</button>"
        "<div class='accordion-body' style='display:none'>はい。</div></div><div class='item'>"
        "<button aria-expanded='false'>海外は？</button><div aria-hidden='true'>A社も対象です。</div></div></div>",
        "<div class='qa'><div data-toggle='collapse'>解約はできますか</div><div class='collapse'>はい。</div>"
        "<a aria-expanded='false' href='#c2'>海外は？</a><div id='c2'><b>A</b>社も対象です。</div></div>",
    ],
)
def test_questions_that_open_are_headings_of_their_answers(faq: str) -> None:
    assert shape(f"<h2>よくある質問</h2>{faq}<p>お問い合わせは窓口へ。</p>") == [
        ("heading", 2, "よくある質問"),
        *QUESTIONS,
        ("heading", 3, ""),  # the contact line is no part of the last answer
        ("paragraph", 0, "お問い合わせは窓口へ。"),
    ]


@pytest.mark.parametrize(
    "section",
    [
        "<h2>よくあるご質問</h2><div><p>解約できますか？</p><p>はい。</p>"
        "<p>Q. 海外は対象ですか</p><p>いいえ。</p></div>",
        "<h2>疑問</h2><div id='faq'><div>解約できますか？</div><div>はい。</div>"
        "<div>Q 海外は対象ですか</div><p>いいえ。</p></div>",
    ],
)
def test_questions_without_marks_are_told_by_their_section_and_their_text(section: str) -> None:
    chunks = split(blocks(f"{section}<h2>お問い合わせ</h2><p>加入できますか？</p>"), "題")
    assert [(chunk.section[1:], chunk.text) for chunk in chunks] == [
        (("解約できますか？",), "はい。"),
        (("海外は対象ですか",), "いいえ。"),
        ((), "加入できますか？"),
    ]


def test_an_accordion_with_headings_of_its_own_keeps_them() -> None:
    question = "<h3><button aria-expanded='true'>解約は？</button></h3><div>はい。</div>"
    body = f"<h2>質問</h2><div class='accordion'>{question}</div>"
    assert shape(body) == [("heading", 2, "質問"), ("heading", 3, "解約は？"), ("paragraph", 0, "はい。")]


def test_a_definition_list_of_labels_is_a_table_of_labels_and_values() -> None:
    found = blocks("<dl><dt>受付時間</dt><dd>平日9:00〜17:00</dd><dt>電話</dt><dd>0120-000-111<br>（無料）</dd></dl>")
    assert found[0].rows == (("受付時間", "平日9:00〜17:00"), ("電話", "0120-000-111 （無料）"))


def test_tabs_name_their_panels() -> None:
    tabs = "".join(f"<button role='tab' id='t{i}'>{name}</button>" for i, name in enumerate(("個人", "法人")))
    panels = "".join(
        f"<div role='tabpanel' aria-labelledby='t{i}'>{text}</div>"
        for i, text in enumerate(("加入できません。", "加入できます。"))
    )
    body = f"<div role='tablist'>{tabs}</div>{panels}"
    assert said(body) == ["個人", "加入できません。", "法人", "加入できます。"]


def test_what_follows_cards_is_no_part_of_the_last_one() -> None:
    cards = "".join(f"<div class='card'><h3>特徴{i}</h3><p>説明{i}。</p></div>" for i in (1, 2))
    chunks = split(blocks(f"<h2>特徴</h2><div>{cards}</div><p>※予告なく変わります。</p>"), "題")
    assert [chunk.section for chunk in chunks] == [("特徴", "特徴1"), ("特徴", "特徴2"), ("特徴",)]
    wrapped = (
        "<div class='ttl'><h3>費用</h3></div><div>調査。</div><div class='ttl'><h3>期間</h3></div><div>1年。</div>"
    )
    assert [chunk.section for chunk in split(blocks(wrapped), "題")] == [("費用",), ("期間",)]


def test_a_page_without_content_is_told() -> None:
    for page, hint in (
        ("<frameset><frame src=a></frameset>", ""),
        ("<div id=app></div><script>x()</script>", "scripts"),
    ):
        problem = read_document(f"<html><body>{page}</body></html>".encode(), "a.html").problems[0]
        assert problem.severity == "warning"
        assert "holds no readable content" in problem.message
        assert hint in problem.message


TAGS = (
    *(
        "div",
        "p",
        "section",
        "article",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "details",
        "summary",
    ),
    *("span", "b", "a", "h2", "h3", "blockquote", "figure", "address", "center", "label", "form", "fieldset", "pre"),
    *("custom-element", "button"),
)
TREES = st.recursive(
    st.none(),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.booleans(), st.lists(inner, max_size=4)),
    max_leaves=14,
)
Tree = tuple[str, bool, list["Tree"]] | None


def written(tree: Tree, texts: list[str], numbers: count[int]) -> str:
    def text() -> str:
        # one sentence: two might be parted by a chunk's end
        texts.append(f"文言その{next(numbers)}番の文は、短いボタンの文字だとは誰も思わないほど長い本文です。")
        return texts[-1]

    if tree is None:
        return text()
    tag, mixed, children = tree
    inner = (text() if mixed else "") + "".join(
        written(c, texts, numbers) + (text() if mixed else "") for c in children
    )
    return f"<{tag}>{inner}</{tag}>"


@settings(max_examples=200, deadline=None)
@given(TREES, st.sampled_from(["<main>{}</main>", "<div>{}</div>", "{}"]))
def test_no_text_is_lost_however_elements_are_nested(tree: Tree, around: str) -> None:
    texts: list[str] = []
    body = around.format(written(tree, texts, count()))
    parsed = read_document(f"<html><body>{body}</body></html>".encode(), "a.html")
    found = "".join("".join(chunk.section) + chunk.text for chunk in split(parsed.blocks, "題"))
    assert [text for text in texts if text not in found] == []
