"""Finding documents: links, loops, kinds, names, sizes and rights."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assistant.ingest.files import Listing, find_documents

LIMIT = 1_000_000


def write(corpus: Path, *names: str, text: str = "文です。") -> None:
    for name in names:
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_text(text, encoding="utf-8")


def listing(corpus: Path) -> Listing:
    return find_documents(corpus, frozenset(("yayoi", "guide")), LIMIT)


def paths(corpus: Path) -> list[str]:
    return [found.path for found in listing(corpus).documents]


def told(corpus: Path) -> dict[str, str]:
    return {problem.file: problem.message for problem in listing(corpus).problems}


def test_documents_are_listed_by_path_with_their_product(tmp_path: Path) -> None:
    write(tmp_path, "yayoi/b/規程.txt", "yayoi/PLAN.PDF", "guide/a.Md", "products.yaml", "yayoi/coverage.yaml")
    found = listing(tmp_path)
    assert [(each.path, each.product) for each in found.documents] == [
        ("guide/a.Md", "guide"),
        ("yayoi/PLAN.PDF", "yayoi"),
        ("yayoi/b/規程.txt", "yayoi"),
    ]
    assert found.problems == []


def test_hidden_files_and_those_of_the_system_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "yayoi/.git/a.md", "yayoi/.b.md", "yayoi/~$plan.docx", "yayoi/Thumbs.db", "guide/desktop.ini")
    assert listing(tmp_path) == Listing([], [])


def test_a_loop_of_links_is_told_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "yayoi/a.md", "guide/sub/b.md")
    (tmp_path / "yayoi/loop").symlink_to(tmp_path / "yayoi")
    (tmp_path / "guide/sub/up").symlink_to("../..")
    (tmp_path / "guide/again").symlink_to("sub")
    assert paths(tmp_path) == ["guide/sub/b.md", "yayoi/a.md"]
    assert set(told(tmp_path)) == {"yayoi/loop", "guide/sub/up", "guide/again"}
    assert all("read already: not followed" in message for message in told(tmp_path).values())


def test_a_link_to_a_folder_outside_is_followed_once(tmp_path: Path) -> None:
    outside, corpus = tmp_path / "outside", tmp_path / "corpus"
    write(outside, "a.md", "deep/b.md")
    corpus.mkdir()
    (corpus / "yayoi").symlink_to(outside)
    (corpus / "guide").symlink_to(outside / "deep")
    (outside / "back").symlink_to(corpus)
    assert paths(corpus) == ["guide/b.md", "yayoi/a.md", "yayoi/deep/b.md"]
    assert "yayoi/back" in told(corpus)


def test_links_to_nothing_and_to_themselves_are_told(tmp_path: Path) -> None:
    write(tmp_path, "yayoi/a.md")
    (tmp_path / "yayoi/gone.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "yayoi/self.md").symlink_to(tmp_path / "yayoi/self.md")
    os.mkfifo(tmp_path / "yayoi/pipe.txt")
    assert paths(tmp_path) == ["yayoi/a.md"]
    assert "link to nothing" in told(tmp_path)["yayoi/gone.md"]
    assert "link to nothing" in told(tmp_path)["yayoi/self.md"]
    assert "no regular file" in told(tmp_path)["yayoi/pipe.txt"]


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    write(tmp_path, "outside.md")
    (tmp_path / "corpus/yayoi").mkdir(parents=True)
    (tmp_path / "corpus/yayoi/a.md").symlink_to(tmp_path / "outside.md")
    assert paths(tmp_path / "corpus") == ["yayoi/a.md"]


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("plan.doc", "save it as .docx"),
        ("rates.XLS", "save it as .xlsx"),
        ("slides.pptx", "save it as .pdf"),
        ("logo.png", "read are .md"),
        ("README", "read are .md"),
    ],
)
def test_kinds_that_are_not_read_are_told_with_advice(tmp_path: Path, name: str, advice: str) -> None:
    write(tmp_path, f"yayoi/{name}")
    assert paths(tmp_path) == []
    assert advice in told(tmp_path)[f"yayoi/{name}"]


def test_documents_outside_products_and_in_unknown_products_are_told(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "notes.txt", "logo.png", "yayio/b.md")
    found = listing(tmp_path)
    assert found.documents == []
    assert {(problem.file, problem.severity) for problem in found.problems} == {
        ("a.md", "warning"),
        ("notes.txt", "warning"),
        ("yayio/b.md", "error"),
    }
    assert "did you mean 'yayoi'" in told(tmp_path)["yayio/b.md"]


def test_yaml_that_nothing_reads_is_told(tmp_path: Path) -> None:
    write(tmp_path, "product.yaml", "yayoi/covrage.yaml", "yayoi/sub/coverage.yaml", "yayoi/other.yml")
    messages = told(tmp_path)
    assert "did you mean 'products.yaml'" in messages["product.yaml"]
    assert "did you mean 'coverage.yaml'" in messages["yayoi/covrage.yaml"]
    assert set(messages) == {"product.yaml", "yayoi/covrage.yaml", "yayoi/sub/coverage.yaml", "yayoi/other.yml"}


def test_a_file_above_the_limit_is_told_with_its_size(tmp_path: Path) -> None:
    write(tmp_path, "yayoi/big.txt", text="x" * (LIMIT + 1))
    write(tmp_path, "yayoi/fits.txt", text="x" * LIMIT)
    assert paths(tmp_path) == ["yayoi/fits.txt"]
    assert "has 1 MB, above the limit of 1 MB" in told(tmp_path)["yayoi/big.txt"]


def test_names_as_macos_writes_them_are_read_and_told(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "ガイド.md")
    write(tmp_path, f"yayoi/{decomposed}", "yayoi/約款.md")
    assert paths(tmp_path) == sorted([f"yayoi/{decomposed}", "yayoi/約款.md"])
    assert "rename it" in told(tmp_path)[f"yayoi/{decomposed}"]
    assert len(told(tmp_path)) == 1


def test_names_that_are_no_text_are_told(tmp_path: Path) -> None:
    write(tmp_path, "yayoi/a.md")
    Path(os.fsdecode(os.fsencode(tmp_path / "yayoi") + b"/" + "約款.md".encode("cp932"))).write_text("x")
    found = listing(tmp_path)
    assert [each.path for each in found.documents] == ["yayoi/a.md"]
    assert "not UTF-8" in found.problems[0].message
    assert found.problems[0].file.encode()


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Root may read everything: its tests go on as nobody."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_what_this_user_may_not_read_is_told() -> None:
    with TemporaryDirectory() as folder:
        corpus = Path(folder)
        corpus.chmod(0o755)
        write(corpus, "yayoi/a.md", "yayoi/secret.md", "guide/closed/b.md")
        (corpus / "yayoi/secret.md").chmod(0)
        (corpus / "guide/closed").chmod(0)
        with ordinary_user():
            assert paths(corpus) == ["yayoi/a.md"]
            messages = told(corpus)
        (corpus / "guide/closed").chmod(0o755)
    assert set(messages) == {"yayoi/secret.md", "guide/closed"}
    assert all(message.startswith("cannot be opened") for message in messages.values())


def test_the_folder_that_a_browser_saves_beside_a_page_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "yayoi/補償.html", "yayoi/補償_files/ad.html", "yayoi/補償_files/a.js", "yayoi/other_files/b.md")
    assert paths(tmp_path) == ["yayoi/other_files/b.md", "yayoi/補償.html"]
    assert told(tmp_path) == {}
