"""What a name stands for."""

from __future__ import annotations

from typing import Literal, NamedTuple

NameKind = Literal["product", "plan", "limit_set", "rider"]


class Named(NamedTuple):
    """A product, or something of one."""

    kind: NameKind
    product: str
    id: str
