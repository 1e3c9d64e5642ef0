"""The documents of a snapshot as sources: where a quote stands, and who may read it."""

from __future__ import annotations

from functools import cached_property

from assistant.retrieval.passages import Document
from assistant.retrieval.snapshot import Snapshot
from assistant.text import comparable

_HEAD = 24
"""Characters of a quote by which its passage is found where it reaches beyond it."""


class Sources:
    """The documents of one snapshot, read when first asked for; what was found of a quote is remembered."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._passages: dict[str, list[tuple[str, str]]] = {}
        self._sections: dict[tuple[str, str], str] = {}
        self._verbatim: dict[tuple[str, str], str] = {}

    def document(self, path: str) -> Document | None:
        """The document at `path`, below the corpus folder."""
        return self._documents.get(path)

    def section(self, path: str, quote: str) -> str:
        """The headings above a quote, in a line; "" where its passage is not found."""
        if (path, quote) not in self._sections:
            self._sections[path, quote] = self._heading(path, comparable(quote))
        return self._sections[path, quote]

    def verbatim(self, path: str, quote: str) -> str:
        """A quote letter for letter as its document has it; unchanged where it is not found so."""
        if (path, quote) not in self._verbatim:
            document = self.document(path)
            self._verbatim[path, quote] = quote if document is None else _verbatim(quote, document.text)
        return self._verbatim[path, quote]

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return self._snapshot.passages.documents()

    def _heading(self, path: str, wanted: str) -> str:
        for part in (wanted, wanted[:_HEAD]):
            for text, heading in self._of(path):
                if part and part in text:
                    return heading
        return ""

    def _of(self, path: str) -> list[tuple[str, str]]:
        """The passages of a document as they are compared, each with its headings."""
        if path not in self._passages:
            every = (passage for _, passage in self._snapshot.passages.passages(path))
            self._passages[path] = [(comparable(passage.text), passage.heading) for passage in every]
        return self._passages[path]


def _verbatim(quote: str, text: str) -> str:
    if quote in text:
        return quote
    wanted = comparable(quote)
    places = [place for place, letter in enumerate(text) for _ in comparable(letter)]
    start = "".join(comparable(text[place]) for place in dict.fromkeys(places)).find(wanted)
    if start < 0 or not wanted:
        return quote
    return text[places[start] : places[start + len(wanted) - 1] + 1]
