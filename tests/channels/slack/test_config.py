"""The configuration, the tokens and the manifest, checked at the start."""

from __future__ import annotations

import ast
import json
import re
import textwrap
from pathlib import Path

import pytest
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

import assistant.channels.slack
from assistant.channels.slack.config import Room, SlackConfig, check_products, read_config
from assistant.channels.slack.credentials import http_credentials, socket_credentials
from assistant.channels.slack.listeners.answer_shortcut import CALLBACK
from assistant.channels.slack.listeners.command import COMMAND
from assistant.channels.slack.manifest import manifest
from assistant.channels.web.app import create_app
from assistant.errors import ConfigurationError
from assistant.settings import Settings
from tests.channels.slack.fake.methods import METHODS
from tests.channels.slack.fake.workspace import APP_TOKEN, BOT_TOKEN, MANIFEST, SECRET
from tests.conftest import ROOT

_SETTINGS = MANIFEST["settings"]


def _written(folder: Path, text: str) -> Path:
    path = folder / "slack.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_staff_documents_are_for_direct_messages_only() -> None:
    config = read_config(None)
    assert config.room("D0ANNA").staff_documents
    assert not config.room("C0OPEN").staff_documents


def test_the_example_says_the_same_as_no_file() -> None:
    assert read_config(ROOT / "slack.example.yaml") == SlackConfig()


def test_the_page_on_slack_shows_a_configuration_that_works_and_names_every_key(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
    shown = page[page.index("    hand_over_channel:") :].partition("\n\n")[0]
    config = read_config(_written(tmp_path, textwrap.dedent(shown)))
    assert config.hand_over_channel == "C0123456789"
    assert config.room("C0234567891").product == "chuokai"
    for key in (*SlackConfig.model_fields, *Room.model_fields):
        assert f"| `{key}` |" in page


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("chanels: {}", "chanels: there is no such key"),
        ("channels: {general: {}}", "channels.general.*: this is no channel id"),
        ("channels: {C0123456: {staff_documents: maybe}}", "channels.C0123456.staff_documents: write true or false"),
        ("channels: {C0123456: {staff: true}}", "channels.C0123456.staff: there is no such key"),
        ("hand_over_channel: '#desk'", "hand_over_channel: this is no channel id"),
        ("channels: {", "this is not YAML"),
        ("- C0123456", "slack.yaml"),
    ],
)
def test_what_is_wrong_with_the_file_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        read_config(_written(tmp_path, text))


def test_a_missing_file_says_what_to_copy(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"copy slack\.example\.yaml"):
        read_config(tmp_path / "none.yaml")


def test_an_unknown_product_is_named_with_the_known_ones(tmp_path: Path) -> None:
    config = read_config(_written(tmp_path, "channels: {C0123456: {product: yayoy}}"))
    with pytest.raises(ConfigurationError, match=r"channels\.C0123456\.product: .*'yayoy'.*yayoi"):
        check_products(config, ["yayoi", "chuokai"])


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"slack_bot_token": None}, "ASSISTANT_SLACK_BOT_TOKEN is not set"),
        ({"slack_bot_token": SecretStr("xoxp-1")}, "ASSISTANT_SLACK_BOT_TOKEN must begin with xoxb-"),
        ({"slack_app_token": SecretStr("")}, "ASSISTANT_SLACK_APP_TOKEN is not set"),
        ({"slack_app_token": SecretStr(BOT_TOKEN)}, "ASSISTANT_SLACK_APP_TOKEN must begin with xapp-"),
    ],
)
def test_a_token_that_is_missing_or_mixed_up_is_named(changed: dict[str, SecretStr | None], named: str) -> None:
    whole = Settings(slack_bot_token=SecretStr(BOT_TOKEN), slack_app_token=SecretStr(APP_TOKEN))
    assert socket_credentials(whole) == (BOT_TOKEN, APP_TOKEN, "")
    with pytest.raises(ConfigurationError, match=named):
        socket_credentials(whole.model_copy(update=changed))


@pytest.mark.parametrize("prefix", ["ASSISTANT_", ""])
def test_slacks_own_names_of_the_variables_work(monkeypatch: pytest.MonkeyPatch, prefix: str) -> None:
    for name, value in (("BOT_TOKEN", BOT_TOKEN), ("APP_TOKEN", APP_TOKEN), ("SIGNING_SECRET", SECRET)):
        monkeypatch.setenv(f"{prefix}SLACK_{name}", value)
    settings = Settings()
    assert socket_credentials(settings).app_token == APP_TOKEN
    assert http_credentials(settings).signing_secret == SECRET
    assert SECRET not in repr(settings)


def test_a_dotenv_file_takes_slacks_own_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN={BOT_TOKEN}\nSLACK_APP_TOKEN={APP_TOKEN}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert socket_credentials(Settings()) == (BOT_TOKEN, APP_TOKEN, "")


def test_a_signing_secret_without_a_bot_token_does_not_start(slack_settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="ASSISTANT_SLACK_BOT_TOKEN is not set"):
        create_app(slack_settings.model_copy(update={"slack_bot_token": None}))


def test_without_a_signing_secret_there_is_no_such_address(settings: Settings) -> None:
    assert "/slack/events" not in [getattr(route, "path", "") for route in create_app(settings).routes]


_SOURCES = [path.read_text("utf-8") for path in Path(assistant.channels.slack.__file__).parent.rglob("*.py")]
_HELPERS = {
    "chat_stream": ("chat.startStream", "chat.appendStream", "chat.stopStream"),
    "files_upload_v2": ("files.getUploadURLExternal", "files.completeUploadExternal"),
}
_KINDS = ("channels", "groups", "im", "mpim")
_EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "app_context_changed": None,
    "app_home_opened": None,
}
"""The scope that each event needs, where it needs one, as Slack's reference of events says."""
_OLDER = {"assistant_thread_started", "assistant_thread_context_changed"}
"""Events of apps made before agent messaging; new ones cannot subscribe to them."""


def _called() -> set[str]:
    """The methods of the Web API that the channel's source calls, by the names of the client's methods."""
    names = {
        node.func.attr
        for source in _SOURCES
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    known = {name for name in names if not name.startswith("_") and "_" in name and hasattr(AsyncWebClient, name)}
    return {method for name in known for method in _HELPERS.get(name, (name.replace("_", "."),))}


def test_the_manifest_asks_for_the_scopes_that_calls_and_events_need_and_for_no_others() -> None:
    called = _called() - {"apps.connections.open"}
    assert {"chat.postMessage", "conversations.info", "views.open", "files.getUploadURLExternal"} <= called
    assert called <= METHODS.keys()
    # who reads a direct message need not be found out
    asked = {scope for method in called for scope in METHODS[method].scopes}
    needed = {each.replace("*", kind) for each in asked for kind in _KINDS} - {"im:read"}
    needed |= {scope for event in _SETTINGS["event_subscriptions"]["bot_events"] if (scope := _EVENT_SCOPES[event])}
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed | {"commands"}


def test_the_manifest_subscribes_to_the_events_that_are_listened_to() -> None:
    found = re.findall(r'@app\.event\("([a-z_]+)"\)', "".join(_SOURCES))
    subscribed = {event.partition(".")[0] for event in _SETTINGS["event_subscriptions"]["bot_events"]}
    assert set(found) == subscribed | _OLDER
    assert [each["command"] for each in MANIFEST["features"]["slash_commands"]] == [COMMAND]
    assert [each["callback_id"] for each in MANIFEST["features"]["shortcuts"]] == [CALLBACK]


def test_the_manifest_keeps_slacks_limits() -> None:
    shown, features = MANIFEST["display_information"], MANIFEST["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    # new apps have agent messaging only: Slack refuses assistant_view
    assert "assistant_view" not in features
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert all(len(each["name"]) <= 24 and len(each["description"]) <= 150 for each in features["shortcuts"])


def test_the_manifest_for_http_names_its_address_everywhere() -> None:
    made = json.loads(manifest("https://hoken.example/"))
    address = "https://hoken.example/slack/events"
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["request_url"] == address
    assert made["settings"]["interactivity"]["message_menu_options_url"] == address
    assert made["features"]["slash_commands"][0]["url"] == address
    assert made["settings"]["socket_mode_enabled"] is False
    assert json.loads(manifest())["settings"]["socket_mode_enabled"] is True
    with pytest.raises(ConfigurationError, match="https://"):
        manifest("http://localhost:8000")
