from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest

from assistant.tools.vector_file import VectorFile

ONE, OTHER, THIRD = np.eye(3, dtype=np.float32)


def test_vectors_are_kept_by_their_text(tmp_path: Path) -> None:
    file = VectorFile(tmp_path / "below" / "names.npz")
    assert file.read("model") == {}
    file.add("model", {"歯科": ONE, "病院": OTHER})
    file.add("model", {"信金": THIRD})
    kept = VectorFile(tmp_path / "below" / "names.npz").read("model")
    assert list(kept) == ["歯科", "病院", "信金"]
    assert np.array_equal(np.array(list(kept.values())), np.eye(3))
    assert [path.name for path in (tmp_path / "below").iterdir()] == ["names.npz"]


def test_vectors_of_another_encoder_are_never_given_out(tmp_path: Path) -> None:
    file = VectorFile(tmp_path / "names.npz")
    file.add("model", {"歯科": ONE})
    assert file.read("other model") == {}
    file.add("other model", {"病院": OTHER})
    assert file.read("model") == {}
    assert list(file.read("other model")) == ["病院"]


def test_what_is_not_kept_is_gone(tmp_path: Path) -> None:
    file = VectorFile(tmp_path / "names.npz")
    file.add("model", {"歯科": ONE, "病院": OTHER})
    file.keep("model", ["病院", "信金"])
    assert list(file.read("model")) == ["病院"]
    file.keep("model", [])
    assert file.read("model") == {}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"something else"])
def test_a_damaged_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "names.npz"
    path.write_bytes(content)
    assert VectorFile(path).read("model") == {}
    VectorFile(path).add("model", {"歯科": ONE})
    assert list(VectorFile(path).read("model")) == ["歯科"]


def test_a_file_that_cannot_be_written_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("no folder")
    VectorFile(tmp_path / "file" / "names.npz").add("model", {"歯科": ONE})
    assert "cannot be kept" in caplog.text


def test_a_file_is_read_once_until_it_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[object] = []
    load = np.load

    def counted(given: BinaryIO) -> object:
        reads.append(given)
        return load(given)

    monkeypatch.setattr(np, "load", counted)
    file = VectorFile(tmp_path / "names.npz")
    file.add("model", {"歯科": ONE})
    file.read("model").clear()
    assert list(file.read("model")) == list(file.read("model")) == ["歯科"]
    assert len(reads) == 1
    VectorFile(tmp_path / "names.npz").add("model", {"病院": OTHER})
    assert list(file.read("model")) == ["歯科", "病院"]
    assert file.read("other model") == {}
