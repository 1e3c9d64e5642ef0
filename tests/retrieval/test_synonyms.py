from __future__ import annotations

import pytest

from assistant.retrieval.query import analyse


def written(question: str) -> set[str]:
    return {word for each in analyse(question).expansions for word in each.written}


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("タダのほうで足りる?", "無料"),
        ("クレカで払えますか", "クレジットカード"),
        ("ほけんやめたい", "解約"),
        ("ﾈﾀﾞﾝｦ ｵｼｴﾃｸﾀﾞｻｲ", "保険料"),
        ("Is there a deductible?", "免責金額"),
        ("We were hacked and sued", "不正アクセス"),
        ("個人情報漏洩で訴えられた", "流出"),
    ],
)
def test_what_documents_write_is_looked_up(question: str, word: str) -> None:
    assert word in written(question)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("サイバープロテクターとは", "専門業者"),  # プロ
        ("いただけますか", "無料"),  # ただ
        ("全国の加入者", "官公庁"),  # 国
        ("the capital city", "限度額"),  # cap
    ],
)
def test_parts_of_other_words_are_not(question: str, word: str) -> None:
    assert word not in written(question)


def test_a_word_that_has_the_phrase_in_it_is_not_looked_up_again() -> None:
    assert written("賠償").isdisjoint({"損害賠償", "賠償金"})
