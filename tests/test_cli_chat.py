"""A conversation on the command line: piped, and at a terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from assistant.settings import Settings

COMMAND = [sys.executable, "-c", "from assistant.cli import main; main()", "chat"]
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PATIENCE_SECONDS = 60.0
AGAIN_SECONDS = 10


@pytest.fixture
def environment(settings: Settings, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "ASSISTANT_DATA_DIR": str(settings.data_dir),
        "ASSISTANT_DATABASE_URL": f"sqlite:///{tmp_path}/conversations.sqlite",
        "TERM": "xterm",
    }


def piped(environment: dict[str, str], lines: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options], input=lines, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_piped_questions_are_answered_one_by_one_in_plain_text(environment: dict[str, str]) -> None:
    done = piped(environment, "身代金は補償される?\n\n支払い方法は?\n", "--product", "yayoi")
    assert done.returncode == 0, done.stderr
    assert "✕ 補償の対象外" in done.stdout
    assert "クレジットカード" in done.stdout
    assert "出典" in done.stdout
    assert "[1] " in done.stdout
    assert "\x1b" not in done.stdout
    assert "> " not in done.stdout.splitlines()[0]


def test_an_unknown_product_ends_with_what_to_do(environment: dict[str, str]) -> None:
    done = piped(environment, "", "--product", "nope")
    assert done.returncode == 2
    assert "yayoi" in done.stderr


def interruptible() -> None:
    """Lets an interrupt reach a process also where the tests run in the background, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def at_its_terminal() -> None:
    """Makes the standard input the controlling terminal: only there does Ctrl-C reach a process."""
    interruptible()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A process at a terminal of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._master, side = pty.openpty()
        self.process = subprocess.Popen(
            COMMAND,
            stdin=side,
            stdout=side,
            stderr=side,
            env=environment,
            start_new_session=True,
            preexec_fn=at_its_terminal,
        )
        os.close(side)
        self.raw = ""

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def read_until(self, wanted: str, after: int = 0) -> str:
        """What was shown, once `wanted` is in it behind the first `after` characters."""
        last = time.monotonic() + PATIENCE_SECONDS
        while wanted not in self.shown[after:]:
            assert time.monotonic() < last, f"{wanted} was never shown, but {self.shown}"
            try:
                self.raw += os.read(self._master, 4096).decode(errors="replace")
            except OSError:
                break
        assert wanted in self.shown[after:], self.shown
        return self.shown

    @property
    def shown(self) -> str:
        return ESCAPES.sub("", self.raw)

    def ends_at(self, goodbye: str) -> int:
        """The exit status after `goodbye`, typed anew where it was lost before the prompt took it."""
        last = time.monotonic() + PATIENCE_SECONDS
        typed = 0.0
        while self.process.poll() is None and time.monotonic() < last:
            if time.monotonic() - typed > AGAIN_SECONDS:
                typed = time.monotonic()
                self.type(goodbye)
            if select.select([self._master], [], [], 0.1)[0]:
                try:
                    self.raw += os.read(self._master, 4096).decode(errors="replace")
                except OSError:
                    break
        status = self.process.wait(PATIENCE_SECONDS)
        os.close(self._master)
        return status


@pytest.mark.parametrize("goodbye", ["\x04", "\x03"], ids=["ctrl-d", "ctrl-c"])
def test_at_a_terminal_one_talks_and_leaves_cleanly(environment: dict[str, str], goodbye: str) -> None:
    terminal = Terminal(environment)
    terminal.read_until("/quit で終了します。")
    terminal.read_until("> ")
    terminal.type("中央会のベーシックとワイドの違いは?\n")
    terminal.read_until("┃ ベーシックプラン")
    # the prompt after the answer: what is typed before it is there can be lost
    terminal.read_until("\n> ", after=terminal.shown.index("┃ ベーシックプラン"))
    assert terminal.ends_at(goodbye) == 0
    assert "Traceback" not in terminal.shown
    assert "Aborted" not in terminal.shown


def test_an_interrupt_ends_it_while_it_waits_for_a_line(environment: dict[str, str]) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        COMMAND, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, text=True, preexec_fn=interruptible
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("支払い方法は?\n")
        process.stdin.flush()
        while "重要事項説明書" not in process.stdout.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 130
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
