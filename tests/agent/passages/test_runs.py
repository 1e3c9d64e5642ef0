from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agent.passages.runs import Run, smallest_runs, widened
from assistant.ingest.forms import pieces
from assistant.retrieval.forms import Form, Piece


def quoted_with(text: str, wanted: str) -> str:
    """The shortest quote that has the piece which has `wanted`."""
    found = tuple(Piece(start, end, Form("", "")) for start, end in pieces(text))
    number = next(i for i, piece in enumerate(found) if wanted in text[piece.start : piece.end])
    run = smallest_runs(text, found)[number]
    return text[found[run.first].start : found[run.last].end]


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("甲は対象です。ただし乙を除きます。丙です。", "甲は", "甲は対象です。ただし乙を除きます。"),
        ("甲は対象です。丙です。なお丁です。", "丁", "丙です。なお丁です。"),
        ("甲は対象です。\n※乙は対象外です。\n※丙もです。", "甲", "甲は対象です。\n※乙は対象外です。\n※丙もです。"),
        ("A is covered. However, B is not. C is here.", "A is", "A is covered. However, B is not."),
        ("保険料は100円です。この金額は例です。次です。", "この金額", "保険料は100円です。この金額は例です。"),
        (
            "前です。\n費用(注)。\n別です。\n(注)承認が要ります。",
            "費用",
            "費用(注)。\n別です。\n(注)承認が要ります。",
        ),
        ("| 業種 | 額 |\n| 甲業 | 1円 |\n| 乙業 | 2円 |", "甲業", "| 業種 | 額 |\n| 甲業 | 1円 |"),
        ("| 業種 | 額 |\n| 甲業 | 1円 |\n| 乙業 | 2円 |", "業種", "| 業種 | 額 |\n| 甲業 | 1円 |"),
        ("次は対象外です。\n・甲費用\n・乙費用\n以上です。", "乙費用", "次は対象外です。\n・甲費用\n・乙費用"),
        ("次の費用です。\n・甲費用\n・乙費用\n以上です。", "乙費用", "・乙費用"),
        ("次の費用です。\n・甲費用\n・乙費用\n以上です。", "次の", "次の費用です。\n・甲費用"),
        ("前文です。\n見舞金\n品物を買う費用です。", "品物", "見舞金\n品物を買う費用です。"),
    ],
)
def test_nothing_is_quoted_without_what_it_needs(text: str, wanted: str, expected: str) -> None:
    assert quoted_with(text, wanted) == expected


TEXTS = st.lists(
    st.sampled_from(
        ["甲です。", "ただし乙です。", "この丙です。", "・項目", "| 表 | 行 |", "次のとおり。", "見出し", "※注です。"]
    ),
    min_size=1,
    max_size=12,
)


@given(TEXTS, st.data())
def test_a_widened_run_needs_nothing_more(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    found = tuple(Piece(start, end, Form("", "")) for start, end in pieces(text))
    runs = smallest_runs(text, found)
    first = data.draw(st.integers(0, len(found) - 1))
    last = data.draw(st.integers(first, len(found) - 1))
    run = widened(Run(first, last), runs)
    assert run.first <= first <= last <= run.last
    assert all(run.united(runs[index]) == run for index in range(run.first, run.last + 1))
    following = found[run.last + 1 : run.last + 2]
    assert not any(text[piece.start :].startswith(("ただし", "※")) for piece in following)
