from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.errors import ConfigurationError
from assistant.retrieval.encoders import Encoder, open_encoder
from assistant.retrieval.encoders.sentence import SentenceEncoder, family_prompts


def test_vectors_have_length_one_and_the_stated_shape(encoder: Encoder) -> None:
    ticks: list[int] = []
    vectors = encoder.passages(["短い", "保険料は年払です。" * 40, "x"] * 4, ticks.append)
    assert vectors.shape == (12, encoder.dimensions) == (12, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert sum(ticks) == 12


def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    alone = encoder.passages(["身代金は補償されません。"])[0]
    among = encoder.passages(["あ", "身代金は補償されません。", "とても長い文章" * 30])[1]
    assert float(alone @ among) > 0.99999


def test_questions_are_nearer_to_their_answers_than_to_others(encoder: Encoder) -> None:
    passages = [
        "お支払いはクレジットカードのみです。",
        "身代金は補償の対象外です。",
        "サーバーを復旧する費用を補償します。",
    ]
    queries = [
        "カードで払えますか",
        "犯人に払うお金は出ますか",
        "Does it pay for restoring the server?",
    ]
    assert (encoder.queries(queries) @ encoder.passages(passages).T).argmax(1).tolist() == [0, 1, 2]


@pytest.mark.parametrize("text", ["", " ", "\x00", "ﷺ" * 200, "a" * 100_000, "𠮷野家", "🦊" * 300])
def test_any_text_has_a_vector(encoder: Encoder, text: str) -> None:
    assert np.isfinite(encoder.queries([text])).all()


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("intfloat/multilingual-e5-large", "query: ", "passage: "),
        ("cl-nagoya/ruri-v3-130m", "検索クエリ: ", "検索文書: "),
        ("cl-nagoya/ruri-base-v2", "クエリ: ", "文章: "),
        ("BAAI/bge-m3", "", ""),
    ],
)
def test_prompts_are_those_of_the_model_family(name: str, query: str, passage: str) -> None:
    assert family_prompts(name) == (query, passage)


def test_a_model_that_is_not_there_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ConfigurationError, match="ASSISTANT_EMBEDDING=no/such-model"):
        open_encoder("no/such-model", tmp_path)


def test_a_sentence_transformers_folder_is_an_encoder(tmp_path: Path) -> None:
    """A tiny model with random weights, made here: it loads, prompts and encodes like any other."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = {word: number for number, word in enumerate(["<pad>", "<unk>", "query", "passage", ":", "a", "b"])}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    make: Any = PreTrainedTokenizerFast
    fast = make(tokenizer_object=tokenizer, pad_token="<pad>", unk_token="<unk>")
    fast.save_pretrained(tmp_path / "bert")
    shape: dict[str, Any] = {
        "hidden_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 16,
    }
    BertModel(BertConfig(vocab_size=len(words), **shape)).save_pretrained(tmp_path / "bert")
    folder = tmp_path / "my-e5-model"
    modules = [Transformer(str(tmp_path / "bert")), Pooling(16, "mean")]
    SentenceTransformer(modules=modules).save(str(folder))
    encoder = open_encoder(str(folder), tmp_path)
    assert isinstance(encoder, SentenceEncoder)
    assert encoder.dimensions == 16
    assert "query: " in encoder.fingerprint
    ticks: list[int] = []
    assert encoder.passages(["a b"] * 40, ticks.append).shape == (40, 16)
    assert sum(ticks) == 40
    assert float(encoder.queries(["a"])[0] @ encoder.passages(["a"])[0]) < 0.999999
