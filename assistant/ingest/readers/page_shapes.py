"""The shapes that content takes on web pages: questions that open, lists of labels and values, cards, tabs."""

from __future__ import annotations

import re

from assistant.ingest.readers.html_tables import TABLE_PARTS
from assistant.ingest.readers.lines import is_question
from assistant.ingest.readers.page_parts import names
from assistant.ingest.readers.page_text import BLOCKS, HEADINGS, Element, flow_text
from assistant.ingest.readers.page_words import page_words

_ICON = re.compile(r"[QAＱＡ問答]\s?[0-9０-９]*[.．:：]?")
_QUESTION_ICON = re.compile(r"[QＱ]\s?[0-9０-９]*\s*[.．:：]?\s*(?=[^\x00-\x7f])")
_TITLE_LENGTH = 150
_ACTION_LENGTH = 30
_LABEL_LENGTH = 40
_VALUE_LENGTH = 120


def definition_pairs(element: Element) -> list[tuple[list[Element], list[Element]]]:
    """The terms of a definition list with their definitions."""
    pairs: list[tuple[list[Element], list[Element]]] = []
    for child in element.iter("dt", "dd"):
        if next(child.iterancestors("dl")) is not element:
            continue
        if not pairs or (child.tag == "dt" and pairs[-1][1]):
            pairs.append(([], []))
        pairs[-1][child.tag == "dd"].append(child)
    return pairs


def is_faq(element: Element, pairs: list[tuple[list[Element], list[Element]]]) -> bool:
    """Whether a definition list is of questions or titles with text, not of labels with values."""
    if names(element) & page_words().faq:
        return True
    terms = [flow_text(term) for pair in pairs for term in pair[0]]
    definitions = [each for pair in pairs for each in pair[1]]
    long = sum(len(flow_text(each)) for each in definitions) > _VALUE_LENGTH * max(1, len(definitions))
    structured = any(each.find(".//ul") is not None or len(each.findall(".//p")) > 1 for each in definitions)
    asking = any(is_question(term) or _QUESTION_ICON.match(term) for term in terms)
    return asking or long or structured or any(len(term) > _LABEL_LENGTH for term in terms)


def is_opener(element: Element) -> bool:
    """Whether an element is the visible line of what opens: a question, the title of an accordion."""
    named, words = names(element), page_words()
    toggle = element.get("data-bs-toggle", element.get("data-toggle"))
    if element.get("aria-expanded") is None and toggle != "collapse":
        called = (named & words.openers and named & words.titles) or named & words.questions
        if not called or next(element.iterdescendants("ul", "ol", "table", "dl", "p"), None) is not None:
            return False
    text = flow_text(element)
    return 1 < len(text) <= _TITLE_LENGTH and text not in words.actions and not named & words.navigation


def is_asking(element: Element) -> bool:
    """Whether an element among questions and answers is a question by its text."""
    if element.tag not in ("p", "div") or any(
        each.tag in BLOCKS or each.tag == "br" for each in element.iterdescendants()
    ):
        return False
    text = flow_text(element)
    return is_question(text) or _QUESTION_ICON.match(text) is not None


def is_action(element: Element) -> bool:
    """Whether an element is a button that says what it does."""
    return element.tag == "button" and len(flow_text(element)) <= _ACTION_LENGTH


def is_definition_list(element: Element) -> bool:
    """Whether a `dl` holds terms and definitions only, divisions around them allowed."""
    for parent in (element, *element.iterchildren("div")):
        allowed = ("dt", "dd", "div") if parent is element else ("dt", "dd")
        loose = (parent.text or "").strip() + "".join((child.tail or "").strip() for child in parent)
        if loose or any(child.tag not in allowed for child in parent):
            return False
    return True


def strays(table: Element) -> list[Element]:
    """Children of a table that do not belong there."""
    return [child for child in table if isinstance(child.tag, str) and child.tag not in TABLE_PARTS]


def panel_title(element: Element) -> Element | None:
    """The tab that shows a panel."""
    label = element.get("aria-labelledby") if element.get("role") == "tabpanel" else None
    found = element.getroottree().xpath("//*[@id=$id]", id=label) if label else []
    return found[0] if found else None


def is_icon(element: Element) -> bool:
    """Whether an element is nothing but the Q or A in front of a question or an answer."""
    if len(element) or not _ICON.fullmatch((element.text or "").strip()):
        return False
    first = element.getprevious() is None and not (element.getparent().text or "").strip()
    return first and (element.get("class") is not None or not (element.tail or "").strip())


def title_text(title: Element) -> str:
    """The text of a question or a title that opens something, without the Q in front of it."""
    for element in list(title.iter()):
        if element is not title and is_icon(element):
            element.drop_tree()
    text = " ".join(flow_text(title).split())
    return _QUESTION_ICON.sub("", text, count=1) if _QUESTION_ICON.match(text) else text


def is_container(item: Element) -> bool:
    """Whether a list item holds sections of its own rather than text."""
    if item.tag != "li":
        return True
    return next(item.iterdescendants("table", "dl", "details", *HEADINGS), None) is not None or any(
        is_opener(each) for each in item.iterdescendants("button", "a", "div", "p", "span")
    )


def card_level(element: Element) -> int:
    """The level of the headings of the elements laid out alike in an element, 0 where it holds none such.

    Cards stand next to each other, each with a heading and text: what follows them is no part of the last one.
    """
    levels = [
        int(heading.tag[1]) if (heading := next(child.iterdescendants(*HEADINGS), None)) is not None else 0
        for child in element
        if isinstance(child.tag, str) and child.tag not in HEADINGS
    ]
    first = next((index for index, level in enumerate(levels) if level), 0)
    cards = levels[first:]
    while cards and not cards[-1]:
        cards.pop()
    return cards[0] if len(cards) > 1 and len(set(cards)) == 1 and cards[0] > 1 else 0
