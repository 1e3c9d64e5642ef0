"""Websites that the assistant of the tests lists, beside the one that a browser visits."""

from __future__ import annotations

LISTED = "https://www.example.jp"
PINNED = "https://yayoi.example.jp"
UNKNOWN = "https://old.example.jp"
ORIGINS: dict[str, str | None] = {LISTED: None, PINNED: "yayoi", UNKNOWN: "discontinued"}
