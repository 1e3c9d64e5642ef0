"""HTML pages without navigation, cookie banners and footers, through trafilatura."""

from __future__ import annotations

import logging

from trafilatura import extract, load_html
from trafilatura.metadata import extract_metadata
from trafilatura.settings import use_config

from assistant.errors import Problem
from assistant.ingest.readers.markdown import markdown_blocks
from assistant.ingest.readers.parsed import Parsed

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_CONFIG = use_config()
# a short page is still a page: below the library's minimum it would fall back to unstructured text
_CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
_CONFIG.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")

_BANNER_WORDS = ("cookie", "consent", "gdpr")
_BOILERPLATE = [
    "//nav",
    "//footer",
    "//aside",
    "//*[@role='navigation' or @role='contentinfo' or @role='banner' or @role='search']",
    *(f"//*[contains(@class, '{word}') or contains(@id, '{word}')]" for word in _BANNER_WORDS),
]
_DEFINITIONS = {"dl": "div", "dt": "h4", "dd": "p"}
"""A definition list is how most sites write questions and answers."""


def read_html(data: bytes, name: str) -> Parsed:
    """Reads the main content of a page; `name` is the file's name in messages."""
    tree = load_html(data)
    if tree is None:
        return _unreadable(name)
    for element in tree.iter(*_DEFINITIONS):
        element.tag = _DEFINITIONS[element.tag]
    body = extract(
        tree,
        output_format="markdown",
        include_formatting=True,
        include_tables=True,
        include_comments=False,
        prune_xpath=_BOILERPLATE,
        config=_CONFIG,
    )
    blocks = tuple(markdown_blocks(body or ""))
    if not blocks:
        return _unreadable(name)
    metadata = extract_metadata(load_html(data))
    return Parsed(blocks, metadata.title if metadata else None)


def _unreadable(name: str) -> Parsed:
    return Parsed((), problems=(Problem(name, None, None, "holds no readable content", "warning"),))
