"""Splitting: nothing is lost, nothing but an over-long sentence is cut, and what belongs together stays together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ingest.blocks import Block, table_block
from assistant.ingest.sentences import SENTENCE_CHARACTERS, sentences
from assistant.ingest.splitting import CHUNK_CHARACTERS, MAX_CHARACTERS, SECTION_CHARACTERS, Chunk, split

WORDS = st.sampled_from(
    [
        "補償",
        "1,000万円",
        "。",
        "、",
        "！",
        "？",
        "\n",
        " ",
        "　",
        "「",
        "」",
        "（",
        "）",
        "(",
        ")",
        "e.g. ",
        "Yes. ",
        "Aa1",
        "①",
    ]
)
SHORT = st.lists(WORDS, max_size=12).map("".join)
LONG = st.builds(lambda text, times: text * times, SHORT, st.integers(1, 60))
TEXT = SHORT | LONG
CELL = TEXT.map(lambda text: " ".join(text.split()))


@st.composite
def tables(draw: st.DrawFn) -> Block:
    columns = draw(st.integers(2, 4))
    row = st.lists(CELL, min_size=columns, max_size=columns)
    return table_block(draw(st.just([]) | row), draw(st.lists(row, min_size=1, max_size=5)))


BLOCKS = st.lists(
    st.one_of(
        st.builds(Block, st.just("heading"), CELL, st.integers(1, 6)),
        st.builds(Block, st.just("paragraph"), TEXT),
        st.builds(Block, st.just("item"), TEXT.map(lambda text: f"・{text}"), st.integers(0, 3)),
        st.builds(Block, st.sampled_from(("wording", "english")), SHORT),
        tables(),
    ),
    max_size=12,
)


def bare(text: str) -> str:
    return "".join(text.split())


def chunk_texts(*blocks: Block) -> list[str]:
    return [chunk.text for chunk in split(blocks, "約款")]


def paragraph(text: str) -> Block:
    return Block("paragraph", text)


@given(st.lists(TEXT, max_size=12))
def test_chunks_of_paragraphs_joined_are_the_paragraphs(texts: list[str]) -> None:
    chunks = chunk_texts(*map(paragraph, texts))
    assert bare("".join(chunks)) == bare("".join(texts))


@settings(max_examples=300)
@given(BLOCKS)
def test_no_text_of_any_block_is_lost(blocks: list[Block]) -> None:
    chunks = split(blocks, "約款")
    said = bare("".join("".join((*chunk.section, *chunk.wordings)) + chunk.text for chunk in chunks))
    for block in blocks:
        for cell in (*block.header, *(cell for row in block.rows for cell in row)):
            assert all(bare(sentence[: CHUNK_CHARACTERS // 2]) in said for sentence in sentences(cell))
        if block.kind in ("heading", "item"):
            assert all(bare(sentence[: CHUNK_CHARACTERS // 2]) in said for sentence in sentences(block.text))


@given(BLOCKS)
def test_no_sentence_is_cut_that_a_chunk_can_hold(blocks: list[Block]) -> None:
    texts = [bare(chunk.text) for chunk in split(blocks, "約款")]
    for block in blocks:
        if block.kind in ("paragraph", "item"):
            whole = [sentence for sentence in sentences(block.text) if len(sentence) <= CHUNK_CHARACTERS]
            assert all(any(bare(sentence) in text for text in texts) for sentence in whole)


@settings(max_examples=300)
@given(BLOCKS)
def test_no_chunk_is_longer_than_the_model_reads(blocks: list[Block]) -> None:
    for chunk in split(blocks, "約款"):
        assert 0 < len(chunk.text) <= MAX_CHARACTERS
        assert len(chunk.reading) <= MAX_CHARACTERS


@given(BLOCKS)
def test_the_same_blocks_give_the_same_chunks(blocks: list[Block]) -> None:
    assert split(blocks, "約款") == split(list(blocks), "約款")


@given(st.text())
def test_sentences_joined_are_the_text(text: str) -> None:
    assert bare("".join(sentences(text))) == bare(text)


def test_a_sentence_does_not_end_inside_brackets_or_quotation_marks() -> None:
    text = "「払われますか。」と聞かれました。損害（以下「損害」といいます。）を補償します。次です。"
    assert sentences(text) == [
        "「払われますか。」と聞かれました。",
        "損害（以下「損害」といいます。）を補償します。",
        "次です。",
    ]


def test_marks_in_figures_and_names_end_no_sentence() -> None:
    assert sentences("１．５億円を限度とします。Yahoo!の障害は3.5時間でした。") == [
        "１．５億円を限度とします。",
        "Yahoo!の障害は3.5時間でした。",
    ]


def test_western_sentences_end_at_a_stop_before_a_capital_letter() -> None:
    assert sentences("The U.S. Army paid 1.5 million. It was covered! Was it? Yes.") == [
        "The U.S. Army paid 1.5 million.",
        "It was covered!",
        "Was it?",
        "Yes.",
    ]


def test_a_bracket_that_nobody_closes_ends_with_its_line() -> None:
    assert sentences("（注1 保険金です。\n次の文です。その次です。") == [
        "（注1 保険金です。\n次の文です。",
        "その次です。",
    ]


def test_an_overlong_sentence_is_cut_at_commas_and_never_inside_a_figure() -> None:
    figure = "123,456,789円"
    parts = sentences("、".join([figure] * 120))
    assert len(parts) > 1
    assert all(part.strip("、").split("、") == [figure] * part.count("円") for part in parts)
    unbroken = "あ" * 395 + "1,000,000円" + "い" * 500
    assert any("1,000,000円" in part for part in sentences(unbroken))


def test_a_short_section_stays_whole_and_a_long_one_is_packed() -> None:
    sentence = "当会社は、被保険者が被る損害に対して、保険金を支払います。"
    fits = SECTION_CHARACTERS // len(sentence) - 1
    assert len(chunk_texts(paragraph(sentence * fits))) == 1
    chunks = chunk_texts(paragraph(sentence * 3 * fits))
    assert len(chunks) > 2
    assert all(len(chunk) <= SECTION_CHARACTERS and len(chunk) % len(sentence) == 0 for chunk in chunks)


def test_line_breaks_and_spaces_between_sentences_stay() -> None:
    text = "一行目です。\n二行目です。 " + "三つ目の文は続きます。" * 40
    assert "一行目です。\n二行目です。 三つ目" in chunk_texts(paragraph(text))[0]


def test_a_long_table_has_its_header_in_every_chunk() -> None:
    rows = [[f"業種{i}", f"{i}億円", f"{i},000円"] for i in range(100)]
    chunks = split([table_block(["業種", "売上高", "保険料"], rows)], "約款")
    assert len(chunks) > 3
    assert all(chunk.text.startswith("| 業種 | 売上高 | 保険料 |\n| 業種") for chunk in chunks)
    assert chunks[0].reading.startswith("業種: 業種0、売上高: 0億円、保険料: 0,000円")
    assert "".join(chunk.text for chunk in chunks).count("| 業種 | 売上高") == len(chunks)


def test_a_table_without_a_header_names_its_cells_by_the_first_one() -> None:
    chunk = split([table_block([], [["免責金額", "なし"], ["保険期間", "1年間"]])], "約款")[0]
    assert chunk.text == "| 免責金額 | なし |\n| 保険期間 | 1年間 |"
    assert chunk.reading == "免責金額: なし\n保険期間: 1年間"


def test_a_row_longer_than_a_chunk_comes_in_sentences_beside_its_label() -> None:
    text = "".join(f"第{i}の場合には、当会社は、費用に対して保険金を支払います。" for i in range(60))
    chunks = split([table_block(["費用", "内容"], [["調査費用", text], ["見舞金", "1万円"]])], "約款")
    parts = [chunk for chunk in chunks if "調査費用" in chunk.text]
    assert len(parts) > 3
    assert all(len(chunk.text) <= MAX_CHARACTERS for chunk in parts)
    assert all("費用: 調査費用、内容: 第" in chunk.reading for chunk in parts)
    assert bare(text) in bare("".join(c.text for c in parts)).replace("||調査費用|", "").replace("|調査費用|", "")


def test_the_introduction_of_a_list_stands_above_each_part_of_it() -> None:
    introduction = "次のいずれかに該当する損害に対しては、保険金を支払いません。"
    items = [Block("item", f"({i}) " + "戦争、外国の武力行使または地震によって生じた損害" * 3) for i in range(12)]
    chunks = chunk_texts(paragraph("当会社の責任は次条によります。" + introduction), *items)
    assert len(chunks) > 2
    assert all(introduction in chunk for chunk in chunks)


def test_the_item_that_others_belong_to_stands_above_them() -> None:
    parent = Block("item", "- 事故対応費用")
    below = [Block("item", f"- 費用{i}：" + "通知やお詫びのために要した費用" * 4, 1) for i in range(12)]
    chunks = chunk_texts(Block("item", "- 調査費用"), parent, *below)
    assert len(chunks) > 1
    assert all("- 事故対応費用" in chunk for chunk in chunks)
    assert all("- 調査費用" not in chunk for chunk in chunks[1:])


def test_a_label_goes_with_what_it_names() -> None:
    long = "サイバー攻撃による被害の範囲を調査するための費用です。" * 14
    chunks = chunk_texts(paragraph(long), paragraph("復旧費用"), paragraph("1,000万円まで支払います。" * 20))
    assert chunks[0].endswith("費用です。")
    assert chunks[1].startswith("復旧費用\n1,000万円")


def test_a_short_rest_joins_the_chunk_before_it() -> None:
    text = "当会社は、被保険者が被る損害に対して、保険金を支払います。" * 25
    assert len(chunk_texts(paragraph(text))[-1]) >= 100
    assert not any(
        chunk == "※除外があります。" for chunk in chunk_texts(paragraph(text), paragraph("※除外があります。"))
    )


def test_sections_carry_their_headings_without_the_title() -> None:
    blocks = [
        Block("heading", "約款", 1),
        paragraph("前文。"),
        Block("heading", "第1章", 2),
        Block("heading", "第1条", 3),
        Block("wording", "いつ払われる?"),
        paragraph("支払います。"),
        Block("heading", "", 2),
        paragraph("署名欄"),
    ]
    assert split(blocks, "約款") == [
        Chunk((), "前文。", "前文。"),
        Chunk(("第1章", "第1条"), "支払います。", "支払います。", ("いつ払われる?",)),
        Chunk((), "署名欄", "署名欄"),
    ]


def test_every_chunk_of_a_section_carries_its_whole_rendering_and_no_other_one_does() -> None:
    blocks = [
        Block("heading", "費用", 2),
        Block("wording", "いくら?"),
        Block("english", "Costs are paid."),
        *(paragraph("費用を支払います。" * 40) for _ in range(3)),
        Block("heading", "期間", 3),
        paragraph("1年です。"),
        Block("english", "One year."),
        Block("english", "It is renewed."),
    ]
    chunks = split(blocks, "約款")
    assert len(chunks) > 2
    assert [chunk.english for chunk in chunks] == ["Costs are paid."] * (len(chunks) - 1) + [
        "One year.\nIt is renewed."
    ]


def test_headings_with_nothing_below_them_are_said_by_their_section() -> None:
    blocks = [
        Block("heading", "補償内容", 1),
        Block("heading", "最大5億円", 2),
        Block("heading", "免責金額なし", 2),
        Block("heading", "費用", 2),
        paragraph("調査費用など。"),
        Block("heading", "お問い合わせは0120-000-111", 2),
    ]
    assert [(chunk.section, chunk.text) for chunk in split(blocks, "案内")] == [
        (("補償内容",), "最大5億円\n免責金額なし"),
        (("補償内容", "費用"), "調査費用など。"),
        (("補償内容",), "お問い合わせは0120-000-111"),
    ]


def test_a_title_alone_is_all_that_a_document_may_say() -> None:
    assert chunk_texts(Block("heading", "約款", 1)) == ["約款"]
    assert chunk_texts(Block("heading", "約款", 1), Block("heading", "費用", 1), paragraph("です。")) == ["です。"]
    assert chunk_texts() == []


def test_limits_leave_room_for_one_sentence() -> None:
    assert CHUNK_CHARACTERS < SECTION_CHARACTERS < SENTENCE_CHARACTERS == MAX_CHARACTERS


def test_a_sentence_that_fills_a_row_leaves_room_for_its_label() -> None:
    cell = "補償、" * 266
    chunks = split([table_block([], [["対象", cell]])], "約款")
    assert all(chunk.text.startswith("| 対象 | ") for chunk in chunks)
    assert "".join(chunk.text.removeprefix("| 対象 | ").removesuffix(" |") for chunk in chunks) == cell
