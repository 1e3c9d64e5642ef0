"""Readers of files, one a kind."""

from __future__ import annotations

from assistant.errors import Problem
from assistant.ingest.readers.parsed import Parsed, Tick

SUFFIXES = (".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".txt", ".csv", ".xlsx")


def read_document(data: bytes, name: str, tick: Tick | None = None) -> Parsed:
    """Reads the bytes of the file called `name`; what is wrong with it is among the result's problems.

    The libraries are imported when a file of their kind is met.
    """
    suffix = "." + name.rsplit(".", 1)[-1].lower()
    if not data.strip(b"\x00\t\r\n\f \xef\xbb\xbf"):
        return Parsed((), problems=(Problem(name, None, None, "is empty: nothing to index", "warning"),))
    match suffix:
        case ".pdf":
            from assistant.ingest.readers.pdf import read_pdf

            return read_pdf(data, name, tick)
        case ".docx":
            from assistant.ingest.readers.word import read_word

            return read_word(data, name)
        case ".xlsx":
            from assistant.ingest.readers.spreadsheet import read_excel

            return read_excel(data, name)
        case ".html" | ".htm":
            from assistant.ingest.readers.html import read_html

            return read_html(data, name)
    return _read_text_file(data, name, suffix)


def _read_text_file(data: bytes, name: str, suffix: str) -> Parsed:
    from assistant.ingest.readers.plain_text import decode, read_text

    text = decode(data)
    if text is None:
        message = "is not text in UTF-8, Shift_JIS or EUC-JP: save it as UTF-8"
        return Parsed((), problems=(Problem(name, None, None, message),))
    if suffix == ".csv":
        from assistant.ingest.readers.spreadsheet import read_csv

        return read_csv(text)
    if suffix == ".txt":
        return read_text(text)
    from assistant.ingest.readers.markdown import read_markdown

    return read_markdown(text, name)
