from __future__ import annotations

from pathlib import Path

import pytest

from assistant.data_file import read_data, read_yaml


def test_a_data_file_is_read_beside_its_module(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("share: 0.5\nwords: [身代金, 復旧]\n", encoding="utf-8")
    read = {"share": 0.5, "words": ["身代金", "復旧"]}
    assert read_data(str(tmp_path / "words.py")) == read
    assert read_data(str(tmp_path / "other.py"), "words.yaml") == read


def test_nothing_but_plain_values_is_read() -> None:
    with pytest.raises(Exception, match="could not determine a constructor"):
        read_yaml("!!python/object/apply:os.system [ls]")
