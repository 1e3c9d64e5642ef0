from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from assistant import derived
from assistant.derived import Derived, code_digest, derived_data, digest_of


class Counted:
    """Makes a value, and counts how often."""

    def __init__(self, value: object) -> None:
        self.value, self.made = value, 0

    def __call__(self) -> object:
        self.made += 1
        return self.value


def test_a_value_is_made_once_for_the_same_inputs(tmp_path: Path) -> None:
    made = Counted([("身代金", {"a": 1})])
    first = derived_data(tmp_path, "corpus").get("words", made)
    assert first == derived_data(tmp_path, "corpus").get("words", made) == [["身代金", {"a": 1}]]
    assert made.made == 1


def test_other_inputs_and_other_names_give_other_values(tmp_path: Path) -> None:
    assert Derived(tmp_path, "corpus").get("words", lambda: 1) == 1
    assert Derived(tmp_path, "changed corpus").get("words", lambda: 2) == 2
    assert Derived(tmp_path, "corpus", "").get("words", lambda: 3) == 3
    assert Derived(tmp_path, "corpus", "").get("nouns", lambda: 4) == 4


def test_other_code_gives_another_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Counted(1)
    Derived(tmp_path).get("words", made)
    monkeypatch.setattr(derived, "code_digest", lambda: "of other code")
    Derived(tmp_path).get("words", made)
    assert made.made == 2


def test_code_that_cannot_be_told_from_other_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Counted((1, 2))
    monkeypatch.setattr(derived, "code_digest", lambda: None)
    assert Derived(tmp_path).get("words", made) == Derived(tmp_path).get("words", made) == [1, 2]
    assert made.made == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"key": 1}', "null", "\xff"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    Derived(tmp_path).get("words", lambda: [1])
    (tmp_path / "words.json").write_bytes(damage.encode("latin-1"))
    assert Derived(tmp_path).get("words", lambda: [1]) == [1]
    assert json.loads((tmp_path / "words.json").read_text())["value"] == [1]


def test_where_nothing_can_be_written_the_value_is_made_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    with caplog.at_level(logging.WARNING):
        assert Derived(tmp_path / "file").get("words", lambda: 1) == 1
    assert "cannot be kept" in caplog.text


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    (folder / "part").mkdir(parents=True)
    for name in ("__init__.py", "part/code.py", "part/words.yaml"):
        (folder / name).write_text("one")
    return folder


@pytest.mark.parametrize("name", ["__init__.py", "part/code.py", "part/words.yaml", "part/new.yaml"])
def test_any_change_of_code_or_data_changes_the_digest(package: Path, name: str) -> None:
    before = digest_of(package)
    (package / name).write_text("two")
    assert before != digest_of(package) is not None


def test_a_renamed_file_changes_the_digest(package: Path) -> None:
    before = digest_of(package)
    (package / "part/code.py").rename(package / "part/cod.py")
    assert digest_of(package) != before


def test_an_unchanged_package_has_one_digest_and_one_without_sources_none(package: Path, tmp_path: Path) -> None:
    assert digest_of(package) == digest_of(package)
    assert digest_of(tmp_path / "nowhere") is None
    assert code_digest() == digest_of(Path(derived.__file__).parent)
