"""What Slack sends: signed requests over HTTP, for what people do in it."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import uuid
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.channels.slack.fake.server import Server
from tests.channels.slack.fake.workspace import SECRET, TEAM, US, Data

_SECONDS = 30.0
PATH = "/slack/events"


class Sender:
    """Slack's side of the line."""

    def __init__(self, server: Server, address: str) -> None:
        self.server = server
        self.workspace = server.workspace
        self._http = httpx.Client(base_url=address, timeout=_SECONDS)

    def close(self) -> None:
        """Hangs up."""
        self._http.close()

    def post(
        self,
        body: bytes,
        kind: str = "application/json",
        *,
        secret: str = SECRET,
        age: float = 0,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Sends a body with its signature; `age` is that of its timestamp in seconds."""
        stamp = str(int(time.time() - age))
        signed = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        own = {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed}"}
        return self._http.post(PATH, content=body, headers=own | (headers or {}))

    def event(self, event: Data, *, event_id: str | None = None, retry: int = 0, **more: Any) -> httpx.Response:
        """Sends an event; `retry` counts Slack's attempts before this one."""
        headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else None
        body = event_body(event, event_id) | more
        return self.post(json.dumps(body).encode(), headers=headers)

    def say(self, channel: str, user: str, text: str, thread: str | None = None, more: Data | None = None) -> str:
        """Has a person write, and sends all events that this makes; the timestamp of the message.

        Args:
            more: what the events hold besides, or instead.
        """
        message = self.workspace.write(channel, user, text, thread)
        for event in events_of(message, channel):
            assert self.event(event | (more or {})).status_code == 200
        return str(message["ts"])

    def interact(self, payload: Data) -> httpx.Response:
        """Sends what somebody did with a button, a form or a shortcut."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return self.post(body, "application/x-www-form-urlencoded")

    def press(
        self, message: Data, channel: str, action_id: str, user: str = "U0ANNA", value: str = ""
    ) -> httpx.Response:
        """Has a person press a button of a message; of two, that which stands for `value`."""
        body = pressed(message, channel, action_id, user, value)
        body["actions"][0]["action_ts"] = self.workspace.ts()
        return self.interact(body | self.trigger())

    def command(self, text: str, channel: str = "C0OPEN", user: str = "U0ANNA") -> httpx.Response:
        """Has a person type the command."""
        form = {
            "command": "/hoken",
            "text": text,
            "channel_id": channel,
            "user_id": user,
            "team_id": TEAM,
            "response_url": f"{self.server.address}/response/command",
            **self.trigger(),
        }
        return self.post(urlencode(form).encode(), "application/x-www-form-urlencoded")

    def submit(self, view: Data, values: dict[str, Data], user: str = "U0ANNA") -> httpx.Response:
        """Has a person send a form; `values` are the states of its fields by name."""
        return self.interact(self._viewed("view_submission", view, values, user))

    def suggest(self, view: Data, field: str, typed: str, user: str = "U0ANNA") -> httpx.Response:
        """Has a person type into a field that completes."""
        (block,) = [each for each in view["blocks"] if each["block_id"].partition(".")[0] == field]
        more = {"action_id": block["element"]["action_id"], "block_id": block["block_id"], "value": typed}
        return self.interact(self._viewed("block_suggestion", view, {}, user) | more)

    def choose(self, view: Data, field: str, chosen: Data, user: str = "U0ANNA") -> httpx.Response:
        """Has a person choose in a field that tells at once."""
        (block,) = [each for each in view["blocks"] if each["block_id"].partition(".")[0] == field]
        action = {"type": "external_select", "action_id": block["element"]["action_id"], "selected_option": chosen}
        more = {"actions": [action | {"block_id": block["block_id"], "action_ts": self.workspace.ts()}]}
        return self.interact(self._viewed("block_actions", view, {}, user) | more | self.trigger())

    def shortcut(self, message: Data, channel: str, user: str = "U0ANNA") -> httpx.Response:
        """Has a person use the shortcut on a message."""
        payload = {
            "type": "message_action",
            "callback_id": "answer_question",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "channel": {"id": channel},
            "message": message,
            "response_url": f"{self.server.address}/response/shortcut",
        }
        return self.interact(payload | self.trigger())

    def trigger(self) -> dict[str, str]:
        """A fresh trigger, with which one form can be opened."""
        made = uuid.uuid4().hex
        self.workspace.triggers[made] = time.monotonic()
        return {"trigger_id": made}

    @staticmethod
    def _viewed(kind: str, view: Data, values: dict[str, Data], user: str) -> Data:
        state: Data = {}
        for block in view["blocks"]:
            name = block.get("block_id", "").partition(".")[0]
            if "element" in block:
                empty: Data = (
                    {"value": None} if block["element"]["type"] == "plain_text_input" else {"selected_option": None}
                )
                state[block["block_id"]] = {block["element"]["action_id"]: empty | values.get(name, {})}
        return {
            "type": kind,
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "view": view | {"state": {"values": state}},
        }


def event_body(event: Data, event_id: str | None = None) -> Data:
    """An event as Slack wraps it."""
    return {
        "type": "event_callback",
        "token": "unused",
        "team_id": TEAM,
        "api_app_id": "A0APP",
        "event_id": event_id or f"Ev{uuid.uuid4().hex[:8]}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": US, "is_bot": True}],
        "event": event,
    }


def events_of(message: Data, channel: str) -> list[Data]:
    """The events of a message: of a mention in a channel there are two."""
    kinds = {"C": "channel", "G": "group", "D": "im"}
    event = {**message, "channel": channel, "channel_type": kinds[channel[0]]}
    doubled = f"<@{US}>" in message["text"] and channel.startswith(("C", "G"))
    mention = {key: value for key, value in event.items() if key != "channel_type"} | {"type": "app_mention"}
    return [event, mention] if doubled else [event]


def pressed(message: Data, channel: str, action_id: str, user: str, value: str) -> Data:
    """What a pressed button sends."""
    for block in message["blocks"]:
        for element in block.get("elements", ()):
            if element.get("action_id") != action_id:
                continue
            if element["type"] == "feedback_buttons":
                choices = [element["positive_button"]["value"], element["negative_button"]["value"]]
                chosen = next(each for each in choices if each.startswith(value))
            else:
                chosen = element["value"]
            action = {"type": element["type"], "action_id": action_id, "value": chosen}
            return {
                "type": "block_actions",
                "team": {"id": TEAM},
                "user": {"id": user, "team_id": TEAM},
                "container": {"type": "message", "message_ts": message["ts"], "channel_id": channel},
                "channel": {"id": channel},
                "message": message,
                "response_url": "",
                "actions": [action],
            }
    raise AssertionError(f"there is no button {action_id}")


def chosen(text: str, value: str) -> Data:
    """The state of a field in which something was chosen."""
    return {"selected_option": {"text": {"type": "plain_text", "text": text}, "value": value}}
