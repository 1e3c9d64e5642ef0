"""Slack's own markup, read as what people typed."""

from __future__ import annotations

import pytest

from assistant.channels.slack.context import viewed
from assistant.channels.slack.incoming import addresses_another, mentions, said_in, typed

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
        ("どう思う <@U0BEN>", False, True),
        ("<!subteam^S1|@desk> お願いします", False, True),
        ("<!here> どう思う", False, True),
        ("&lt;@U0BOT&gt;", False, False),
        ("質問", False, False),
    ],
)
def test_who_is_mentioned(text: str, ours: bool, anothers: bool) -> None:
    assert mentions(text, US) is ours
    assert addresses_another(text, US) is anothers


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"text": "身代金は？"}, "身代金は？"),
        (
            {"text": "これは？", "attachments": [{"is_share": True, "text": "身代金は &lt;対象&gt;"}]},
            "これは？\n身代金は <対象>",
        ),
        ({"text": "", "attachments": [{"is_share": True, "text": "身代金は？"}]}, "身代金は？"),
        ({"text": "身代金は？", "attachments": [{"text": "a page's preview"}]}, "身代金は？"),
        (
            {"text": "", "attachments": [{"pretext": "お問い合わせ", "fallback": "身代金は？"}]},
            "お問い合わせ\n身代金は？",
        ),
        ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "身代金は？"}}]}, "身代金は？"),
        (
            {
                "blocks": [
                    {
                        "type": "rich_text",
                        "elements": [
                            {"type": "rich_text_section", "elements": [{"type": "text", "text": "身代金は？"}]}
                        ],
                    }
                ]
            },
            "身代金は？",
        ),
        ({"files": [{"id": "F1"}]}, ""),
    ],
)
def test_what_a_message_says_that_somebody_points_at(message: dict[str, object], said: str) -> None:
    assert said_in(message) == said


@pytest.mark.parametrize(
    ("context", "channel"),
    [
        ({"entities": [{"type": "slack#/types/channel_id", "value": "C1", "team_id": "T1"}]}, "C1"),
        (
            {
                "entities": [
                    {"type": "slack#/types/canvas_id", "value": "F1"},
                    {"type": "slack#/types/message_context", "value": {"channel_id": "C2", "message_ts": "1.0"}},
                ]
            },
            "C2",
        ),
        ({"entities": [{"type": "slack#/types/channel_id", "value": None}]}, None),
        ({}, None),
        (None, None),
    ],
)
def test_which_channel_a_person_looks_at(context: dict[str, object] | None, channel: str | None) -> None:
    assert viewed(context) == channel
