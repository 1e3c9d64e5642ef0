import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from assistant.agent.screening.folding import compatible, spoken


def test_a_folded_character_knows_where_it_came_from() -> None:
    folded = compatible("ｶﾞｽ㈱１")
    assert folded.text == "ガス(株)1"
    assert folded.original(2, 5) == (3, 4)
    assert folded.original(0, 1) == (0, 2)


def test_phrases_are_compared_in_hiragana_and_lower_case() -> None:
    assert spoken("ﾗﾝｻﾑ DDoS").text == "らんさむ ddos"


@given(st.text(alphabet="ｶﾞﾊﾟアＡ１㈱①か\u3099e\u0301 。", max_size=40))
def test_folding_part_by_part_is_folding_the_whole(text: str) -> None:
    folded = compatible(text)
    assert folded.text == unicodedata.normalize("NFKC", text)
    assert len(folded.places) == len(folded.text)


def test_a_character_that_folds_to_a_phrase_stays() -> None:
    assert compatible("ﷺ" * 2000).text == "ﷺ" * 2000
