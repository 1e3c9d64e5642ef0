"""Finds the evaluation harness, which is part of a checkout and not of the installed package."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import ConfigurationError

_HARNESS = Path("evals", "questions")
"""What tells our harness from other packages of that name."""


def evaluate(arguments: Sequence[str], places: Sequence[Path] | None = None) -> None:
    """Runs `python -m evals` with some arguments; ends the process with its exit status.

    Args:
        arguments: what stands behind the command's name.
        places: folders that may have the harness. Default: that of this package, and the current one.

    Raises:
        ConfigurationError: none of them has it.
    """
    if places is None:
        places = (Path(__file__).resolve().parent.parent, Path.cwd())
    root = next((place for place in places if (place / _HARNESS).is_dir()), None)
    if root is None:
        raise ConfigurationError(
            "the evaluation questions are not part of the installed package: get the source code, run 'make install' "
            "in it, and 'assistant eval' in its folder"
        )
    sys.path.insert(0, str(root))
    importlib.import_module("evals.cli").main(arguments, "assistant eval")
