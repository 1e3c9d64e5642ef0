"""Which parts of a web page are not its content: navigation, header, footer, cookie banner, links elsewhere.

What is inside `main` or `article` is content unless it is nothing but links, and nothing that holds the page's first
heading is removed, whatever it is called.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from assistant.ingest.readers.page_words import page_words

Element = Any
"""An lxml element; the library has no types."""

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_UNSEEN = ("script", "style", "noscript", "template", "iframe", "object", "embed", "canvas", "svg", "video", "audio")
_CONTROLS = ("map", "select", "option", "textarea", "datalist", "input", "rp", "rt", "head")
_ROLES = ("navigation", "banner", "contentinfo", "search", "menubar")
_LINK_SHARE = 0.6
_BANNER_LENGTH = 800


def remove_boilerplate(body: Element) -> None:
    """Removes from the tree what a reader of the page would not take for its content."""
    for element in list(body.iter(*_UNSEEN, *_CONTROLS)):
        element.drop_tree()
    _prune(body, body.tag in ("main", "article"), False)


def link_share(element: Element) -> float:
    """Share of an element's text that is in links, from 0 to 1."""
    total = _length(element)
    return sum(_length(link) for link in element.iter("a")) / total if total else 1.0


def names(element: Element) -> frozenset[str]:
    """The names in an element's class and id and the words in them, in lower case (`faqList` has two words)."""
    return _names(f"{element.get('class', '')} {element.get('id', '')}")


@lru_cache(maxsize=4096)
def _names(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text)) | frozenset(text.lower().split())


def _prune(parent: Element, in_content: bool, in_section: bool) -> None:
    for child in list(parent):
        content = in_content or child.tag in ("main", "article") or child.get("role") == "main"
        section = in_section or child.tag == "section"
        if _is_boilerplate(child, content, section) and not _holds_title(child):
            child.drop_tree()
        else:
            _prune(child, content, section)


def _is_boilerplate(element: Element, in_content: bool, in_section: bool) -> bool:
    tag, named = element.tag, names(element)
    if (
        tag == "nav"
        or element.get("role") in _ROLES
        or named & page_words().breadcrumbs
        or _is_table_of_contents(element)
    ):
        return True
    if (named & page_words().navigation or tag == "aside") and link_share(element) >= _LINK_SHARE:
        return True
    if in_content:
        return False
    if tag in ("header", "footer"):
        return not in_section
    if tag == "aside" or element.get("id", "").lower() in ("header", "footer"):
        return True
    if named & {"header", "footer"} and (_is_copyright(element) or _is_links(element)):
        return True
    return _is_cookie_banner(element)


def _is_links(element: Element) -> bool:
    return len(list(element.iter("a"))) > 2 and link_share(element) >= _LINK_SHARE


def _is_table_of_contents(element: Element) -> bool:
    """Whether it is a list of links to places in the same page."""
    if element.tag not in ("ul", "ol"):
        return False
    links = [link.get("href", "") for link in element.iter("a")]
    return len(links) > 2 and all(len(href) > 1 and href[0] == "#" for href in links) and link_share(element) > 0.9


def _is_cookie_banner(element: Element) -> bool:
    labels = f"{element.get('class', '')} {element.get('id', '')} {element.get('aria-label', '')}".lower()
    if any(name in labels for name in page_words().cookie_names):
        return True
    if element.tag not in ("div", "section", "dialog", "form", "p") or _length(element) > _BANNER_LENGTH:
        return False
    text = text_of(element).lower()
    if not any(word in text for word in page_words().cookie_texts):
        return False
    if element.tag == "dialog" or element.get("role") in ("dialog", "alertdialog"):
        return True
    choices = [text_of(each).strip().lower() for each in element.iter("button", "a")]
    return any(choice == "ok" or any(word in choice for word in page_words().agreeing) for choice in choices)


def _is_copyright(element: Element) -> bool:
    text = text_of(element).lower()
    return "©" in text or "copyright" in text or "all rights reserved" in text


def _holds_title(element: Element) -> bool:
    return any(each.tag != "h1" or text_of(each).strip() for each in element.iter("h1", "main", "article"))


def text_of(element: Element) -> str:
    """All text below an element, white space as it stands."""
    return "".join(element.itertext())


def _length(element: Element) -> int:
    return sum(len(part.strip()) for part in element.itertext())
