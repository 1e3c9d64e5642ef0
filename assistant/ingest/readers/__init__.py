"""Readers of files, one a kind."""

from __future__ import annotations

from assistant.ingest.readers.parsed import Parsed, Tick, refused, warned

SUFFIXES = (".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".txt", ".csv", ".xlsx")

_EMPTY = b"\x00\t\r\n\f \xef\xbb\xbf\xfe\xff"
_ARCHIVES = (".docx", ".xlsx")


def read_document(data: bytes, name: str, tick: Tick | None = None) -> Parsed:
    """Reads the bytes of the file called `name`; what is wrong with it is among the result's problems.

    No content makes it raise: what a library stumbles over in a damaged file is a problem of that file. The libraries
    are imported when a file of their kind is met.
    """
    if not data.strip(_EMPTY):
        return Parsed((), problems=(warned(name, "is empty: nothing to index"),))
    suffix = "." + name.rsplit(".", 1)[-1].lower()
    if problem := _mismatch(data, suffix):
        return refused(name, problem)
    try:
        parsed = _read(data, name, suffix, tick)
    except Exception as error:  # a damaged file raises whatever the library stumbles over
        reason = str(error).strip() or type(error).__name__
        return refused(name, f"cannot be read ({reason}): open it in its program and save it again as {suffix}")
    if not parsed.blocks and not parsed.problems:
        return Parsed((), parsed.title, parsed.front_matter, (warned(name, "holds no text: nothing to index"),))
    return parsed


def _read(data: bytes, name: str, suffix: str, tick: Tick | None) -> Parsed:
    match suffix:
        case ".pdf":
            from assistant.ingest.readers.pdf import read_pdf

            return read_pdf(data, name, tick)
        case ".docx":
            from assistant.ingest.readers.word import read_word

            return read_word(data, name)
        case ".xlsx":
            from assistant.ingest.readers.excel import read_excel

            return read_excel(data, name)
        case ".html" | ".htm":
            from assistant.ingest.readers.html import read_html

            return read_html(data, name)
    return _read_text_file(data, name, suffix)


def _read_text_file(data: bytes, name: str, suffix: str) -> Parsed:
    from assistant.ingest.readers.encodings import decode

    decoded = decode(data)
    if decoded is None:
        return refused(name, "is not text in UTF-8, Shift_JIS or EUC-JP: save it as UTF-8")
    parsed = _parse_text(decoded.text, name, suffix)
    if not decoded.damaged:
        return parsed
    damaged = warned(name, f"{decoded.damaged} characters are damaged: save it again as UTF-8")
    return Parsed(parsed.blocks, parsed.title, parsed.front_matter, (*parsed.problems, damaged))


def _parse_text(text: str, name: str, suffix: str) -> Parsed:
    if suffix == ".csv":
        from assistant.ingest.readers.csv_file import read_csv

        return read_csv(text, name)
    if suffix == ".txt":
        from assistant.ingest.readers.plain_text import read_text

        return read_text(text)
    from assistant.ingest.readers.markdown import read_markdown

    return read_markdown(text, name)


def _mismatch(data: bytes, suffix: str) -> str | None:
    """What the file is by its first bytes where its name says something else, and what to do."""
    start = data[:1024].lstrip()
    if b"%PDF-" in start:
        return None if suffix == ".pdf" else f"is a PDF by its content, not {suffix}: rename it to .pdf"
    if suffix in (".pdf", *_ARCHIVES) and start[:15].lower().startswith((b"<!doctype html", b"<html")):
        return f"is an HTML page by its content, not {suffix}: rename it to .html, or download the file itself"
    if suffix not in _ARCHIVES and start.startswith(b"PK\x03\x04"):
        return f"is an archive by its content, not {suffix}: unpack it, or rename it to .docx or .xlsx if it is one"
    if suffix not in _ARCHIVES and start.startswith(b"\xd0\xcf\x11\xe0"):
        return f"is an old Office file by its content, not {suffix}: save it as .docx or .xlsx"
    return None
