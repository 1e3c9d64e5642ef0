"""HTML pages without navigation, cookie banners, headers and footers, through lxml.

Everything else on the page is kept: unlike an article in a newspaper, a product's page has its facts in tables,
captions, accordions and footnotes, which extractors of main content leave out.
"""

from __future__ import annotations

import re

from lxml.html import HTMLParser, document_fromstring

from assistant.ingest.blocks import Block
from assistant.ingest.readers.encodings import decode
from assistant.ingest.readers.html_blocks import page_blocks
from assistant.ingest.readers.page_parts import Element, remove_boilerplate
from assistant.ingest.readers.parsed import Parsed, refused, warned

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_DECLARATION_BYTES = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_FRAGMENT_LEVEL = 4


def read_html(data: bytes, name: str) -> Parsed:
    """Reads the content of a page; `name` is the file's name in messages."""
    declared = _CHARSET.search(data[:_DECLARATION_BYTES])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    if decoded is None:
        return refused(name, "is not text in UTF-8, Shift_JIS or EUC-JP: save the page again as HTML")
    tree = _tree(decoded.text)
    title = _title(tree)
    body = tree.find("body")
    scripts = body is not None and body.find(".//script") is not None
    blocks: tuple[Block, ...] = ()
    if body is not None:
        remove_boilerplate(body)
        blocks = tuple(page_blocks(body))
    if not blocks:
        hint = " (it is built by scripts: print it to a PDF in a browser)" if scripts else ""
        return Parsed((), title, problems=(warned(name, f"holds no readable content{hint}"),))
    headline = next((block.text for block in blocks if block.kind == "heading" and block.level == 1), None)
    damaged = decoded.damaged
    problems = (warned(name, f"{damaged} characters are damaged: save it as UTF-8"),) if damaged else ()
    return Parsed(blocks, headline or title, problems=problems)


def fragment_blocks(source: str, first_line: int) -> list[Block]:
    """The blocks of a piece of HTML that begins on line `first_line` of its file."""
    body = _tree(f"<html><body>{source}</body></html>").find("body")
    if body is None:
        return []
    remove_boilerplate(body)
    return page_blocks(body, first_line - 1, _FRAGMENT_LEVEL)


def _tree(text: str) -> Element:
    # huge_tree: below 256 levels the parser would drop text without a word
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    return document_fromstring(_CONTROL.sub("", text).encode("utf-8", "replace") or b"<html></html>", parser=parser)


def _title(tree: Element) -> str | None:
    """What the page calls itself where it has no heading of the first level."""
    stated = tree.xpath("string(//meta[@property='og:title']/@content)") or tree.xpath("string(//head/title)")
    return " ".join(stated.split()) or None
