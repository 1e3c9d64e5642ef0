from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.jp import in_

from assistant.agent.screening.masking import masked
from tests.agent.screening.examples import lines

_SEPARATORS = st.sampled_from(["", "-", " ", "－", "ー", "‐"])
_AROUND = st.sampled_from(
    [
        "{}",
        "電話は{}です",
        "{}。補償は?",
        "身代金は?({})",
        "contact: {} please",
        "{}に書いた\n保険料は?",
        "＝＞{}＜＝",
    ]
)
_FREE = ("0120", "0800", "0570")


@pytest.mark.parametrize("line", lines("personal_data.txt"))
def test_personal_data_becomes_a_mask_that_names_its_kind(line: str) -> None:
    kind, message, left = line.split("\t")
    assert masked(message) == (left, (kind,))


def test_several_data_are_told_in_the_order_of_the_text() -> None:
    message = "氏名 山田太郎 電話 09012345678 住所 東京都新宿区西新宿2-8-1 補償は?"
    assert masked(message) == ("氏名 〔氏名〕 電話 〔電話番号〕 住所 〔住所〕 補償は?", ("name", "phone", "address"))


@pytest.mark.parametrize(
    "number",
    ["0120-008588", "0120008588", "０１２０－００８５８８", "0800-123-4567", "0570-022808", "+81 120 008588"],
)
def test_a_company_s_free_number_is_nobody_s_own(number: str) -> None:
    assert masked(f"{number}は何時まで?").kinds == ()


@pytest.mark.parametrize(
    "text", ["〔電話番号〕です", "[phone number]", "my password is [credential]", "氏名は〔氏名〕です"]
)
def test_masks_stay(text: str) -> None:
    assert masked(text) == (text, ())


@settings(deadline=None)
@given(st.sampled_from(["090", "080", "070", "03", "06", "045", "0465"]), st.data(), _SEPARATORS, _AROUND)
def test_no_telephone_number_survives(area: str, data: st.DataObject, separator: str, around: str) -> None:
    length = (11 if area in ("090", "080", "070") else 10) - len(area)
    rest = data.draw(st.text("0123456789", min_size=length, max_size=length))
    assume(separator or not (area + rest).startswith(_FREE))
    number = separator.join([area, rest[:-4], rest[-4:]])
    assert _survives_not(number, around)


@settings(deadline=None)
@given(st.emails(domains=st.sampled_from(["example.com", "mail.example.co.jp", "a-b.dev"])), _AROUND)
def test_no_email_address_survives(address: str, around: str) -> None:
    assert _survives_not(address, around)


@settings(deadline=None)
@given(st.text("0123456789", min_size=12, max_size=18), _SEPARATORS, _AROUND)
def test_no_card_number_survives(digits: str, separator: str, around: str) -> None:
    number = digits + luhn.calc_check_digit(digits)
    grouped = separator.join(number[place : place + 4] for place in range(0, len(number), 4))
    assume(not all(number[place : place + 2] in ("19", "20") for place in range(0, len(number), 4)))
    assert _survives_not(grouped, around)


@settings(deadline=None)
@given(st.text("0123456789", min_size=11, max_size=11), _SEPARATORS, _AROUND)
def test_no_individual_number_survives(digits: str, separator: str, around: str) -> None:
    number = digits + in_.calc_check_digit(digits)
    assume(not number.startswith(_FREE))
    assert _survives_not(separator.join([number[:4], number[4:8], number[8:]]), around)


@settings(deadline=None)
@given(
    st.integers(1, 10**13), st.sampled_from(["{:,}円", "{}円", "¥{:,}", "売上{}万円", "{:,} yen", "{}件", "{}億円"])
)
def test_amounts_survive(amount: int, form: str) -> None:
    message = f"年商は{form.format(amount)}ですが入れますか"
    assert masked(message) == (message, ())


@settings(deadline=None)
@given(
    st.dates().map(str) | st.dates().map(lambda day: f"{day.year}年{day.month}月{day.day}日") | st.times().map(str)
)
def test_dates_and_times_survive(moment: str) -> None:
    message = f"{moment}から24時間365日の対応ですか"
    assert masked(message) == (message, ())


def _survives_not(datum: str, around: str) -> bool:
    text = masked(around.format(datum)).text
    rest = around.replace("{}", "")
    return datum not in text and not any(char.isdecimal() for char in text if char not in rest)
