from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from assistant.retrieval.encoders.pieces import PieceTokenizer, open_pieces

PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -3.1), ("▁身代金", -8.2), ("身", -9.5)]
PIECES += [
    ("代", -9.1),
    ("金", -8.7),
    ("は", -4.0),
    ("▁query", -7.0),
    (":", -5.0),
    ("▁a", -4.5),
    ("b", -6.0),
    ("ab", -6.5),
]
PIECES += [("稣", -20.4), ("補償され", -9.0), ("ます", -5.5), ("か", -5.1), ("ますか", -6.6), ("🦊", -12.0)]
MAXIMUM, PADDING = 12, 1


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small tokenizer of the kind that the bundled model has."""
    tokenizer = Tokenizer(models.Unigram(PIECES, unk_id=3))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")],
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    folder = tmp_path_factory.mktemp("model")
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture(scope="module")
def whole(model: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.enable_truncation(MAXIMUM)
    tokenizer.enable_padding(pad_id=PADDING, pad_token="<pad>")
    return tokenizer


@pytest.fixture(scope="module")
def pieces(model: Path) -> PieceTokenizer:
    opened = open_pieces(model, MAXIMUM, PADDING)
    assert opened is not None
    return opened


@given(
    st.lists(st.text(st.sampled_from("身代金は補償されますか?query: ab稣🦊龥<s>▁Ａ　\x00")), min_size=1, max_size=4)
)
def test_texts_are_cut_as_by_the_whole_tokenizer(pieces: PieceTokenizer, whole: Tokenizer, texts: list[str]) -> None:
    tokens, mask = pieces.encode(texts)
    expected = whole.encode_batch(texts)
    assert tokens.tolist() == [each.ids for each in expected]
    assert mask.tolist() == [each.attention_mask for each in expected]


@given(st.text(max_size=60))
def test_any_text_is_cut_as_by_the_whole_tokenizer(pieces: PieceTokenizer, whole: Tokenizer, text: str) -> None:
    assert pieces.encode([text])[0].tolist() == [whole.encode_batch([text])[0].ids]


def test_pieces_are_found_and_the_least_likely_one_keeps_its_number(pieces: PieceTokenizer) -> None:
    numbers = {piece: number for number, (piece, _) in enumerate(PIECES)}
    tokens, _ = pieces.encode(["身代金は稣"])
    assert tokens[0].tolist() == [0, numbers["▁身代金"], numbers["は"], numbers["稣"], 2]


def test_where_nothing_can_be_kept_there_is_no_such_tokenizer(
    tmp_path: Path, model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "tokenizer.json").write_bytes((model / "tokenizer.json").read_bytes())
    (tmp_path / "pieces-1").write_text("in the way")
    assert open_pieces(tmp_path, MAXIMUM, PADDING) is None
    assert "cannot be kept" in caplog.text


def test_what_is_kept_is_read_again(model: Path, pieces: PieceTokenizer) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (model / "pieces-1").iterdir()}
    again = open_pieces(model, MAXIMUM, PADDING)
    assert again is not None
    assert np.array_equal(again.encode(["身代金"])[0], pieces.encode(["身代金"])[0])
    assert {path.name: path.stat().st_mtime_ns for path in (model / "pieces-1").iterdir()} == before
    assert not [path for path in model.iterdir() if path.name.startswith(".")]


def test_two_pieces_with_one_hash_are_refused(tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.retrieval.encoders.pieces._FACTOR", np.uint64(0))
    shell = json.loads((model / "tokenizer.json").read_bytes())
    (tmp_path / "tokenizer.json").write_text(json.dumps(shell))
    with pytest.raises(ValueError, match="one hash"):
        open_pieces(tmp_path, MAXIMUM, PADDING)
