"""What the encoder in `weights` says of every word piece of a page.

The graph is int8 ONNX and runs on one thread, one chunk at a time, so that what it says of a page does not depend on
what else is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from tasks.extract.encoder.pieces import CLS, SEP, shape_of, windows
from tasks.extract.language.document import Document

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_LONGEST = 350  # pieces of a chunk
_CONTEXT = 50  # of which so many may repeat the chunk before
_MOST = 7_000  # pieces of a page: some 5,000 words of English, up to two seconds of one core

_Piece = tuple[int, int, int, int]  # its number, start, end, and the shape of its word


@dataclass(frozen=True)
class PageReading:
    """The word pieces of a page in text order, and what each head says of each (pieces, outputs of the head).

    `starts` and `ends` are code points of the page's text; `sentences` are the first piece of each sentence and the
    piece after its last, in the document's order; the same twice where a sentence was not read. The heads are those of
    training/encoder/net.py by name: `per` and `title` (outside, begins, inside), `trigger` (event types), `query` and
    `key` (of a mention, against what is said), `title_query` and `title_key` (of a title, against its holder). All are
    linear: what they say of a span is the mean of what they say of its pieces.
    """

    starts: Ints
    ends: Ints
    sentences: tuple[tuple[int, int], ...]
    heads: Mapping[str, Floats]
    distances: Mapping[str, Floats]

    @property
    def unread(self) -> frozenset[int]:
        """The sentences that the encoder did not read."""
        return frozenset(i for i, (first, last) in enumerate(self.sentences) if first == last)

    def pieces_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The pieces inside those characters, end exclusive; None where there are none."""
        first = int(self.starts.searchsorted(start))
        last = int(self.ends.searchsorted(end, side="right"))
        return (first, last) if first < last else None

    def mean(self, head: str, first: int, last: int) -> Floats:
        """What the head says of those pieces together."""
        said = self.heads[head][first:last]
        mean: Floats = said[0] if len(said) == 1 else said.mean(axis=0)
        return mean


class Network:
    """The encoder, ready to read; build it once a process."""

    def __init__(self) -> None:
        weights = files("tasks.extract.encoder").joinpath("weights")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        with as_file(weights) as folder:
            self._session = onnxruntime.InferenceSession(
                folder / "encoder.onnx", options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            with np.load(folder / "distances.npz") as arrays:
                self._distances = {name: array.reshape(-1) for name, array in arrays.items()}
        self._heads = [output.name for output in self._session.get_outputs()]
        self._widths = [output.shape[2] for output in self._session.get_outputs()]
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def read(self, document: Document) -> PageReading:
        """The document's pieces and what the heads say of them; of an endless document, of its first sentences."""
        pieces: list[list[_Piece]] = []
        left = _MOST
        for s in document.sentences:
            pieces.append(self._pieces(document.text, s.start, s.end) if left > 0 else [])
            left -= len(pieces[-1])
        said: list[list[Floats]] = [[np.zeros((0, width), dtype=np.float32) for width in self._widths]]
        for first, end, new in windows([len(p) for p in pieces], _LONGEST, _CONTEXT):
            chunk = [piece for sentence in pieces[first:end] for piece in sentence]
            skip = 1 + sum(len(p) for p in pieces[first:new])
            if chunk:
                said.append([output[skip : len(chunk) + 1] for output in self._run(chunk)])
        flat = [piece for sentence in pieces for piece in sentence]
        bounds, at = [], 0
        for sentence in pieces:
            bounds.append((at, at + len(sentence)))
            at += len(sentence)
        return PageReading(
            np.array([p[1] for p in flat], dtype=np.int64),
            np.array([p[2] for p in flat], dtype=np.int64),
            tuple(bounds),
            dict(zip(self._heads, (np.concatenate(outputs) for outputs in zip(*said, strict=True)), strict=True)),
            self._distances,
        )

    def _pieces(self, text: str, start: int, end: int) -> list[_Piece]:
        """The sentence's pieces; of an endless sentence the first."""
        encoding = self._tokenizer.encode(text[start:end], add_special_tokens=False)
        pieces: list[_Piece] = []
        left = right = start
        for number, (a, b) in zip(encoding.ids[:_LONGEST], encoding.offsets[:_LONGEST], strict=True):
            if not (left <= a + start and b + start <= right) or left == right:
                left, right = _word_at(text, start, end, a + start, b + start)
            pieces.append((number, a + start, b + start, shape_of(text[left:right])))
        return pieces

    def _run(self, pieces: Sequence[_Piece]) -> list[Floats]:
        ids = np.array([[CLS, *(p[0] for p in pieces), SEP]], dtype=np.int64)
        shapes = np.array([[0, *(p[3] for p in pieces), 0]], dtype=np.int64)
        outputs: list[Floats] = [o[0] for o in self._session.run(None, {"ids": ids, "shapes": shapes})]
        return outputs


@cache
def load_network() -> Network:
    """The process's network."""
    return Network()


def _word_at(text: str, start: int, end: int, left: int, right: int) -> tuple[int, int]:
    """The run of letters and digits around text[left:right], inside start and end."""
    while left > start and text[left - 1].isalnum():
        left -= 1
    while right < end and text[right].isalnum():
        right += 1
    return left, right
