"""The methods of the Web API that the app may call: arguments, scopes, and what they do."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.channels.slack.fake import blocks as kit
from tests.channels.slack.fake.workspace import BOT, TEAM, US, Data, Refused, Workspace

Work = Callable[[Workspace, Data], Data]


class Method(NamedTuple):
    """`scopes`: all of them are needed; `*:history` is that of the channel's kind."""

    needed: frozenset[str]
    allowed: frozenset[str]
    scopes: frozenset[str]
    work: Work


METHODS: dict[str, Method] = {}
_TRIGGER_SECONDS = 8.0
"""Slack's three seconds, with room for a busy machine."""
_UPDATED_TEXT = 4000


def _method(name: str, needed: str = "", allowed: str = "", scopes: str = "") -> Callable[[Work], Work]:
    def register(work: Work) -> Work:
        every = needed.split()
        METHODS[name] = Method(
            frozenset(every), frozenset((*every, *allowed.split(), "token")), frozenset(scopes.split()), work
        )
        return work

    return register


@_method("auth.test")
def _auth(_: Workspace, __: Data) -> Data:
    return {"team_id": TEAM, "team": "代理店", "user_id": US, "user": "hoken", "bot_id": BOT, "url": "https://x/"}


_MESSAGE = "thread_ts text blocks metadata unfurl_links unfurl_media"


@_method("chat.postMessage", "channel", _MESSAGE, "chat:write")
def _post(slack: Workspace, given: Data) -> Data:
    channel = slack.place(given["channel"])
    if not given.get("text") and not given.get("blocks"):
        raise Refused("no_text")
    if len(given.get("text", "")) > 40_000:
        raise Refused("msg_too_long")
    slack.root(channel, given.get("thread_ts"))
    if given.get("blocks"):
        slack.check_blocks(given["blocks"])
    _check_metadata(given)
    kept = {key: given[key] for key in ("thread_ts", "text", "blocks", "metadata") if given.get(key)}
    message = {"type": "message", "user": US, "bot_id": BOT, "ts": slack.ts(), **kept}
    slack.messages.setdefault(channel, []).append(message)
    return {"channel": channel, "ts": message["ts"], "message": message}


@_method("chat.postEphemeral", "channel user", "thread_ts text blocks", "chat:write")
def _whisper(slack: Workspace, given: Data) -> Data:
    slack.place(given["channel"])
    if not given["user"] or not given.get("text"):
        raise Refused("invalid_arguments")
    slack.whispers.append(given)
    return {"message_ts": slack.ts()}


@_method("chat.update", "channel ts", "text blocks metadata", "chat:write")
def _update(slack: Workspace, given: Data) -> Data:
    message = slack.find(given["channel"], given["ts"])
    if message.get("streaming"):
        raise Refused("streaming_state_conflict")
    if len(given.get("text", "")) > _UPDATED_TEXT:
        raise Refused("msg_too_long")
    slack.check_blocks(given.get("blocks", []))
    _check_metadata(given)
    message.update({key: given[key] for key in ("text", "blocks", "metadata") if key in given})
    return {"channel": given["channel"], "ts": given["ts"]}


@_method("chat.getPermalink", "channel message_ts")
def _permalink(_: Workspace, given: Data) -> Data:
    return {"permalink": f"https://x.slack.com/archives/{given['channel']}/p{given['message_ts'].replace('.', '')}"}


_STREAM = "recipient_team_id recipient_user_id chunks markdown_text task_display_mode"


@_method("chat.startStream", "channel thread_ts", _STREAM, "chat:write")
def _start(slack: Workspace, given: Data) -> Data:
    channel = slack.place(given["channel"])
    if channel.startswith("C") and not (given.get("recipient_team_id") and given.get("recipient_user_id")):
        raise Refused("missing_recipient_team_id")
    slack.root(channel, given["thread_ts"])
    message = {
        "type": "message",
        "user": US,
        "bot_id": BOT,
        "ts": slack.ts(),
        "thread_ts": given["thread_ts"],
        "text": "",
        "blocks": [],
        "streaming": True,
    }
    _take_chunks(slack, message, given)
    slack.messages.setdefault(channel, []).append(message)
    return {"channel": channel, "ts": message["ts"]}


@_method("chat.appendStream", "channel ts", "chunks markdown_text", "chat:write")
def _append(slack: Workspace, given: Data) -> Data:
    message = _streaming(slack, given)
    _take_chunks(slack, message, given)
    return {"channel": given["channel"], "ts": given["ts"]}


@_method("chat.stopStream", "channel ts", "chunks markdown_text blocks metadata session_status", "chat:write")
def _stop(slack: Workspace, given: Data) -> Data:
    message = _streaming(slack, given)
    _take_chunks(slack, message, given)
    slack.check_blocks(message["blocks"] + given.get("blocks", []))
    _check_metadata(given)
    message["blocks"] = message["blocks"] + given.get("blocks", [])
    if given.get("metadata"):
        message["metadata"] = given["metadata"]
    message["streaming"] = False
    return {"channel": given["channel"], "ts": given["ts"], "message": message}


@_method("conversations.info", "channel", "", "*:read")
def _info(slack: Workspace, given: Data) -> Data:
    channel = given["channel"]
    if not channel.startswith("C") and channel not in slack.channels:
        raise Refused("channel_not_found")
    flags = dict.fromkeys(("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared"), False)
    flags |= {slack.shared[channel]: True} if channel in slack.shared else {}
    return {"channel": {"id": channel, "is_private": channel.startswith("G"), **flags}}


@_method("conversations.replies", "channel ts", "oldest limit include_all_metadata", "*:history")
def _replies(slack: Workspace, given: Data) -> Data:
    thread, oldest = given["ts"], given.get("oldest", "")
    every = slack.messages.get(slack.place(given["channel"]), [])
    found = [each for each in every if each["ts"] == thread or each.get("thread_ts") == thread]
    kept = [each for each in found if each["ts"] == thread or each["ts"] > oldest]
    return {"messages": _shown(kept[: int(given.get("limit", 1000))], given), "has_more": False}


@_method("conversations.history", "channel", "limit include_all_metadata", "*:history")
def _history(slack: Workspace, given: Data) -> Data:
    found = [each for each in slack.messages.get(slack.place(given["channel"]), []) if "thread_ts" not in each]
    return {"messages": _shown(found[::-1][: int(given.get("limit", 100))], given)}


def _shown(messages: list[Data], given: Data) -> list[Data]:
    """Messages, with their metadata only where it is asked for."""
    kept = str(given.get("include_all_metadata", "")).lower() in ("1", "true")
    return [{key: value for key, value in each.items() if kept or key != "metadata"} for each in messages]


@_method("users.info", "user", "", "users:read")
def _user(slack: Workspace, given: Data) -> Data:
    if given["user"] not in slack.people:
        raise Refused("user_not_found")
    return {"user": slack.people[given["user"]]}


@_method("views.open", "trigger_id view")
def _open(slack: Workspace, given: Data) -> Data:
    made = slack.triggers.pop(given["trigger_id"], None)
    if made is None or time.monotonic() - made > _TRIGGER_SECONDS:
        raise Refused("expired_trigger_id")
    return {"view": _take_view(slack, uuid.uuid4().hex[:10].upper(), given["view"])}


@_method("views.update", "view", "view_id hash external_id")
def _update_view(slack: Workspace, given: Data) -> Data:
    if slack.views[given["view_id"]]["hash"] != given.get("hash"):
        raise Refused("hash_conflict")
    return {"view": _take_view(slack, given["view_id"], given["view"])}


@_method("assistant.threads.setStatus", "channel_id thread_ts status", "loading_messages", "chat:write")
def _status(slack: Workspace, given: Data) -> Data:
    slack.place(given["channel_id"])
    if len(given.get("loading_messages", ())) > 10:
        raise Refused("invalid_arguments")
    return {}


@_method("assistant.threads.setTitle", "channel_id thread_ts title", "", "assistant:write")
def _title(slack: Workspace, _: Data) -> Data:
    if not slack.has_pane:
        raise Refused("method_not_supported_for_channel_type")
    return {}


@_method("agents.sessions.rename", "channel_id title", "thread_ts", "chat:write")
def _rename(slack: Workspace, given: Data) -> Data:
    if slack.has_pane or not given.get("thread_ts"):
        raise Refused("session_not_found")
    if not 1 <= len(given["title"]) <= 200:
        raise Refused("invalid_arguments")
    return {"title": given["title"]}


@_method("assistant.threads.setSuggestedPrompts", "channel_id prompts", "thread_ts title", "assistant:write")
def _prompts(slack: Workspace, given: Data) -> Data:
    prompts = given["prompts"]
    if slack.has_pane and not given.get("thread_ts"):
        raise Refused("invalid_thread_ts")
    if not 1 <= len(prompts) <= 4 or any(each.keys() != {"title", "message"} for each in prompts):
        raise Refused("invalid_arguments")
    return {}


@_method("files.getUploadURLExternal", "filename length", "alt_txt snippet_type", "files:write")
def _upload_url(slack: Workspace, given: Data) -> Data:
    file = {"id": f"F{len(slack.files)}", "filename": given["filename"], "length": int(given["length"])}
    slack.files.append(file)
    return {"upload_url": f"{{address}}/upload/{file['id']}", "file_id": file["id"]}


@_method("files.completeUploadExternal", "files", "channel_id thread_ts channels initial_comment", "files:write")
def _complete(slack: Workspace, given: Data) -> Data:
    for each in given["files"]:
        (file,) = [known for known in slack.files if known["id"] == each["id"]]
        if len(file.get("content", b"")) != file["length"]:
            raise Refused("file_upload_incomplete")
        file.update(title=each.get("title"), channel=given.get("channel_id"), thread=given.get("thread_ts"))
    return {"files": given["files"]}


def _take_chunks(slack: Workspace, message: Data, given: Data) -> None:
    if len(given.get("markdown_text", "")) > 12_000:
        raise Refused("msg_too_long")
    if given.get("markdown_text") and given.get("chunks"):
        raise Refused("invalid_arguments")
    for chunk in given.get("chunks") or ():
        match chunk:
            case {"type": "blocks", "blocks": blocks}:
                slack.check_blocks(message["blocks"] + blocks)
                message["blocks"] = message["blocks"] + blocks
            case {"type": "markdown_text", "text": str(text)}:
                message["text"] += text
            case _:
                raise Refused("invalid_chunks")


def _streaming(slack: Workspace, given: Data) -> Data:
    message = slack.find(given["channel"], given["ts"])
    if not message.get("streaming"):
        raise Refused("message_not_in_streaming_state")
    return message


def _take_view(slack: Workspace, identity: str, view: Data) -> Data:
    if wrong := kit.modal(view):
        slack.refusals += wrong
        raise Refused("invalid_arguments", detail="; ".join(wrong))
    kept = {**view, "id": identity, "hash": uuid.uuid4().hex[:8]}
    slack.views[identity] = kept
    return kept


def _check_metadata(given: Data) -> None:
    metadata: Any = given.get("metadata")
    if metadata is not None and (metadata.keys() != {"event_type", "event_payload"} or not metadata["event_type"]):
        raise Refused("invalid_metadata_format")
