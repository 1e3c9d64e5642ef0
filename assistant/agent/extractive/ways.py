"""Ways to a person as documents tell them, for products of which products.yaml names none."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.agent.extractive.naming import called
from assistant.agent.extractive.quoted import text_blocks
from assistant.agent.extractive.wording import say
from assistant.agent.passages.quoting import quote
from assistant.agent.passages.reading import read
from assistant.agent.passages.words import known_words
from assistant.answers import Block
from assistant.text import normalise
from assistant.tools.toolbox import Toolbox

_FETCHED = 8
_ROOM = 180
"""Characters of a quote, at most: who needs help reads no page."""
_OF_ONE, _OF_ALL = 2, 3
"""Quotes where one product is meant, and where none is."""


def quoted_ways(toolbox: Toolbox, product: str | None, *, urgent: bool) -> tuple[Block, ...]:
    """What passages say of desks, numbers and forms; nothing where products.yaml has contacts."""
    meant = product if product in toolbox.products() else toolbox.product
    if toolbox.contact(meant, urgent).result["contacts"]:
        return ()
    return tuple(_quoted(toolbox, meant, urgent))


def _quoted(toolbox: Toolbox, product: str | None, urgent: bool) -> Iterator[Block]:
    # asked in the language of the documents, whatever that of the reply
    asked = say("urgent_ways_asked" if urgent else "ways_asked", "ja")
    reading = read(asked, toolbox.search(asked, product, _FETCHED), toolbox.snapshot)
    left = _OF_ALL if product is None else _OF_ONE
    for each in quote(reading, _ROOM, _ROOM):
        if not left or not any(word in normalise(each.text) for word in known_words().reaching):
            continue
        citation = toolbox.cite(each.hit, each.text)
        if citation is not None:
            left -= 1
            name = called(toolbox.knowledge.products[each.hit.passage.product].product, toolbox.locale)
            text = say("about_product", toolbox.locale, product=name, text=each.text)
            yield from text_blocks(text, (citation.number,))
