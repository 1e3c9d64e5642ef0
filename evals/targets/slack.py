"""The assistant of this code as it answers in Slack: messages through the Bolt app, answers as they are shown."""

from __future__ import annotations

import asyncio
import itertools
import re
import tempfile
from pathlib import Path
from typing import Any, Self

from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from assistant.agent.assistant import Assistant, open_assistant
from assistant.answers import Answer, Block, Citation, ContactBlock, Paragraph, Verdict
from assistant.channels.slack.app import create_slack_app
from assistant.channels.slack.config import Room, SlackConfig
from assistant.channels.slack.credentials import Credentials
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.storage import open_slack_store
from assistant.channels.slack.texts import say
from assistant.errors import AssistantError
from assistant.knowledge.values import Language
from assistant.settings import NO_MODEL, Settings
from evals.exchange import ModelTurn
from evals.targets.model_turns import model_turn

Data = dict[str, Any]
_TEAM, _US, _USER, _ANYWHERE = "T0EVALS", "U0US", "U0USER", "C0EVALS"
_SECONDS = 120.0
_LANGUAGES: tuple[Language, ...] = ("ja", "en")
_MARKS = re.compile(r"\[(\d+)(?:–(\d+))?\]")
_SOURCES = [[say("sources", language)] for language in _LANGUAGES]
_VERDICTS: tuple[Verdict, ...] = ("covered", "not_covered", "conditional")


class NothingShown(AssistantError):
    """No answer was shown in Slack."""


class _Shown(AsyncWebClient):
    """A Web API that carries nothing out, and keeps what was to be shown: body and foot of the last message."""

    def __init__(self) -> None:
        super().__init__("xoxb-evals")
        self.body: list[Data] = []
        self.foot: list[Data] = []

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        sent: Data = given.get("json") or {}
        match api_method:
            case "chat.startStream" | "chat.appendStream":
                self.body += [block for chunk in sent.get("chunks", ()) for block in chunk["blocks"]]
            case "chat.stopStream":
                self.foot += sent.get("blocks", [])
            case "chat.postMessage":
                self._posted(sent)
        data = {"ok": True, "ts": "1.0", "team_id": _TEAM, "user_id": _US, "bot_id": "B0US"}
        return AsyncSlackResponse(
            client=self, http_verb="POST", api_url=api_method, req_args={}, data=data, headers={}, status_code=200
        )

    def _posted(self, sent: Data) -> None:
        """A message that is too long to be streamed; its foot begins with its sources."""
        blocks = sent.get("blocks") or [{"type": "section", "text": {"type": "plain_text", "text": sent["text"]}}]
        heads = [number for number, each in enumerate(blocks) if _lines([each]) in _SOURCES]
        start = 0 if self.foot else next(iter(heads), len(blocks))
        self.body += blocks[:start]
        self.foot += blocks[start:]


class InSlack:
    """A Slack with one channel a product, and one without; nothing of it is kept."""

    def __init__(self, settings: Settings) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="evals-")
        url = f"sqlite:///{Path(self._folder.name) / 'conversations.sqlite'}"
        own = settings.model_copy(update={"database_url": url})
        self._assistant: Assistant = open_assistant(own)
        products = self._assistant.search.snapshot.knowledge.products
        self._channels = {product: f"C{number:07}" for number, product in enumerate(products)}
        rooms = {channel: Room(product=product) for product, channel in self._channels.items()}
        self._shown = _Shown()
        config = SlackConfig(channels=rooms)
        self._desk = Desk(lambda: self._assistant, config, open_slack_store(own), self._shown, self._shown)
        self._app = create_slack_app(own, Credentials("xoxb-evals", signing_secret="unused"), self._desk)
        self._runner = asyncio.Runner()
        self._moments = (f"1790000000.{number:06}" for number in itertools.count(1))
        self._threads: dict[str, tuple[str, str]] = {}
        self.name = "slack"
        self._has_model = settings.llm != NO_MODEL

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._desk.close(0))
        self._runner.close()
        self._assistant.store.close()
        self._folder.cleanup()

    def ask(self, message: str, conversation_id: str | None, product: str | None, /) -> Answer:
        """See `Target`. What the answer says is what Slack showed of it."""
        now = next(self._moments)
        channel = self._channels[product] if product else _ANYWHERE
        channel, thread = self._threads.get(conversation_id or "", (channel, now))
        self._shown.body, self._shown.foot = [], []
        self._runner.run(self._say(message, channel, thread, now))
        known = self._desk.store.thread(channel, thread)
        turns = self._assistant.history(known.conversation_id) if known and known.conversation_id else ()
        if not turns or not self._shown.foot:
            raise NothingShown("\n".join(_lines(self._shown.body)) or "nothing was shown")
        answer = turns[-1].answer
        self._threads[answer.conversation_id] = channel, thread
        return as_shown(answer, self._shown.body, self._shown.foot)

    def model_turn(self, answer: Answer, /) -> ModelTurn | None:
        """See `KnowsModel`."""
        return model_turn(self._assistant, answer) if self._has_model else None

    async def _say(self, message: str, channel: str, thread: str, now: str) -> None:
        event = {"type": "app_mention", "user": _USER, "text": _typed(message), "ts": now, "channel": channel}
        body = {"type": "event_callback", "team_id": _TEAM, "event": event | {"thread_ts": thread}}
        await self._app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
        # the listener goes on behind the acknowledgement
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.wait(others, timeout=_SECONDS)


def as_shown(answer: Answer, body: list[Data], foot: list[Data]) -> Answer:
    """An answer with the text, verdict and sources that a message shows of it."""
    badges = {say(verdict, language): verdict for verdict in _VERDICTS for language in _LANGUAGES}
    heads = [block["text"]["text"] for block in body if block["type"] == "header"]
    shown = [block for block in body if block["type"] != "header"]
    sources = _lines(foot)
    return answer.model_copy(
        update={
            "text": "\n".join(_lines(shown)),
            "blocks": tuple(_block(each, answer) for each in shown),
            "verdict": next((badges[head] for head in heads if head in badges), None),
            "citations": tuple(each for each in answer.citations if any(_names(line, each) for line in sources)),
        }
    )


def _block(shown: Data, answer: Answer) -> Block:
    """A block of an answer as a message shows it; rich text is in contacts only."""
    text = "\n".join(_lines([shown]))
    if shown["type"] == "rich_text":
        return ContactBlock(label=text)
    runs = [(int(first), int(last or first)) for first, last in _MARKS.findall(text)]
    known = {each.number for each in answer.citations}
    cited = tuple(number for first, last in runs for number in range(first, last + 1) if number in known)
    return Paragraph(text=_MARKS.sub("", text), citations=cited)


def _names(line: str, citation: Citation) -> bool:
    return line.startswith(f"[{citation.number}] ") and citation.document in line


def _lines(blocks: list[Data]) -> list[str]:
    lines = []
    for block in blocks:
        if block["type"] == "table":
            lines += [" | ".join(cell["text"] for cell in row) for row in block["rows"]]
        elif block["type"] == "context":
            lines += [element["text"] for element in block["elements"]]
        elif block["type"] == "rich_text":
            parts = [part for element in block["elements"] for part in element["elements"]]
            lines.append("".join(part.get("text") or part["url"] for part in parts))
        elif "text" in block:
            lines.append(block["text"]["text"])
    return lines


def _typed(message: str) -> str:
    escaped = message.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<@{_US}> {escaped}"
