"""Slack's own markup, read as what people typed."""

from __future__ import annotations

import pytest

from assistant.channels.slack.incoming import addresses_another, mentions, typed

US = "U0BOT"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<@U0BOT> 身代金は補償される？", "身代金は補償される？"),
        ("身代金は<@U0BOT|hoken>補償される", "身代金は 補償される"),
        ("<@U0BOT>　支払い方法は", "支払い方法は"),
        ("A&amp;B商店、売上&lt;1億円", "A&B商店、売上<1億円"),
        ("<#C0OPEN|general>の件", "#generalの件"),
        ("<https://example.jp/a?b=1|こちら>を見て", "こちらを見て"),
        ("<https://example.jp/>を見て", "https://example.jp/を見て"),
        ("<mailto:a@example.jp|a@example.jp>に連絡", "a@example.jpに連絡"),
        ("<tel:0312345678|03-1234-5678>", "03-1234-5678"),
        ("<!here> 誰か", "誰か"),
        ("<!subteam^S1|@desk> 誰か", "@desk 誰か"),
        ("一行目\n二行目", "一行目\n二行目"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("", ""),
    ],
)
def test_what_was_typed(text: str, said: str) -> None:
    assert typed(text).replace("　", "").strip() == said


@pytest.mark.parametrize(
    ("text", "ours", "anothers"),
    [
        ("<@U0BOT> 質問", True, False),
        ("<@U0BOT|hoken> 質問", True, False),
        ("質問 <@U0BOT>", True, False),
        ("<@U0BEN> どう思う", False, True),
        ("<@U0BEN> <@U0BOT>", True, True),
        ("どう思う <@U0BEN>", False, False),
        ("&lt;@U0BOT&gt;", False, False),
        ("質問", False, False),
    ],
)
def test_who_is_mentioned(text: str, ours: bool, anothers: bool) -> None:
    assert mentions(text, US) is ours
    assert addresses_another(text, US) is anothers
