"""PDF files as programs make them: columns, wrapped lines, tables over pages, headers, footers, scans."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from assistant.ingest.blocks import Block
from assistant.ingest.readers import read_document
from assistant.ingest.readers.parsed import Parsed
from assistant.ingest.splitting import split

GOTHIC, MINCHO = "HeiseiKakuGo-W5", "HeiseiMin-W3"
for font in (GOTHIC, MINCHO):
    pdfmetrics.registerFont(UnicodeCIDFont(font))
BODY = ParagraphStyle("body", fontName=GOTHIC, fontSize=10, leading=16, wordWrap="CJK")
HEADING = ParagraphStyle("heading", parent=BODY, fontSize=18, leading=28)
SUBHEADING = ParagraphStyle("subheading", parent=BODY, fontSize=13, leading=22)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9, leading=12)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), GOTHIC, 9)]
Decorate = Callable[[Canvas, Any], None]


def pdf(*story: Any, decorate: Decorate | None = None, **options: Any) -> bytes:
    """A PDF of flowables on pages of one column; strings are paragraphs, None is a page break."""
    file = io.BytesIO()
    flow = [Paragraph(each, BODY) if isinstance(each, str) else each or PageBreak() for each in story]
    pages = {"onFirstPage": decorate, "onLaterPages": decorate} if decorate else {}
    SimpleDocTemplate(file, pagesize=A4, **options).build(flow, **pages)
    return file.getvalue()


def drawn(
    *lines: tuple[float, float, str] | tuple[float, float, str, float, str], then: Decorate | None = None
) -> bytes:
    """A PDF of one page with texts at (x, y) from its lower left corner, in size 10 unless told."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for x, y, text, *type_ in lines:
        size, name = type_ or (10, GOTHIC)
        canvas.setFont(name, size)
        canvas.drawString(x, y, text)
    if then:
        then(canvas, None)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def read(data: bytes) -> Parsed:
    parsed = read_document(data, "約款.PDF")
    assert [problem.message for problem in parsed.problems] == []
    return parsed


def shape(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(data).blocks]


def table_of(data: bytes) -> Block:
    found = [block for block in read(data).blocks if block.kind == "table"]
    assert len(found) == 1
    return found[0]


def ruled(rows: Sequence[Sequence[Any]], *more: Any, **options: Any) -> Table:
    table = Table(rows, **options)
    table.setStyle([*GRID, *more])
    return table


SENTENCE = (
    "当会社は、被保険者が日本国内において行う業務（以下「対象業務」といいます。）に起因して損害賠償請求を受けたことにより"
    "被る損害に対して、1回の事故につき１２，３４５，６７８円を限度に保険金を支払います。ただし、故意による損害は除きます。"
)


def test_broken_lines_are_one_paragraph_and_figures_stay_whole() -> None:
    assert shape(pdf(SENTENCE, Spacer(1, 12), "次の段落です。")) == [
        ("paragraph", SENTENCE),
        ("paragraph", "次の段落です。"),
    ]


def test_a_paragraph_goes_on_over_pages_and_an_indented_line_begins_one() -> None:
    texts = [f"{SENTENCE}これは{i}番目の段落です。" for i in range(30)]
    indented = ParagraphStyle("indented", parent=BODY, firstLineIndent=10)
    found = read(pdf(*(Paragraph(text, indented) for text in texts))).blocks
    assert [block.text for block in found] == texts
    assert [block.page for block in found] == sorted(block.page or 0 for block in found)
    assert found[-1].page == 3


def test_western_text_keeps_its_spaces_and_loses_its_hyphens() -> None:
    lines = ["The insurer pays the damages that the insured is legally liable for, and the insur-", "ance costs."]
    data = drawn(*((60.0, 700 - 14 * i, line, 11.0, "Helvetica") for i, line in enumerate(lines)))
    assert shape(data) == [
        ("paragraph", "The insurer pays the damages that the insured is legally liable for, and the insurance costs.")
    ]


def test_headings_are_told_by_their_size_and_the_first_is_the_title() -> None:
    data = pdf(
        Paragraph("サイバー保険のご案内", HEADING),
        SENTENCE,
        Paragraph("支払限度額と免責金額", SUBHEADING),
        SENTENCE,
        title="Microsoft Word - 原稿.docx",
    )
    parsed = read(data)
    assert parsed.title == "サイバー保険のご案内"
    assert [(b.level, b.text) for b in parsed.blocks if b.kind == "heading"] == [
        (1, "サイバー保険のご案内"),
        (2, "支払限度額と免責金額"),
    ]


def test_bold_labels_in_text_of_the_same_size_are_headings() -> None:
    lines: list[tuple[float, float, str, float, str]] = [(60, 780, "お支払いの対象", 10, GOTHIC)]
    lines += [(60, 764 - 16 * i, SENTENCE[40 * i : 40 * i + 44], 10, MINCHO) for i in range(3)]
    assert shape(drawn(*lines))[0] == ("heading", "お支払いの対象")


@pytest.mark.parametrize(
    ("stated", "title"),
    [("約款", "約款"), ("Microsoft Word - 約款.docx", "約款"), ("untitled", None), ("", None)],
)
def test_the_title_in_the_properties_counts_where_it_is_one(stated: str, title: str | None) -> None:
    assert read(pdf("文です。", title=stated)).title == title


def running(canvas: Canvas, document: Any) -> None:
    canvas.setFont(GOTHIC, 8)
    canvas.drawString(60, 805, "サイバー保険 普通保険約款")
    canvas.drawRightString(540, 805, f"第{document.page}頁")
    canvas.drawCentredString(297, 30, f"－ {document.page} －")
    canvas.drawString(60, 30, "募集文書番号 A-2024-123")


def test_running_headers_footers_and_page_numbers_are_said_once_or_not_at_all() -> None:
    pages: list[Any] = []
    for i in range(6):
        pages += [f"{i}番目の頁の文です。", f"支払限度額は{i}億円です。", None]
    texts = [block.text for block in read(pdf(*pages, decorate=running)).blocks]
    assert texts == [
        *(text for i in range(6) for text in (f"{i}番目の頁の文です。", f"支払限度額は{i}億円です。")),
        "",  # what follows belongs to no heading
        "サイバー保険 普通保険約款",
        "募集文書番号 A-2024-123",
    ]


def test_text_below_a_running_header_stays_though_pages_begin_alike() -> None:
    pages: list[Any] = []
    for i in range(4):
        pages += [
            Paragraph(f"特約{'甲乙丙丁'[i]}", SUBHEADING),
            "この特約は、次の場合に適用します。",
            f"{i}の場合。",
            None,
        ]
    texts = [block.text for block in read(pdf(*pages, decorate=running)).blocks]
    assert texts.count("この特約は、次の場合に適用します。") == 4
    assert [text for text in texts if text.startswith("特約")] == ["特約甲", "特約乙", "特約丙", "特約丁"]


def test_the_number_at_the_foot_of_a_single_page_is_no_text() -> None:
    assert shape(drawn((60, 700, "本文です。"), (290, 30, "1"))) == [("paragraph", "本文です。")]


def test_columns_are_read_one_after_the_other() -> None:
    file = io.BytesIO()
    document = BaseDocTemplate(file, pagesize=A4)

    def head(canvas: Canvas, _: Any) -> None:
        canvas.setFont(GOTHIC, 18)
        canvas.drawCentredString(297, 770, "サイバー保険ニュース")
        canvas.setFont(GOTHIC, 10)
        canvas.drawString(
            50, 735, "この号では、最近の事故の傾向と、それに備える補償の内容を皆さまにご紹介いたします。"
        )

    frames = [Frame(50, 60, 235, 655, id="left"), Frame(310, 60, 235, 652, id="right")]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=head))
    text = "不正アクセスによる事故{0}では、個人情報が約{0}万件漏えいし、調査費用として{0}00万円が支払われました。"
    style = ParagraphStyle("column", parent=BODY, alignment=TA_JUSTIFY, spaceAfter=14)
    document.build([Paragraph(text.format(i) * 2, style) for i in range(1, 13)])
    parsed = read(file.getvalue())
    assert [block.text for block in parsed.blocks] == [
        "サイバー保険ニュース",
        "この号では、最近の事故の傾向と、それに備える補償の内容を皆さまにご紹介いたします。",
        *(text.format(i) * 2 for i in range(1, 13)),
    ]


def test_rows_without_rules_are_tables_and_not_columns() -> None:
    pairs = [
        ("保険期間", "2024年12月1日から1年間"),
        ("支払限度額", "1億円"),
        ("免責金額", "なし"),
        ("払込方法", "年払"),
    ]
    lines = [
        (x, 780.0 - 18 * i, text) for i, pair in enumerate(pairs) for x, text in zip((60.0, 200.0), pair, strict=True)
    ]
    table = table_of(drawn(*lines))
    assert (table.header, table.rows) == ((), tuple(pairs))
    rows = [("業種", "売上高", "ベーシック"), ("建設業", "10億円", "353,150円"), ("製造業", "20億円", "872,940円")]
    lines = [
        (x, 780.0 - 18 * i, text)
        for i, row in enumerate(rows)
        for x, text in zip((60.0, 200.0, 300.0), row, strict=True)
    ]
    table = table_of(drawn(*lines))
    assert (table.header, table.rows) == (rows[0], tuple(rows[1:]))


ROWS = [[f"業種{i}", f"{i}億円", f"{i},100円"] for i in range(90)]
HEADER = ["業種", "年間売上高", "年間保険料"]


@pytest.mark.parametrize("repeated", [0, 1])
def test_a_table_over_pages_is_one_table_with_one_header(repeated: int) -> None:
    data = pdf("次の表のとおりです。", ruled([HEADER, *ROWS], repeatRows=repeated), "以上です。", decorate=running)
    table = table_of(data)
    assert table.header == tuple(HEADER)
    assert table.rows == tuple(map(tuple, ROWS))
    assert table.page == 1
    chunks = [chunk.text for chunk in split(read(data).blocks, "約款") if "| 業種" in chunk.text]
    assert all("| 業種 | 年間売上高 | 年間保険料 |" in chunk for chunk in chunks)


def test_two_tables_on_pages_that_follow_each_other_stay_two() -> None:
    second = ["区分", "補償", "備考"]
    data = pdf(
        ruled([HEADER, *ROWS[:3]]),
        None,
        "別の表です。",
        ruled([second, ["A", "対象", "なし"]], colWidths=[50, 90, 70]),
    )
    tables = [block for block in read(data).blocks if block.kind == "table"]
    assert [table.header for table in tables] == [tuple(HEADER), tuple(second)]


def test_merged_cells_hold_in_each_row_and_column_they_cover() -> None:
    rows = [
        ["プラン", "支払限度額", ""],
        ["", "賠償損害", "費用損害"],
        ["ワイド", "1億円", "3千万円"],
        ["", "5億円", "5千万円"],
        ["ベーシック", "5千万円（共通）", ""],
        ["※一部業種にはセットできません。", "", ""],
    ]
    spans = [((1, 0), (2, 0)), ((0, 0), (0, 1)), ((0, 2), (0, 3)), ((1, 4), (2, 4)), ((0, 5), (2, 5))]
    data = pdf(ruled(rows, *(("SPAN", *span) for span in spans), colWidths=[100, 120, 100]))
    table = table_of(data)
    assert table.header == ("プラン", "支払限度額 賠償損害", "支払限度額 費用損害")
    assert table.rows == (
        ("ワイド", "1億円", "3千万円"),
        ("ワイド", "5億円", "5千万円"),
        ("ベーシック", "5千万円（共通）", "5千万円（共通）"),
    )
    assert read(data).blocks[-1].text == "※一部業種にはセットできません。"


def test_wrapped_cells_are_joined_and_lines_of_a_cell_are_not() -> None:
    wrapped = "事故の原因および被害の範囲を調査するために要した費用のうち当会社が認めた1,234,567円までの額"
    row = [Paragraph(wrapped, CELL), Paragraph("賠償損害<br/>費用損害", CELL), Paragraph("可", CELL)]
    table = table_of(
        pdf(ruled([["費用", "区分", "付帯"], row, ["見舞金", "費用損害", "可"]], colWidths=[110, 90, 60]))
    )
    assert table.rows[0] == (wrapped, "賠償損害 費用損害", "可")


def test_tables_with_open_sides_keep_their_outer_columns() -> None:
    inner: list[Any] = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black),
        ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black),
    ]
    inner += [("LINEAFTER", (0, 0), (-2, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), GOTHIC, 9)]
    table = Table([HEADER, *ROWS[:4]], colWidths=[100, 100, 100])
    table.setStyle(inner)
    found = table_of(pdf(table))
    assert (found.header, found.rows) == (tuple(HEADER), tuple(map(tuple, ROWS[:4])))


def test_frames_around_text_are_no_tables() -> None:
    framed = Table([[Paragraph(SENTENCE, BODY)], [Paragraph("枠の二段目の文です。", BODY)]], colWidths=[400])
    framed.setStyle(GRID)
    assert shape(pdf(framed)) == [("paragraph", SENTENCE), ("paragraph", "枠の二段目の文です。")]


def test_boxes_side_by_side_are_read_one_after_the_other() -> None:
    texts = [
        ("特徴1", "社内の過失によるものや、使用人の", "犯罪まで対象です。"),
        ("特徴2", "海外で損害賠償請求を受けた場", "合も対象です。"),
    ]

    def boxes(canvas: Canvas, _: Any) -> None:
        for column in range(2):
            canvas.rect(60 + 210 * column, 640, 190, 90)

    lines = [(70.0 + 210 * x, 710.0 - 18 * y, text) for x, box in enumerate(texts) for y, text in enumerate(box)]
    data = drawn((60, 780, "四つの特徴があります。"), *lines, (60, 600, "以上です。"), then=boxes)
    assert [text for _, text in shape(data)] == [
        "四つの特徴があります。",
        *("特徴1", "社内の過失によるものや、使用人の犯罪まで対象です。"),
        *("特徴2", "海外で損害賠償請求を受けた場合も対象です。"),
        "以上です。",
    ]


def test_lists_side_by_side_are_read_one_after_the_other() -> None:
    lists = [["・調査費用", "・通知費用", "・見舞金"], ["・賠償金", "・争訟費用", "・協力費用"]]
    lines = [(60.0 + 220 * x, 700.0 - 18 * y, text) for x, items in enumerate(lists) for y, text in enumerate(items)]
    assert [text for _, text in shape(drawn(*lines))] == [*lists[0], *lists[1]]


def test_articles_captions_and_numbered_paragraphs() -> None:
    lead = "当会社は、次のいずれかに該当する事由によって生じた損害に対しては、この約款に従い、保険金を支払いません。"
    data = pdf(
        "（保険金を支払わない場合）",
        f"第２条　{lead}",
        "(1) 戦争、外国の武力行使",
        "(2) 地震、噴火またはこれらによる津波",
        "第３条（通知）",
        "第２条に定める事由を知ったときは、通知してください。",
    )
    chunks = [(chunk.section, chunk.text) for chunk in split(read(data).blocks, "約款")]
    assert chunks == [
        (
            ("第２条（保険金を支払わない場合）",),
            f"{lead}\n(1) 戦争、外国の武力行使\n(2) 地震、噴火またはこれらによる津波",
        ),
        (("第３条（通知）",), "第２条に定める事由を知ったときは、通知してください。"),
    ]


def test_watermarks_are_no_text_and_double_printing_is_read_once() -> None:
    def stamp(canvas: Canvas, _: Any) -> None:
        canvas.setFont(GOTHIC, 10)
        canvas.drawString(60.4, 700, "支払限度額1億円")
        canvas.translate(300, 400)
        canvas.rotate(45)
        canvas.setFont(GOTHIC, 60)
        canvas.drawCentredString(0, 0, "見本")

    assert shape(drawn((60, 700, "支払限度額1億円"), (60, 680, "本文です。"), then=stamp)) == [
        ("paragraph", "支払限度額1億円"),
        ("paragraph", "本文です。"),
    ]


def picture() -> ImageReader:
    from PIL import Image

    return ImageReader(Image.new("RGB", (40, 40), "grey"))


def scanned(canvas: Canvas, document: Any) -> None:
    if document is None or document.page == 2:
        canvas.drawImage(picture(), 50, 50, 400, 600)


def test_a_scan_is_told_and_so_are_scanned_pages_between_others() -> None:
    parsed = read_document(drawn(then=scanned), "scan.pdf")
    assert parsed.blocks == ()
    assert "holds no text (a scan?)" in parsed.problems[0].message
    parsed = read_document(pdf("一頁目。", None, None, "三頁目。", decorate=scanned), "a.pdf")
    assert [block.text for block in parsed.blocks] == ["一頁目。", "三頁目。"]
    assert "pages that are pictures without text: 2" in parsed.problems[0].message


def test_a_password_is_told_and_a_file_that_only_forbids_printing_is_read() -> None:
    locked = pdf("秘密です。", encrypt=StandardEncryption("user", ownerPassword="owner", strength=128))
    parsed = read_document(locked, "a.pdf")
    assert (parsed.blocks, parsed.problems[0].severity) == ((), "error")
    assert "protected by a password" in parsed.problems[0].message
    free = StandardEncryption("", ownerPassword="owner", canPrint=0)
    assert shape(pdf(Paragraph("Readable", ParagraphStyle("latin")), encrypt=free)) == [("paragraph", "Readable")]


def test_a_damaged_page_is_told_and_the_others_are_read() -> None:
    data = pdf("一頁目。", None, "二頁目。", None, "三頁目。", pageCompression=1)
    mark = b">>\nstream\n"
    second = data.index(mark, data.index(mark) + 1) + len(mark)
    parsed = read_document(data[:second] + b"{}{}{}" + data[second + 6 :], "a.pdf")
    assert [block.text for block in parsed.blocks] == ["一頁目。", "三頁目。"]
    assert "cannot be read and are left out: 2" in parsed.problems[0].message


def test_three_hundred_pages_are_read_in_order_with_a_tick_a_page() -> None:
    story: list[Any] = []
    for i in range(300):
        story += [Paragraph(f"第{i + 1}章 規定", SUBHEADING), SENTENCE, ruled([HEADER, ROWS[i % 90]]), None]
    data = pdf(*story, decorate=running)
    ticks: list[tuple[int, int]] = []
    start = time.monotonic()
    parsed = read_document(data, "a.pdf", lambda done, total: ticks.append((done, total)))
    assert ticks == [(i, 300) for i in range(1, 301)]
    assert [block.page for block in parsed.blocks if block.kind == "heading" and block.text] == list(range(1, 301))
    assert time.monotonic() - start < 120
