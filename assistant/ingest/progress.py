"""Progress of an ingest, as its steps report it and as a terminal shows it."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn


class Reporter(Protocol):
    """Hears of the steps of an ingest."""

    def step(self, name: str, total: int) -> None:
        """A step begins that has `total` parts."""

    def tick(self, count: int = 1, detail: str = "") -> None:
        """`count` parts of the step are done; `detail` says what is being worked on."""

    def say(self, message: str) -> None:
        """Something worth a line."""


class Silence:
    """A reporter that tells nobody."""

    def step(self, name: str, total: int) -> None:
        """See `Reporter`."""

    def tick(self, count: int = 1, detail: str = "") -> None:
        """See `Reporter`."""

    def say(self, message: str) -> None:
        """See `Reporter`."""


class TerminalProgress:
    """Progress bars on a terminal, one a step; on a file or pipe, a line a step."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bars = Progress(
            TextColumn("{task.description:<10}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[detail]}", style="dim"),
            console=console,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> TerminalProgress:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def step(self, name: str, total: int) -> None:
        """See `Reporter`."""
        if self._task is not None:
            self._bars.update(self._task, detail="")
        self._task = self._bars.add_task(name, total=total, detail="")
        if not self._console.is_terminal and total:
            self._console.print(f"{name}: {total}")

    def tick(self, count: int = 1, detail: str = "") -> None:
        """See `Reporter`."""
        if self._task is not None:
            self._bars.update(self._task, advance=count, detail=detail)

    def say(self, message: str) -> None:
        """See `Reporter`."""
        self._bars.console.print(message)
