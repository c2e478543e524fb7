"""A compact encoder: what words mean where they stand, for what linear models over words cannot decide.

Six layers read one passage after another (`framing.scorers.passages`) through onnxruntime, in whole numbers of eight
bits; small heads on top of them say how far a word is a cue, what a word is to a cue, and what a span is. A passage is
a batch of its own, on one thread: the numbers of eight bits are scaled by what stands in the batch, so that another
way would let one article change the answers of the next. What is read here is needed with the extra ``compact`` alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.errors import OptionError
from framing.models import load_file, load_model
from framing.scorers.passages import Passages, Pieces, cut
from framing.text.tokens import Longs, Tokens

WIDTH: Final = 384
"""Numbers that the encoder makes of each piece of a word."""
CUT: Final = 64
"""Numbers of a word and of a cue whose products say what the one is to the other."""
ROLES: Final = 3
"""Source, cue, content; nothing is 0."""
HEADS: Final = 2
"""How often a span looks at its sentence."""
MIXED: Final = 128
"""Numbers in the last layer but one of a head of spans."""
DISTANCES: Final = (1, 2, 3, 4, 5, 6, 9, 14, 22, 40)
FAR: Final = 2 * len(DISTANCES) + 1
SPANS: Final[Mapping[str, int]] = {"stance": 3, "hedges": 3, "feelings": 3, "kinds": 10}
"""The heads of spans, and how many labels each has."""
SLOW: Final = ["SkipLayerNormFusion"]
"""What onnxruntime is told to leave undone: a sum and its scaling in one node, four times as slow as two."""
UNKNOWN: Final = 100
"""The piece of a form that has none."""
FINE: Final = 4096.0
"""Steps in 1 of the numbers that are multiplied last, so that no batch and no number of threads changes a sum."""

Floats = npt.NDArray[np.float32]


def _columns() -> dict[str, slice]:
    """Where each head's part of a word stands among what the encoder says of it; what it means comes first."""
    widths = {"mean": WIDTH, "cue": 1, "own": ROLES, "word": ROLES * CUT, "head": ROLES * CUT}
    widths |= {f"{name}.{part}": HEADS * CUT for name in SPANS for part in ("ask", "key")}
    ends = np.cumsum(list(widths.values())).tolist()
    return {name: slice(end - width, end) for (name, width), end in zip(widths.items(), ends, strict=True)}


COLUMNS: Final = _columns()
SAID: Final = max(part.stop for part in COLUMNS.values())
"""Numbers that the graph says of each piece: what it means and the parts of all heads."""


@dataclass(frozen=True, eq=False)
class Read:
    """What the encoder makes of the words of a batch.

    Parameters
    ----------
    said : float32[n, columns]
        Of each token, the parts in `COLUMNS`.
    heads : mapping of str
        The arrays of the heads.
    """

    said: Floats
    heads: Mapping[str, npt.NDArray[Any]]

    def cues(self, token: Longs) -> Floats:
        """How far words are cues: logits, float32[k]."""
        return np.asarray(self.said[token, COLUMNS["cue"].start])

    def roles(self, token: Longs, cue: Longs, near: Longs) -> Floats:
        """What words are to cues: logits of source, cue and content against nothing.

        Parameters
        ----------
        token, cue : int64[rows]
        near : int64[rows, 3]
            The rows of the tables of distance, quotations and sentences.

        Returns
        -------
        float32[rows, 3]
        """
        score = self.said[token, COLUMNS["own"]]
        for k, name in enumerate(("far", "across", "where")):
            score = score + self.heads[f"table.{name}"][near[:, k]]
        word, head = self.said[:, COLUMNS["word"]], self.said[:, COLUMNS["head"]]
        for rows in np.array_split(np.arange(len(token)), len(token) // 20_000 + 1):
            product = word[token[rows]] * head[cue[rows]]
            score[rows] += product.reshape(-1, ROLES, CUT).sum(2)
        return np.asarray(score, np.float32)

    def spans(self, name: str, first: Longs, last: Longs, low: Longs, high: Longs) -> Floats:
        """What a head makes of spans: logits, float32[m, labels].

        Parameters
        ----------
        name : str
            One of `SPANS`.
        first, last : int64[m]
            The tokens of each.
        low, high : int64[m]
            The tokens of the sentence that each stands in.

        Returns
        -------
        float32[m, labels]
        """
        found = np.zeros((len(first), SPANS[name]), np.float32)
        for rows in np.array_split(np.arange(len(first)), len(first) // 256 + 1):
            if len(rows):
                found[rows] = self._span_rows(name, first[rows], last[rows], low[rows], high[rows])
        return found

    def _span_rows(self, name: str, first: Longs, last: Longs, low: Longs, high: Longs) -> Floats:
        own, begins = _stretch(first, last)
        ones, length = np.ones(len(own), np.float32), (last - first + 1)[:, None].astype(np.float32)
        ask = _sums(ones, begins, self.said[own, COLUMNS[f"{name}.ask"]]) / length
        mean = _sums(ones, begins, self.said[own, COLUMNS["mean"]]) / length
        token, begins = _stretch(low, high)
        of = np.repeat(np.arange(len(first)), high - low + 1)
        key = self.said[token, COLUMNS[f"{name}.key"]]
        weight = (ask[of] * key).reshape(-1, HEADS, CUT).sum(2) * np.float32(CUT**-0.5)
        weight = np.exp(weight - np.maximum.reduceat(weight, begins, axis=0)[of])
        weight /= np.add.reduceat(weight, begins, axis=0)[of]
        meaning = self.said[token, COLUMNS["mean"]]
        seen = np.concatenate([mean, *(_sums(weight[:, k], begins, meaning) for k in range(HEADS))], axis=1)
        mixed = np.tanh(_times(seen, self.heads[f"{name}.mix.weight"]) + self.heads[f"{name}.mix.bias"])
        return np.asarray(_times(mixed, self.heads[f"{name}.out.weight"]) + self.heads[f"{name}.out.bias"])


def _stretch(first: Longs, last: Longs) -> tuple[Longs, Longs]:
    """The tokens of stretches one after another, and where each stretch begins among them."""
    length = last - first + 1
    begins = np.cumsum(length) - length
    return np.arange(length.sum()) + np.repeat(first - begins, length), begins


def _sums(weight: Floats, begins: Longs, rows: Floats) -> Floats:
    """Of each stretch of rows the weighted sum, one row after another: float32[stretches, columns]."""
    from scipy.sparse import csr_array

    bounds = np.append(begins, len(rows))
    return np.asarray(csr_array((weight, np.arange(len(rows)), bounds), (len(begins), len(rows))) @ rows)


def _times(left: Floats, right: npt.NDArray[np.int16]) -> Floats:
    """A matrix product of whole numbers, which is exact in whatever order a processor adds: in steps of `FINE`.

    The right one is kept in such steps.
    """
    whole = np.rint(left.astype(np.float64) * FINE) @ right.astype(np.float64)
    return np.asarray(whole / FINE**2, np.float32)


class Encoder:
    """The encoder, loaded.

    Parameters
    ----------
    session : onnxruntime.InferenceSession
        From ``ids`` int64[1, pieces] to ``said`` float32[pieces, columns].
    pieces : callable
        The pieces of a word form.
    heads : mapping of str
        The arrays of the heads.
    """

    def __init__(self, session: Any, pieces: Pieces, heads: Mapping[str, npt.NDArray[Any]]) -> None:
        self.session, self.pieces, self.heads = session, pieces, heads

    def read(self, tokens: Tokens) -> Read:
        """What it makes of the words of a batch, passage after passage.

        Parameters
        ----------
        tokens : Tokens

        Returns
        -------
        Read
        """
        passages = cut(tokens, self.pieces, UNKNOWN)
        said = np.empty((len(tokens), SAID), np.float32)
        for k in range(len(passages)):
            self.read_passage(passages, k, said)
        return Read(said, self.heads)

    def read_passage(self, passages: Passages, k: int, said: Floats) -> None:
        """Write what it makes of the words of passage k where they stand in `said`: float32[n, columns]."""
        (made,) = self.session.run(None, {"ids": passages.ids(k)[None]})
        starts = passages.starts(k)
        words = said[passages.first[k] : passages.last[k] + 1]
        first, count = starts[:-1], np.diff(starts)
        np.take(made, first, axis=0, out=words, mode="clip")
        for piece in range(1, int(count.max())):
            longer = np.flatnonzero(count > piece)
            words[longer] += made[first[longer] + piece]
        several = np.flatnonzero(count > 1)
        words[several] /= count[several, None].astype(np.float32)


class Glances:
    """The encoder over a batch, of which it reads only the sentences that somebody asks about, each alone and once.

    Parameters
    ----------
    encoder : Encoder
    tokens : Tokens
    """

    def __init__(self, encoder: Encoder, tokens: Tokens) -> None:
        self.encoder, self.tokens = encoder, tokens
        self.passages = cut(tokens, encoder.pieces, UNKNOWN, alone=True)
        self.done = np.zeros(len(self.passages), np.bool_)
        self.said = np.zeros((len(tokens), SAID), np.float32)

    def read(self, sentence: Longs) -> Read:
        """What it makes of sentences; of the words of all others nothing is said.

        Parameters
        ----------
        sentence : int64[k]
            Their numbers in the batch.

        Returns
        -------
        Read
        """
        asked = np.isin(self.tokens.sentence_key[self.passages.first], sentence)
        for k in np.flatnonzero(asked & ~self.done).tolist():
            self.encoder.read_passage(self.passages, k, self.said)
        self.done |= asked
        return Read(self.said, self.encoder.heads)


@cache
def shipped_encoder() -> Encoder:
    """The one that ships with the library.

    Raises
    ------
    OptionError
        If onnxruntime or tokenizers cannot be imported.
    """
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise OptionError(
            "the encoder (model='cascade', 'compact') runs on onnxruntime and tokenizers, which cannot be imported",
            where=str(error),
            do="pip install 'framing-analysis[compact]', or model='fast'",
        ) from error
    model = load_model("encoder", goes_with="attribution")
    files = {name: load_file("encoder", name, digest) for name, digest in json.loads(model.meta["files"]).items()}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        files["encoder.onnx"], options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW
    )
    return Encoder(session, pieces_by(Tokenizer.from_buffer(files["tokenizer.json"])), model.arrays)


def pieces_by(tokenizer: Any) -> Pieces:
    """How a tokenizer of the package `tokenizers` splits a word form, neither cut short nor filled up."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return lambda form: list(tokenizer.encode(form, add_special_tokens=False).ids)
