"""Word files: headings however they are made, lists with their numbers, merged and nested tables, hidden places."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from assistant.ingest.blocks import Block
from assistant.ingest.readers import read_document
from assistant.ingest.readers.parsed import Parsed
from assistant.ingest.readers.word_numbering import formatted
from assistant.ingest.splitting import split


def read(document: Any) -> Parsed:
    file = io.BytesIO()
    document.save(file)
    parsed = read_document(file.getvalue(), "案内.docx")
    assert [problem.message for problem in parsed.problems] == []
    return parsed


def shape(document: Any) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in read(document).blocks]


def filled(document: Any, rows: list[list[str]]) -> Any:
    table = document.add_table(len(rows), len(rows[0]))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    return table


def tables(document: Any) -> list[Block]:
    return [block for block in read(document).blocks if block.kind == "table"]


def xml(source: str) -> Any:
    return parse_xml(re.sub(r"^<[\w:]+", rf"\g<0> {nsdecls('w')}", source))


def test_headings_by_style_by_outline_level_and_by_looks() -> None:
    document = docx.Document()
    document.add_heading("サイバー保険のご案内", 0)
    document.add_heading("補償内容", 1)
    outlined = document.add_paragraph("支払限度額")
    outlined.paragraph_format.element.get_or_add_pPr().append(xml('<w:outlineLvl w:val="1"/>'))
    document.add_paragraph("1億円です。")
    document.add_paragraph().add_run("お問い合わせ先").bold = True
    larger = document.add_paragraph().add_run("受付時間")
    larger.font.size = Pt(16)
    document.add_paragraph().add_run("電話でも受け付けます。").bold = True
    document.add_paragraph("■お手続き")
    document.add_paragraph("Q1. 解約できますか")
    document.add_paragraph("【ケース1】製造業：約5,000万円")
    assert shape(document) == [
        ("heading", 1, "サイバー保険のご案内"),
        ("heading", 1, "補償内容"),
        ("heading", 2, "支払限度額"),
        ("paragraph", 0, "1億円です。"),
        ("heading", 3, "お問い合わせ先"),
        ("heading", 3, "受付時間"),
        ("paragraph", 0, "電話でも受け付けます。"),
        ("heading", 3, "■お手続き"),
        ("heading", 4, "Q1. 解約できますか"),
        ("heading", 3, "【ケース1】"),
        ("paragraph", 0, "【ケース1】製造業：約5,000万円"),
    ]


def test_the_title_that_a_reader_sees_counts_before_the_one_in_the_properties() -> None:
    document = docx.Document()
    document.core_properties.title = "古いひな形"
    document.add_paragraph("本文です。")
    assert read(document).title == "古いひな形"
    document.add_heading("サイバー保険のご案内", 1)
    assert read(document).title == "サイバー保険のご案内"


def numbered(document: Any, levels: list[tuple[str, str]]) -> None:
    """Makes list 99 of levels with a number format and a text each."""
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{name}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (name, text) in enumerate(levels)
    )
    numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="99">{inner}</w:abstractNum>'))
    numbering.append(xml('<w:num w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))


def listed(document: Any, text: str, level: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="99"/></w:numPr>'))


def test_numbers_that_word_only_shows_are_read() -> None:
    document = docx.Document()
    numbered(
        document,
        [("decimalFullWidth", "第%1条"), ("decimal", "(%2)"), ("decimalEnclosedCircle", "%3"), ("bullet", "●")],
    )
    for text, level in (
        ("目的", 0),
        ("範囲", 1),
        ("国内", 2),
        ("海外", 2),
        ("期間", 1),
        ("通知", 0),
        ("方法", 1),
        ("郵送", 3),
    ):
        listed(document, text, level)
    assert shape(document) == [
        ("heading", 5, "第１条"),
        ("paragraph", 0, "目的"),
        ("item", 1, "(1) 範囲"),
        ("item", 2, "① 国内"),
        ("item", 2, "② 海外"),
        ("item", 1, "(2) 期間"),
        ("heading", 5, "第２条"),
        ("paragraph", 0, "通知"),
        ("item", 1, "(1) 方法"),
        ("item", 3, "- 郵送"),
    ]


def test_lists_by_style() -> None:
    document = docx.Document()
    for text, style in (("賠償金", "List Bullet"), ("申込み", "List Number"), ("契約", "List Number")):
        document.add_paragraph(text, style=style)
    assert shape(document) == [("item", 0, "- 賠償金"), ("item", 0, "1. 申込み"), ("item", 0, "2. 契約")]


@pytest.mark.parametrize(
    ("name", "number", "text"),
    [
        ("decimal", 12, "12"), ("decimalZero", 3, "03"), ("decimalFullWidth", 12, "１２"), ("upperLetter", 2, "B"),
        ("lowerLetter", 27, "aa"), ("upperRoman", 14, "XIV"), ("lowerRoman", 4, "iv"), ("aiueoFullWidth", 3, "ウ"),
        ("iroha", 2, "ロ"), ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedCircle", 21, "21"),
        ("japaneseCounting", 21, "二十一"), ("japaneseCounting", 10, "十"), ("ideographDigital", 10, "一〇"),
        ("none", 1, ""), ("unheardOf", 7, "7"),
    ],
)  # fmt: skip
def test_number_formats(name: str, number: int, text: str) -> None:
    assert formatted(number, name) == text


def test_merged_cells_hold_in_each_row_and_column_they_cover() -> None:
    document = docx.Document()
    rows = [
        ["プラン", "支払限度額", ""],
        ["", "賠償損害", "費用損害"],
        ["ワイド", "1億円", "3千万円"],
        ["", "5億円", "5千万円"],
    ]
    table = filled(document, rows)
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(3, 0))
    found = tables(document)[0]
    assert found.header == ("プラン", "支払限度額 賠償損害", "支払限度額 費用損害")
    assert found.rows == (("ワイド", "1億円", "3千万円"), ("ワイド", "5億円", "5千万円"))


def test_header_rows_by_repetition_and_by_bold_type() -> None:
    document = docx.Document()
    pairs = [["項目", "内容"], ["免責金額", "なし"], ["期間", "1年間"]]
    repeated = filled(document, pairs)
    repeated.rows[0]._tr.get_or_add_trPr().append(xml("<w:tblHeader/>"))
    document.add_paragraph("間の文です。")
    bold = filled(document, pairs)
    for cell in bold.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph("間の文です。")
    labels = filled(document, pairs)
    for row in labels.rows:
        row.cells[0].paragraphs[0].runs[0].bold = True
    first, second, third = tables(document)
    assert first.header == second.header == ("項目", "内容")
    assert (third.header, len(third.rows)) == ((), 3)


def test_tables_inside_of_cells_are_read_with_their_cell() -> None:
    document = docx.Document()
    table = filled(document, [["受付", "窓口"], ["内訳", ""]])
    inner = table.cell(1, 1).add_table(2, 2)
    for cell, text in zip(inner._cells, ("平日", "9時から17時", "土日", "休み"), strict=True):
        cell.text = text
    assert tables(document)[0].rows == (("受付", "窓口"), ("内訳", "平日 9時から17時 土日 休み"))


def test_a_frame_of_one_cell_is_text() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "枠の中の文です。"
    frame.add_paragraph("二つ目の文です。", style="List Bullet")
    assert shape(document) == [("paragraph", 0, "枠の中の文です。"), ("item", 0, "- 二つ目の文です。")]


def test_text_in_unusual_places_is_read_and_deleted_text_is_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("本文")
    for source in (
        '<w:ins w:id="1" w:author="a"><w:r><w:t>追記</w:t></w:r></w:ins>',
        '<w:del w:id="2" w:author="a"><w:r><w:delText>削除</w:delText></w:r></w:del>',
        "<w:sdt><w:sdtContent><w:r><w:t>欄</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:hyperlink w:anchor="x"><w:r><w:t>リンク</w:t></w:r></w:hyperlink>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し</w:t></w:r>",
        "<w:r><w:br/><w:t>次の行</w:t><w:tab/><w:t>タブ</w:t></w:r>",
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>テキストボックス</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    ):
        paragraph._p.append(xml(source))
    block = "<w:sdt><w:sdtContent><w:p><w:r><w:t>段落の欄</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(len(document.element.body) - 1, xml(block))
    assert shape(document) == [
        ("paragraph", 0, "本文追記欄リンク\n次の行 タブ"),
        ("paragraph", 0, "テキストボックス"),
        ("paragraph", 0, "段落の欄"),
    ]


def test_footnotes_stand_below_the_paragraph_that_refers_to_them() -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    paragraph = document.add_paragraph("1億円を限度とします。")
    paragraph._p.append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph("次の段落です。")
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>注：国内に限ります。</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert [text for _, _, text in shape(document)] == [
        "1億円を限度とします。",
        "注：国内に限ります。",
        "次の段落です。",
    ]


def test_a_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("補償内容\t3", style="toc 1")
    document.add_paragraph("本文です。")
    assert shape(document) == [("paragraph", 0, "本文です。")]


def test_articles_are_sections_with_their_captions_and_paragraphs() -> None:
    document = docx.Document()
    for text in (
        "（保険金を支払わない場合）",
        "第１条　当会社は、次の損害に対しては保険金を支払いません。",
        "（１）戦争\n（２）地震",
        "２　前項にかかわらず、特約があるときは支払います。",
        "第２条（通知）",
        "事故を知ったときは通知してください。",
    ):
        document.add_paragraph(text)
    assert [(chunk.section, chunk.text) for chunk in split(read(document).blocks, "約款")] == [
        (
            ("第１条（保険金を支払わない場合）",),
            "当会社は、次の損害に対しては保険金を支払いません。\n（１）戦争\n（２）地震\n"
            "２　前項にかかわらず、特約があるときは支払います。",
        ),
        (("第２条（通知）",), "事故を知ったときは通知してください。"),
    ]


def test_headers_and_footers_of_pages_are_no_text() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "社外秘"
    document.add_paragraph("本文です。")
    assert document.sections[0].header._element.findtext(f".//{qn('w:t')}") == "社外秘"
    assert shape(document) == [("paragraph", 0, "本文です。")]
