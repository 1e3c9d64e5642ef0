"""Whatever a file holds, reading it ends in blocks or in a message that says what to do, never in an exception."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from assistant.ingest.readers import SUFFIXES, read_document


def pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1)
    for page in range(3):
        canvas.drawString(60, 700, f"Page {page}: the limit of liability is 100 million yen.")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def word() -> bytes:
    file = io.BytesIO()
    document = docx.Document()
    document.add_heading("約款", 1)
    document.add_paragraph("本文です。")
    document.add_table(2, 2).cell(0, 0).text = "費用"
    document.save(file)
    return file.getvalue()


def excel() -> bytes:
    file = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["業種", "保険料", "備考"])
    book.active.append(["建設業", "=1+1", None])
    book.save(file)
    return file.getvalue()


def bomb(folder: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/document.xml", b"\0" * 40_000_000)
    return file.getvalue()


NOISE = random.Random(1).randbytes(20_000)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE
PAGE = b"<!DOCTYPE html>\n<html><body>404 Not Found</body></html>"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", b"", "is empty"),
        ("a.txt", b" \r\n\t", "is empty"),
        ("a.txt", b"\xff\xfe", "is empty"),
        ("a.html", b"\x00\x00\x00", "is empty"),
        ("a.pdf", pdf()[:700], "is no PDF that can be read"),
        ("a.pdf", NOISE, "is no PDF that can be read"),
        ("A.PDF", b"%PDF-1.7\n" + NOISE, "is no PDF that can be read"),
        ("a.pdf", PAGE, "is an HTML page by its content, not .pdf"),
        ("a.docx", PAGE, "is an HTML page by its content, not .docx"),
        ("a.txt", pdf(), "is a PDF by its content, not .txt"),
        ("a.html", pdf(), "is a PDF by its content, not .html"),
        ("a.csv", excel(), "is an archive by its content, not .csv"),
        ("a.txt", OLE, "is an old Office file by its content, not .txt"),
        ("a.docx", OLE, "is protected by a password or in an old format"),
        ("a.xlsx", OLE, "is protected by a password or in an old format"),
        ("a.docx", excel(), "is an Excel file (.xlsx) by its content, not .docx"),
        ("a.xlsx", word(), "is a Word file (.docx) by its content, not .xlsx"),
        ("a.docx", NOISE, "is damaged"),
        ("a.docx", word()[:9000], "is damaged"),
        ("a.xlsx", excel()[:3000], "is damaged"),
        ("a.docx", bomb("word"), "unpacks to 40 MB"),
        ("a.xlsx", bomb("xl"), "unpacks to 40 MB"),
        ("a.docx", bomb("other")[:0] + b"PK\x05\x06" + b"\0" * 18, "is an archive, but no Office file"),
        ("a.txt", NOISE, "is not text in UTF-8, Shift_JIS or EUC-JP"),
        ("a.html", NOISE, "is not text in UTF-8, Shift_JIS or EUC-JP"),
        ("a.csv", b",,\n,,\n", "holds no text"),
        ("a.html", b"<div>" * 1500 + b"x", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(name: str, data: bytes, message: str) -> None:
    parsed = read_document(data, name)
    assert parsed.blocks == ()
    assert [problem.file for problem in parsed.problems] == [name]
    assert parsed.problems[0].message.startswith(message)


@pytest.mark.parametrize(("name", "make"), [("a.pdf", pdf), ("a.docx", word), ("a.xlsx", excel)])
def test_damaged_bytes_never_raise(name: str, make: object) -> None:
    assert callable(make)
    data = make()
    chance = random.Random(7)
    for round_ in range(60):
        if round_ % 2:
            damaged = data[: chance.randrange(len(data))]
        else:
            changed = bytearray(data)
            for _ in range(chance.choice((1, 5, 50))):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            damaged = bytes(changed)
        parsed = read_document(damaged, name)
        assert parsed.blocks or parsed.problems


@given(st.binary(max_size=400), st.sampled_from(SUFFIXES))
def test_any_bytes_end_in_blocks_or_a_message(data: bytes, suffix: str) -> None:
    parsed = read_document(data, f"a{suffix}")
    assert parsed.blocks or parsed.problems


def test_libraries_are_imported_only_for_their_kind_of_file() -> None:
    code = """
import sys
from assistant.ingest.readers import read_document
heavy = {"pdfplumber", "docx", "openpyxl", "lxml", "markdown_it"}
assert not heavy & set(sys.modules)
assert read_document("文です。".encode(), "a.txt").blocks
assert read_document(b"a,b", "a.csv").blocks
assert not heavy & set(sys.modules), heavy & set(sys.modules)
assert read_document(b"# a", "a.md").blocks
assert heavy & set(sys.modules) == {"markdown_it"}
"""
    subprocess.run([sys.executable, "-c", code], check=True)
