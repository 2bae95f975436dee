"""The encoder and its heads: names, titles, triggers of events, and who an event or a title belongs to."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from tasks.extract.encoder.pieces import SHAPES
from training.encoder.labels import EVENT_TYPES, REALIS, STATUSES

HIDDEN = 256
KEY = 64
_SHAPE = 16
_EDGES = (1, 2, 3, 5, 9, 17, 33)  # distances in word pieces, by which far and near are told apart
_BUCKETS = 2 * (len(_EDGES) + 1)


def bucket(distance: Tensor) -> Tensor:
    """The number of the bucket of a signed distance."""
    size = torch.bucketize(distance.abs(), torch.tensor(_EDGES), right=True)
    return torch.where(distance < 0, size, size + len(_EDGES) + 1)


class Net(nn.Module):
    """MiniLM, the shape of each word beside it, a convolution over three pieces; on that the heads, all linear."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(encoder, add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.shape = nn.Embedding(SHAPES, _SHAPE)
        self.conv = nn.Conv1d(width + _SHAPE, HIDDEN, 3, padding=1)
        self.drop = nn.Dropout(0.1)
        self.per = nn.Linear(HIDDEN, 3)
        self.org_loc = nn.Linear(HIDDEN, 5)
        self.title = nn.Linear(HIDDEN, 3)
        self.trigger = nn.Linear(HIDDEN, len(EVENT_TYPES))
        nn.init.constant_(self.trigger.bias, -4.0)
        # who: a mention's query against the pieces of a sentence
        self.query = nn.Linear(HIDDEN, KEY)
        self.key = nn.Linear(HIDDEN, KEY)
        self.near = nn.Embedding(_BUCKETS, 1)
        self.far = nn.Embedding(8, 1)
        nn.init.zeros_(self.near.weight)
        nn.init.zeros_(self.far.weight)
        self.realis = nn.Linear(HIDDEN, len(REALIS))
        # whose title
        self.title_query = nn.Linear(HIDDEN, KEY)
        self.title_key = nn.Linear(HIDDEN, KEY)
        self.title_near = nn.Embedding(_BUCKETS, 1)
        nn.init.zeros_(self.title_near.weight)
        self.title_bias = nn.Parameter(torch.zeros(1))
        self.status = nn.Linear(HIDDEN, len(STATUSES))

    def forward(self, ids: Tensor, mask: Tensor | None, shape: Tensor) -> Tensor:
        """(batch, pieces, HIDDEN): what the heads read. No mask: all pieces count."""
        h = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        h = torch.cat([h, self.shape(shape)], -1)
        h = torch.relu(self.conv(self.drop(h).transpose(1, 2))).transpose(1, 2)
        return self.drop(h)

    def span(self, h: Tensor, chunk: Tensor, start: Tensor, end: Tensor) -> Tensor:
        """(items, HIDDEN): the mean of each span's pieces."""
        sums = nn.functional.pad(h.cumsum(1), (0, 0, 1, 0))
        return (sums[chunk, end] - sums[chunk, start]) / (end - start).clamp(min=1)[:, None]

    def events(self, h: Tensor, chunk: Tensor, spans: Tensor, far: Tensor) -> tuple[Tensor, Tensor]:
        """(items, pieces, types): how much each piece of the sentence says that this befell whom the mention means.

        Args:
            h: what forward gave.
            chunk: the chunk of each item.
            spans: (items, 4): mention start, end, sentence start, end.
            far: how many sentences the mention stands before the sentence.
        """
        m = self.span(h, chunk, spans[:, 0], spans[:, 1])
        length = int((spans[:, 3] - spans[:, 2]).max())
        at = spans[:, 2, None] + torch.arange(length)[None]
        inside = at < spans[:, 3, None]
        at = at.clamp(max=h.shape[1] - 1)
        triggers, keys = self.trigger(h), self.key(h)
        who = torch.einsum("nk,nlk->nl", self.query(m), keys[chunk[:, None], at]) / math.sqrt(KEY)
        who = who + self.near(bucket(at - spans[:, 0, None])).squeeze(-1) + self.far(far)
        logits = triggers[chunk[:, None], at] + who[..., None]
        return logits.masked_fill(~inside[..., None], -1e4), at

    def titles(self, h: Tensor, chunk: Tensor, spans: Tensor) -> tuple[Tensor, Tensor]:
        """Whether each title (start, end) belongs to the mention (start, end), and the title's status."""
        title = self.span(h, chunk, spans[:, 0], spans[:, 1])
        m = self.span(h, chunk, spans[:, 2], spans[:, 3])
        who = (self.title_query(title) * self.title_key(m)).sum(-1) / math.sqrt(KEY)
        who = who + self.title_near(bucket(spans[:, 2] - spans[:, 0])).squeeze(-1) + self.title_bias
        return who, self.status(title)
