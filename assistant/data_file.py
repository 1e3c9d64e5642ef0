"""The YAML files of phrases, texts and thresholds that stand beside the code which reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's parser in C reads ten times as fast as the one in Python; builds without it read all the same."""


def read_data(module: str, name: str | None = None) -> Any:
    """What a data file holds, as plain values.

    Args:
        module: `__file__` of the code that reads it.
        name: the file's name; None is that of the module, with the ending .yaml.
    """
    path = Path(module)
    return read_yaml((path.with_name(name) if name else path.with_suffix(".yaml")).read_text(encoding="utf-8"))


def read_yaml(text: str) -> Any:
    """What a text of ours in YAML holds; texts of other people go through `assistant.knowledge.yaml_file`."""
    return yaml.load(text, Loader=_LOADER)
