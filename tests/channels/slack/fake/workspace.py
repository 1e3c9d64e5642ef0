"""What the local Slack holds: channels, people, messages, files; and what it was asked to do."""

from __future__ import annotations

import itertools
import json
import threading
from pathlib import Path
from typing import Any, NamedTuple

import assistant.channels.slack
from tests.channels.slack.fake import blocks as kit

Data = dict[str, Any]
TEAM, US, BOT = "T0TEAM", "U0BOT", "B0BOT"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-test", "xapp-test", "a-signing-secret"
MANIFEST = json.loads((Path(assistant.channels.slack.__file__).parent / "manifest.json").read_text("utf-8"))


class Refused(Exception):
    """An error that a method answers with."""

    def __init__(self, code: str, **more: str) -> None:
        super().__init__(code)
        self.answer: Data = {"ok": False, "error": code, **more}


class Call(NamedTuple):
    """A call of the Web API."""

    method: str
    arguments: Data


class Trouble(NamedTuple):
    """What goes wrong with a call; `carried_out` says whether it is done all the same."""

    status: int = 200
    code: str | None = None
    retry_after: int | None = None
    carried_out: bool = False


class Workspace:
    """State, and the methods' work on it. Not more than one call is carried out at a time."""

    def __init__(self) -> None:
        self.guard = threading.RLock()
        self.calls: list[Call] = []
        self.refusals: list[str] = []
        """What was wrong with calls: no test but one that means it leaves any."""
        self.troubles: dict[str, list[Trouble]] = {}
        self.messages: dict[str, list[Data]] = {}
        self.whispers: list[Data] = []
        self.files: list[Data] = []
        self.responses: list[Data] = []
        self.views: dict[str, Data] = {}
        self.triggers: dict[str, float] = {}
        """Triggers that open a form, by when they were made."""
        self.people: dict[str, Data] = {}
        self.channels = {"C0OPEN", "C0STAFF", "C0YAYOI", "C0HAND", "G0DESK", "D0ANNA", "D0GUEST"}
        """Where the app is a member."""
        self.shared: dict[str, str] = {}
        """Channels that another workspace shares, by the flag that says so."""
        self.scopes = set(MANIFEST["oauth_config"]["scopes"]["bot"])
        self.revoked: set[str] = set()
        self.has_pane = False
        """Whether the app is one of those that still have the assistant pane; new ones have agent messaging."""
        self._times = itertools.count(1)
        for user in ("U0ANNA", "U0BEN"):
            self.people[user] = {"id": user, "team_id": TEAM}
        self.people["U0GUEST"] = {"id": "U0GUEST", "team_id": TEAM, "is_restricted": True}
        self.people["U0OTHER"] = {"id": "U0OTHER", "team_id": "T0ELSE"}

    def ts(self) -> str:
        """A timestamp later than all before it."""
        return f"1790000000.{next(self._times):06d}"

    def trouble(self, method: str, *troubles: Trouble) -> None:
        """Has the next calls of a method go wrong."""
        self.troubles.setdefault(method, []).extend(troubles)

    def called(self, method: str) -> list[Data]:
        """Arguments of the calls of a method so far."""
        with self.guard:
            return [call.arguments for call in self.calls if call.method == method]

    def standing(self, channel: str, thread: str | None = None) -> list[Data]:
        """Messages of the app in a channel, or in one of its threads."""
        with self.guard:
            ours = [each for each in self.messages.get(channel, ()) if each["user"] == US]
            return [each for each in ours if thread is None or each.get("thread_ts") == thread]

    def write(self, channel: str, user: str, text: str, thread: str | None = None, ts: str | None = None) -> Data:
        """Has a person write a message."""
        message = {"type": "message", "user": user, "text": text, "ts": ts or self.ts(), "team": TEAM}
        if thread:
            message["thread_ts"] = thread
        self.messages.setdefault(channel, []).append(message)
        return message

    def check_blocks(self, given: Any) -> None:
        """Refuses blocks as Slack does."""
        if wrong := kit.violations(given):
            self.refusals += wrong
            raise Refused("invalid_blocks", detail="; ".join(wrong))
        if kit.too_long(given):
            self.refusals.append("blocks are too long together")
            raise Refused("msg_blocks_too_long")

    def place(self, channel: str) -> str:
        """The channel that is meant: a person's id is the direct message with them."""
        if channel.startswith("U"):
            return channel.replace("U", "D", 1)
        if channel not in self.channels:
            raise Refused("not_in_channel" if channel.startswith("C") else "channel_not_found")
        return channel

    @staticmethod
    def kind(channel: str) -> str:
        """What Slack calls a channel of this id in the names of scopes."""
        return {"C": "channels", "G": "groups", "D": "im", "U": "im"}.get(channel[:1], "channels")

    def root(self, channel: str, ts: str | None) -> None:
        """Refuses a reply's timestamp where that of its thread is wanted."""
        for each in self.messages.get(channel, ()) if ts else ():
            if each["ts"] == ts and each.get("thread_ts", ts) != ts:
                self.refusals.append(f"{ts} is a reply")
                raise Refused("invalid_thread_ts")

    def find(self, channel: str, ts: str) -> Data:
        """A message."""
        found = [each for each in self.messages.get(channel, ()) if each["ts"] == ts]
        if not found:
            raise Refused("message_not_found")
        return found[0]


def written(message: Data) -> str:
    """All that a message says, its blocks read from top to bottom."""
    lines: list[str] = []
    for block in message.get("blocks", ()):
        if block["type"] == "table":
            lines += [" | ".join(cell["text"] for cell in row) for row in block["rows"]]
        elif block["type"] == "rich_text":
            for element in block["elements"]:
                parts = (part.get("text") or part["url"] for part in element["elements"])
                lines += "".join(parts).split("\n")
        else:
            lines += [each["text"] for each in kit.texts(block)]
    return "\n".join(lines) if lines else str(message.get("text", ""))
