"""A conversation on a terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from assistant.agent.language import language_of
from assistant.agent.turn import Stage, Turn
from assistant.answers import Answer
from assistant.channels.stages import stage_text
from assistant.errors import QuestionError
from assistant.knowledge.values import Language
from assistant.settings import Settings
from assistant.terminal_answer import print_answer, print_sources, print_suggestions
from assistant.terminal_texts import text

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant

_ALL = "all"
_QUIT = frozenset({"/quit", "/exit", "/q"})


def open_for_chat(settings: Settings, console: Console, language: Language) -> Assistant:
    """The assistant with everything loaded, so that the first answer comes as fast as the others.

    Raises:
        SnapshotError: there is no index.
    """
    from assistant.agent.assistant import open_assistant

    waiting = console.status(text("loading", language)) if console.is_terminal else nullcontext()
    with waiting, _interrupts_kept_from_threads():
        assistant = open_assistant(settings)
        assistant.prepare()
    return assistant


@contextmanager
def _interrupts_kept_from_threads() -> Iterator[None]:
    """Threads that begin in here never take a Ctrl-C: one that they took would not end a wait for input."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def typed_lines(console: Console) -> Iterator[str]:
    """What is typed, or piped, line by line; ends at the end of the input (Ctrl-D) and at Ctrl-C."""
    if not (sys.stdin.isatty() and console.is_terminal):
        yield from sys.stdin
        return
    import readline  # noqa: F401  importing it is what gives input() editing and history

    while True:
        try:
            yield input("> ")
        except (EOFError, KeyboardInterrupt):
            console.print()
            return


class ChatSession:
    """One person at a terminal: the conversation, the product, and the last answer."""

    def __init__(
        self, assistant: Assistant, console: Console, product: str | None = None, locale: Language | None = None
    ) -> None:
        """Begins a conversation.

        Raises:
            QuestionError: there is no such product.
        """
        self._assistant = assistant
        self._console = console
        self._product = None if product is None else assistant.search.known_product(product)
        self._locale = locale
        self._language: Language = locale or "ja"
        self._conversation: str | None = None
        self._last: Answer | None = None

    def run(self, lines: Iterator[str]) -> None:
        """Answers line after line, until they end or one says so."""
        if self._console.is_terminal:
            name = self._assistant.search.snapshot.knowledge.identity.name
            self._say("greeting", name=name.in_language(self._language) if name else "AI")
        for line in lines:
            message = line.strip()
            if message in _QUIT:
                return
            if message.startswith("/"):
                self._command(*message.split(maxsplit=1))
            elif message:
                self._ask(self._chosen(message))

    def _chosen(self, message: str) -> str:
        """The suggestion with that number, or the message as it is."""
        suggestions = self._last.suggestions if self._last else ()
        if message.isdecimal() and 1 <= int(message) <= len(suggestions):
            return suggestions[int(message) - 1]
        return message

    def _ask(self, message: str) -> None:
        self._language = self._locale or language_of(message)
        turn = Turn(
            message=message,
            conversation_id=self._conversation,
            product=self._product,
            locale=self._locale,
            channel="terminal",
        )
        try:
            self._last = self._reply(turn)
        except QuestionError as error:
            self._console.print(Text(str(error), style="red"), soft_wrap=True)
            return
        self._conversation = self._last.conversation_id
        print_answer(self._console, self._last, self._language)
        print_suggestions(self._console, self._last.suggestions, self._language)
        self._console.print()

    def _reply(self, turn: Turn) -> Answer:
        if not self._console.is_terminal:
            return self._assistant.reply(turn)
        with self._console.status("") as status:

            def tell(stage: Stage) -> None:
                status.update(stage_text(stage, self._language))

            return self._assistant.reply(turn, tell)

    def _command(self, name: str, argument: str = "") -> None:
        match name:
            case "/product":
                self._choose_product(argument.strip())
            case "/new":
                self._conversation = self._last = None
                self._say("new")
            case "/sources":
                self._show_sources()
            case "/help":
                self._say("help")
            case _:
                self._say("unknown_command", given=name)
                self._say("help")

    def _choose_product(self, given: str) -> None:
        products = self._assistant.search.snapshot.knowledge.products
        if given == _ALL:
            self._product = None
            self._say("product_all")
        elif given in products:
            self._product = given
            self._say("product_set", name=products[given].product.name)
        else:
            if given:
                self._say("unknown_product", given=given)
            for known in products.values():
                mark = "*" if known.product.id == self._product else " "
                self._console.print(Text(f"{mark} {known.product.id}  {known.product.name}"), soft_wrap=True)

    def _show_sources(self) -> None:
        if self._last is None or not self._last.citations:
            self._say("no_sources")
        else:
            print_sources(self._console, self._last.citations, self._language, quotes=True)

    def _say(self, key: str, **values: object) -> None:
        self._console.print(Text(text(key, self._language, **values), style="dim"), soft_wrap=True)
