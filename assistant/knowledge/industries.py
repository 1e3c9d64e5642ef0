"""Classes of business after 日本標準産業分類 with the names that people use for them."""

from __future__ import annotations

from assistant.knowledge.values import Id, Local, Names, Record


class Industry(Record):
    """One entry of industries.yaml; `jsic` holds codes of 日本標準産業分類."""

    id: Id
    label: Local
    jsic: Names = ()
    names: Names = ()
