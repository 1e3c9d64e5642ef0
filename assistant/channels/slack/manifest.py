"""The manifest from which Slack makes the app."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.errors import ConfigurationError

_FILE = Path(__file__).with_name("manifest.json")
_EVENTS = "/slack/events"


def manifest(url: str | None = None) -> str:
    """The manifest to paste, as JSON.

    Args:
        url: where the web app can be reached (https://…), for events over HTTP; None is Socket Mode.

    Raises:
        ConfigurationError: the address is none that Slack takes.
    """
    made: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    if url is not None:
        if not url.startswith("https://"):
            raise ConfigurationError(f"Slack takes addresses that begin with https:// only, not {url}")
        address = url.rstrip("/") + _EVENTS
        settings = made["settings"]
        settings["socket_mode_enabled"] = False
        settings["event_subscriptions"]["request_url"] = address
        settings["interactivity"] |= {"request_url": address, "message_menu_options_url": address}
        for command in made["features"]["slash_commands"]:
            command["url"] = address
    return json.dumps(made, ensure_ascii=False, indent=2)
