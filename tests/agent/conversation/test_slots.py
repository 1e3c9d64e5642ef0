from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agent.conversation.reading import BASE, NAMES, ids, slots

# products and what they have


@pytest.mark.parametrize(
    ("message", "products"),
    [
        ("弥生は身代金出る?", ["yayoi"]),
        ("やよいのサイバー保険", ["yayoi"]),
        ("ﾔﾖｲ じゃなくて ＳＯＭＰＯ のやつ", ["sompo-pack"]),
        ("弥生と中央会でちがう?", ["yayoi", "chuokai"]),
        ("中央会と弥生でちがう?", ["chuokai", "yayoi"]),
        ("Does Cyber Protector cover this?", ["cyber-protector"]),
        ("保険料はいくら?", []),
    ],
)
def test_products_are_read_in_the_order_of_the_message(message: str, products: list[str]) -> None:
    assert list(slots(message).products) == products


@pytest.mark.parametrize("known", [each.product.id for each in BASE.products.values()])
def test_each_name_of_a_product_is_that_product(known: str) -> None:
    product = BASE.products[known].product
    for name in (product.name, *product.aliases):
        assert slots(f"{name}について").products == (known,), name


def test_a_plan_names_its_product() -> None:
    read = slots("ワイドプランだといくら?")
    assert read.products == ("chuokai",)
    assert ids(read.plans) == ["wide"]


def test_a_product_that_is_named_counts_before_one_that_a_plan_names() -> None:
    assert slots("弥生でもワイドプランってある?").products == ("yayoi",)


@pytest.mark.parametrize(
    ("message", "plans", "limit_sets", "riders"),
    [
        ("中央会のセット3のワイドプラン", ["wide"], ["3"], []),
        ("加入セット１のベーシック", ["basic"], ["1"], []),
        ("Chuokai wide plan, set 2", ["wide"], ["2"], []),
        ("ＩＴ業務特約と利益特約を付けたら?", [], [], ["it-business", "business-interruption"]),
        ("5億円プランと3億円プランの違い", ["paid-500m", "paid-300m"], [], []),
    ],
)
def test_plans_sets_and_riders_are_read(
    message: str, plans: list[str], limit_sets: list[str], riders: list[str]
) -> None:
    read = slots(message)
    assert (ids(read.plans), ids(read.limit_sets), ids(read.riders)) == (plans, limit_sets, riders)


@pytest.mark.parametrize(
    ("message", "plan"), [("無料だと?", "free"), ("有料は?", "paid"), ("じゃあタダのほうは?", "free")]
)
def test_a_short_plan_name_counts_once_the_product_is_known(message: str, plan: str) -> None:
    assert ids(slots(message, "yayoi").plans) == [plan]


@pytest.mark.parametrize("message", ["無料ですか?", "有料は?"])
def test_a_short_plan_name_is_a_word_of_its_own_where_no_product_is_known(message: str) -> None:
    assert slots(message).plans == ()
    assert slots(message).products == ()


def test_a_short_plan_name_is_not_that_of_another_product() -> None:
    assert slots("無料ですか?", "chuokai").plans == ()


def test_only_what_a_page_is_for_is_left_within_it() -> None:
    read = slots("弥生の無料補償と、中央会のセット3のワイド。売上5000万").within(["yayoi", "guide"])
    assert (read.products, ids(read.plans), read.limit_sets) == (("yayoi",), ["free"], ())
    assert len(read.amounts) == 1


# amounts


@pytest.mark.parametrize(
    ("message", "exact"),
    [
        ("売上8,000万円です", 80_000_000),
        ("年商５億", 500_000_000),
        ("1億500万の間違い", 105_000_000),
        ("annual sales of 80 million yen", 80_000_000),
    ],
)
def test_an_amount_is_read(message: str, exact: int) -> None:
    (amount,) = slots(message, "yayoi").amounts
    assert amount.exact == exact


@pytest.mark.parametrize("message", ["売上1億円です", "1億500万の間違い", "年商3億", "売上5億円の会社"])
def test_an_amount_of_revenue_is_no_plan(message: str) -> None:
    read = slots(message, "yayoi")
    assert (read.plans, read.figured, read.products) == ((), (), ())
    assert len(read.amounts) == 1


def test_the_amount_in_the_name_of_a_plan_is_nobodys() -> None:
    read = slots("5億円プランに入りたい。売上は8,000万円", "yayoi")
    assert ids(read.plans) == ["paid-500m"]
    assert [each.exact for each in read.amounts] == [80_000_000]


def test_a_bare_amount_may_stand_for_the_plan_called_so() -> None:
    read = slots("じゃあ3億だと?", "yayoi")
    assert (read.plans, ids(read.figured)) == ((), ["paid-300m"])


def test_an_amount_stands_for_no_plan_where_one_is_named() -> None:
    assert slots("5億円プランで3億の損害が出たら?", "yayoi").figured == ()


@pytest.mark.parametrize("message", ["月商900万円", "売上は毎月900万円", "monthly revenue of 9 million yen"])
def test_revenue_of_a_month_is_one_of_a_month(message: str) -> None:
    (amount,) = slots(message).amounts
    assert (amount.period, amount.revenue) == ("month", True)


# percentages and trades


@pytest.mark.parametrize(
    ("message", "percents"),
    [
        ("チェックシート割引ゼロだと?", [0]),
        ("割引なしでいくら", [0]),
        ("without any discount", [0]),
        ("割引30%", [30]),
        ("３０％ か ５０％", [30, 50]),
        ("30.5%なら", [30.5]),
        ("数十%なら", []),
        ("団体割引20%とシート50%", [50]),
        ("割引なら", []),
    ],
)
def test_percentages_are_read_as_written(message: str, percents: list[float]) -> None:
    assert list(slots(message).percents) == percents


@pytest.mark.parametrize(
    ("message", "industry"),
    [
        ("歯科です", "medical_institution"),
        ("建設業10億円", "construction"),
        ("we are a dental clinic", "medical_institution"),
        ("支払い方法は?", None),
    ],
)
def test_the_trade_of_the_speaker_is_read(message: str, industry: str | None) -> None:
    assert slots(message).industry == industry


# what is left


@pytest.mark.parametrize(
    "message",
    [
        "ワイドだと?",
        "じゃあ売上2億だと?",
        "歯科です",
        "やっぱり弥生の方で",
        "セット3で",
        "あ、ごめん 1億500万の間違い",
        "wide plan",
    ],
)
def test_a_message_of_names_and_figures_has_no_topic(message: str) -> None:
    assert slots(message, "yayoi").blank


@pytest.mark.parametrize(
    "message", ["弥生の支払い方法は?", "ワイドで身代金は?", "売上2億の会社の解約は?", "set 3 deductible?"]
)
def test_a_message_that_asks_for_something_has_one(message: str) -> None:
    assert not slots(message).blank


@given(st.text(max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    read = slots(text, "yayoi")
    assert set(read.products) <= set(BASE.products)
    assert all(amount.part_of_name is None for amount in read.amounts)


@given(st.sampled_from(sorted(BASE.products)), st.text(alphabet="あのはがを、。? ", max_size=10))
def test_a_product_is_found_whatever_particles_stand_around_it(product: str, around: str) -> None:
    name = BASE.products[product].product.name
    assert product in slots(f"{around}{name}{around}").products
    assert NAMES.find("") == ()


# other forms of names


@pytest.mark.parametrize(
    ("message", "products", "plans", "limit_sets"),
    [
        ("ﾁｭｳｵｳｶｲ ﾜｲﾄﾞ ｾｯﾄ2", ["chuokai"], ["wide"], ["2"]),
        ("ちゅうおうかいのべーしっく", ["chuokai"], ["basic"], []),
        ("チュウオウカイのワイド", ["chuokai"], ["wide"], []),
        ("中央会の三番目のセット", ["chuokai"], [], ["3"]),
        ("中央会のセット二", ["chuokai"], [], ["2"]),
        ("Chuokai third set", ["chuokai"], [], ["3"]),
        ("中央会のワイドの3番", ["chuokai"], ["wide"], ["3"]),
        ("中央会 S1 不動産", ["chuokai"], [], ["1"]),
        ("弥生のお金かかるほう", ["yayoi"], ["paid"], []),
        ("弥生の有料プランの1億円プラン", ["yayoi"], ["paid-100m"], []),
        ("中央会のセット一覧", ["chuokai"], [], []),
        ("中央会のセットはいつから", ["chuokai"], [], []),
        ("中央会の一番いいのは", ["chuokai"], [], []),
        ("3番の質問です", [], [], []),
    ],
)
def test_names_are_read_however_they_are_written(
    message: str, products: list[str], plans: list[str], limit_sets: list[str]
) -> None:
    read = slots(message)
    assert (list(read.products), ids(read.plans), ids(read.limit_sets)) == (products, plans, limit_sets)


# what is not meant


@pytest.mark.parametrize(
    ("message", "plans", "limit_sets"),
    [
        ("中央会、セット4は高いからセット3のワイド", ["wide"], ["3"]),
        ("中央会のセット3、セット4は要らない", [], ["3"]),
        ("Chuokai set 3 instead of set 4", [], ["3"]),
        ("Chuokai set 4 is too expensive, so set 3", [], ["3"]),
        ("中央会のワイドは高いから入らない", ["wide"], []),
        ("中央会のセット4は高いですか、セット3は", [], ["4", "3"]),
    ],
)
def test_what_is_rejected_is_not_meant_beside_another(message: str, plans: list[str], limit_sets: list[str]) -> None:
    read = slots(message)
    assert (ids(read.plans), ids(read.limit_sets)) == (plans, limit_sets)


def test_a_product_that_is_rejected_is_not_meant() -> None:
    assert slots("中央会は高いから弥生で").products == ("yayoi",)


@pytest.mark.parametrize(
    ("message", "riders", "left_out"),
    [
        ("中央会でIT業務特約なし", [], ["it-business"]),
        ("中央会でIT業務特約を付けない場合", [], ["it-business"]),
        ("Chuokai without the IT rider", [], ["it-business"]),
        ("中央会で利益損害なしにできる?", [], ["business-interruption"]),
        ("中央会で利益損害つけられる?", ["business-interruption"], []),
        ("中央会でIT業務特約ありとなしで比べて", [], []),
        ("中央会で利益損害は補償される?", [], []),
    ],
)
def test_riders_are_wanted_or_left_out(message: str, riders: list[str], left_out: list[str]) -> None:
    read = slots(message)
    assert (ids(read.riders), ids(read.riders_left_out)) == (riders, left_out)


# several firms


def test_several_firms_are_read_each_with_its_revenue() -> None:
    read = slots("美容室(売上3千万)と美容外科(売上4千万)を別会社でやってます")
    assert [(each.industry, each.revenue) for each in read.firms] == [
        ("beauty_salon", "3千万"),
        ("medical_institution", "4千万"),
    ]


def test_a_figure_before_its_trade_is_that_firms() -> None:
    read = slots("売上3千万の美容室と売上4千万の歯科、それぞれ入れる?")
    assert [each.revenue for each in read.firms] == ["3千万", "4千万"]


def test_several_firms_may_want_sets_of_their_own() -> None:
    read = slots("建設業10億のセット3と食品製造20億のセット4、それぞれ中央会のワイドで")
    assert [(each.revenue, each.limit_set) for each in read.firms] == [("10億", "3"), ("20億", "4")]


@pytest.mark.parametrize(
    "message", ["美容室と歯科をやってます。入れる?", "建設業です。弥生と中央会、どっちも入れる?"]
)
def test_one_firm_is_not_several(message: str) -> None:
    assert slots(message).firms == ()


@pytest.mark.parametrize("message", ["むりょうの やよい。みせてもらえる？", "無料の弥生で見られる?"])
def test_a_plan_is_read_as_it_is_read_aloud(message: str) -> None:
    assert ids(slots(message).plans) == ["free"]


# short forms


@pytest.mark.parametrize(
    ("message", "chosen", "plan"),
    [
        ("中央会S1W 年額", "1", "wide"),
        ("中央会 W4", "4", "wide"),
        ("中央会 4B いくら", "4", "basic"),
        ("Chuokai S2B?", "2", "basic"),
    ],
)
def test_a_set_and_a_plan_are_read_where_their_letters_are_one_word(message: str, chosen: str, plan: str) -> None:
    read = slots(message)
    assert (ids(read.limit_sets), ids(read.plans)) == ([chosen], [plan])


def test_such_letters_mean_nothing_without_their_product() -> None:
    assert not slots("W4の申告書はいつまで?").given


@pytest.mark.parametrize(
    ("message", "percents"),
    [
        ("W シート60", (60.0,)),
        ("割引40なら", (40.0,)),
        ("sheet 60", (60.0,)),
        ("団体割引20 シート割引60 でいくら", (60.0,)),
        ("割引シート 60引き", (60.0,)),
        ("シート3枚書くの?", ()),
        ("割引2つあるの?", ()),
        ("割引500円", ()),
        ("合計80%引きになる?", ()),
        ("割引 20と60で計80%引き", ()),
        ("68% in total?", ()),
    ],
)
def test_a_discount_is_read_without_its_sign_and_a_total_is_none(message: str, percents: tuple[float, ...]) -> None:
    assert slots(message, "chuokai").percents == percents


def test_a_trade_that_is_put_right_leaves_nothing_else_said() -> None:
    read = slots("ごめん間違い！内科→内装業です")
    assert read.industry == "construction_trades"
    assert read.blank
