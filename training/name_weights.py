"""Train the weights of the name scores (tasks/extract/people/name_scores.py) on gold pages.

Writes tasks/extract/lexicons/name_weights.tsv.

python training/name_weights.py GOLD_DIR
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.read_gold import article
from tasks.extract.entities.find import find_entities
from tasks.extract.language.document import Document
from tasks.extract.people.name_lexicons import FOLDER, fold
from tasks.extract.people.name_scores import Features, page_features, score, span_features
from tasks.extract.people.person_names import NameSpan, find_name_spans

_PENALTY = 2.0  # chosen by fourfold cross-validation over pages
_MIN_PAGES = 4
_MARKS = re.compile(r"[.,()\"“”]")


def main() -> None:
    """Fit the first look, score with it, fit the second."""
    pages = [read(path) for path in sorted(Path(sys.argv[1]).glob("*.json")) if path.stem != "identities"]
    features = [f for _, fs, _ in pages for f in fs]
    page_of = [i for i, (_, fs, _) in enumerate(pages) for _ in fs]
    labels = np.array([y for _, _, ys in pages for y in ys], dtype=float)
    first = fit(features, page_of, labels)
    for spans, fs, _ in pages:
        seen = page_features(spans, fs, [score(f, first) for f in fs])
        for own, extra in zip(fs, seen, strict=True):
            own.update(extra)
    second = fit(features, page_of, labels)
    header = "# Weights of a logistic regression; made by training/name_weights.py from the training pages.\n"
    header += "# look\tfeature\tweight\n"
    lines = [
        f"{look}\t{k}\t{v:.3f}\n" for look, t in (("first", first), ("second", second)) for k, v in sorted(t.items())
    ]
    (FOLDER / "name_weights.tsv").write_text(header + "".join(lines), encoding="utf-8")
    found = np.array([score(f, second) > 0 for f in features])
    print(f"{len(labels)} candidates, {labels.mean():.2f} names, right {np.mean(found == (labels > 0.5)):.4f}")


def read(path: Path) -> tuple[list[NameSpan], list[Features], list[bool]]:
    """The page's candidates, their features and whether gold holds them."""
    page = article(path)
    assert page is not None, path
    gold = json.loads(path.read_text(encoding="utf-8"))["people"]
    names = {tuple(_MARKS.sub(" ", fold(name)).split()) for p in gold for name in (p["name"], *p["aliases"])}
    document = Document.of(page)
    entities = find_entities(document)
    spans = find_name_spans(document, entities)
    return spans, span_features(document, entities, spans), [is_name(s, names) for s in spans]


def is_name(span: NameSpan, names: set[tuple[str, ...]]) -> bool:
    """Whether the candidate is one of the gold forms, or a part of one that stands as a name of its own."""
    words = tuple(part for w in span.folded for part in w.replace(".", " ").split())
    if words in names:
        return not span.in_body or len(words) == 1
    return any(len(words) > 1 and words == n[i : i + len(words)] for n in names for i in range(len(n)))


def fit(features: Sequence[Features], page_of: Sequence[int], labels: np.ndarray) -> dict[str, float]:
    """Weights by Newton's method with an L2 penalty, of the features that stand on enough pages."""
    pages: Counter[str] = Counter(f for _, f in {(p, f) for p, fs in zip(page_of, features, strict=True) for f in fs})
    names = ["constant", *sorted(f for f, n in pages.items() if n >= _MIN_PAGES)]
    column = {f: i for i, f in enumerate(names)}
    x = np.zeros((len(features), len(names)))
    x[:, 0] = 1
    for row, fs in enumerate(features):
        for f in fs:
            if f in column:
                x[row, column[f]] = 1
    w = np.zeros(len(names))
    penalty = np.full(len(names), _PENALTY)
    penalty[0] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - labels) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-6)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-5:
            break
    return dict(zip(names, w.tolist(), strict=True))


if __name__ == "__main__":
    main()
