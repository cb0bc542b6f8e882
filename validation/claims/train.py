"""Train the learned proposer of the page audit, and measure it by cross-validation over pages.

    KNEEWISE_SEEDS=/folder/of/seed/texts .venv/bin/python validation/claims/train.py [--write]

Trained on the annotated pages of ``dev`` and ``seeds`` and on the labelled sentences beside this script; never on
``heldout``. One logistic regression per kind with an L2 penalty. What a matching rule adds and where the threshold lies
are chosen on pages that were written after the rules (``dev2_*``), because on the others the rules look better than
they are; each fold uses the figures chosen on the other folds. Only features of at least two pages (or sentences) are
kept, so that no text can be put together again from the weights.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from kneewise.claims.datafiles import DATA
from kneewise.claims.evaluate import AnnotatedPage, kind_of, load_corpus, seeds_folder
from kneewise.claims.extract import PageReading, find_claims
from kneewise.claims.features import own_features, page_features
from kneewise.claims.learned import WEIGHTS
from kneewise.claims.rulebook import rulebook
from kneewise.claims.ruletest import PAGE

SENTENCES = __file__.replace("train.py", "sentences.txt")
PENALTY = 1e-5
HIDDEN = 64
EPOCHS = 20
LOT = 128
RATE = 2e-3
DROP_FEATURES = 0.15
DROP_HIDDEN = 0.4
SEED = 1
# Sentences stand alone and are plainer than those of pages: they count less.
SENTENCE_WEIGHT = 0.7
BENIGN_WEIGHT = 0.5
FEWEST_PAGES = 2
FOLDS = 4
# Pairs of neighbours and of classes are many and rarer: a smaller scale is a stronger penalty.
SCALES = {"b": 0.6, "p": 0.5, "n": 0.5, "aw": 0.6, "ac": 0.6, "dc": 0.4, "lc": 0.3, "nc": 0.3, "tx": 0.7, "g": 0.5}
# Pages of dev that were written after most of the rules.
WRITTEN_LATER = ("dev2_", "ho_", "heldout2_")
RULE_STEPS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
THRESHOLD_STEPS = tuple(np.arange(-3.0, 0.5, 0.1).round(1))


@dataclass
class Rows:
    """Segments with their features, kinds annotated and found by rules, page and weight."""

    features: list[list[str]] = field(default_factory=list)
    gold: list[set[str]] = field(default_factory=list)
    ruled: list[set[str]] = field(default_factory=list)
    page: list[str] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)

    def add(self, features: list[str], gold: set[str], ruled: set[str], page: str, weight: float) -> None:
        """Add one segment."""
        self.features.append(features)
        self.gold.append(gold)
        self.ruled.append(ruled)
        self.page.append(page)
        self.weight.append(weight)

    def some(self, chosen: list[int]) -> Rows:
        """The rows with these indices."""
        return Rows(*([getattr(self, n)[i] for i in chosen] for n in ("features", "gold", "ruled", "page", "weight")))


def kinds() -> list[str]:
    """All kinds that are scored, in the order of types.yaml."""
    out = []
    for name, entry in rulebook().types.items():
        out += [f"{name}/{sub}" for sub in entry["subtypes"]] if entry.get("subtypes") else [name]
    return out


def add_page(rows: Rows, page: AnnotatedPage) -> None:
    """The segments of an annotated page; a claim belongs to the segment that it overlaps most."""
    read = PageReading(page.text, rulebook())
    spans = [read.shown(reading) for reading in read.readings]
    gold: dict[int, set[str]] = defaultdict(set)
    for claim in page.claims:
        shared = [min(claim["end"], b) - max(claim["start"], a) for a, b in spans]
        gold[int(np.argmax(shared))].add(kind_of(claim["type"], claim["subtype"]))
    ruled: dict[int, set[str]] = defaultdict(set)
    for claim, reading in find_claims(read):
        ruled[reading.segment.index].add(kind_of(claim.type, claim.subtype))
    weight = 1.0 if page.claims else BENIGN_WEIGHT
    for i, found in enumerate(page_features(read)):
        rows.add(found, gold[i], ruled[i] if read.relevant else set(), page.page_id, weight if read.relevant else 0.5)


def add_sentences(rows: Rows) -> None:
    """The labelled sentences and the rules' own examples, each a page of its own."""
    with open(SENTENCES, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if line.strip() and not line.startswith("#"):
                labels, text = line.rstrip("\n").split("|", 1)
                read = PageReading("-\n\n" + text, rulebook())
                gold = {k for k in labels.split(",") if k != "-"}
                found = sorted({f for reading in read.readings[1:] for f in own_features(reading)})
                rows.add(found, gold, set(), f"sentence {number}", SENTENCE_WEIGHT)
    for rule in rulebook().rules:
        for number, example in enumerate(rule.finds):
            read = PageReading(example + PAGE, rulebook())
            gold = {kind_of(rule.type, rule.subtype)}
            gold |= {kind_of(c.type, c.subtype) for c, _ in find_claims(read) if c.start < len(example)}
            chosen = [r for r in read.readings if r.segment.start < len(example)]
            if len(chosen) == 1:
                rows.add(own_features(chosen[0]), gold, set(), f"{rule.id} {number}", SENTENCE_WEIGHT)


@dataclass
class Network:
    """A network of one hidden layer: `kneewise.claims.learned.Proposer` has the same parts and formula."""

    index: dict[str, int]
    first: Any
    first_bias: Any
    second: Any
    second_bias: Any

    def scores(self, features: list[list[str]]) -> Any:
        """Logits, segment by kind."""
        x = matrix(features, self.index)
        return np.tanh(x @ self.first + self.first_bias) @ self.second + self.second_bias


def matrix(features: list[list[str]], index: dict[str, int]) -> csr_matrix:
    """The features as a sparse matrix, scaled by their sort."""
    i, j, v = [], [], []
    for row, found in enumerate(features):
        for name in found:
            if name in index:
                i.append(row)
                j.append(index[name])
                v.append(SCALES.get(name.split(":", 1)[0], 1.0))
    return csr_matrix((np.array(v, np.float32), (i, j)), shape=(len(features), len(index)))


def fit(rows: Rows, names: list[str]) -> Network:
    """Train by Adam on lots of segments with a falling step; features and hidden units are dropped at random.

    Only the rows of features that occur in a lot move (lazy Adam): most features are rare.
    """
    pages = defaultdict(set)
    for found, page in zip(rows.features, rows.page, strict=True):
        for name in found:
            pages[name].add(page)
    index = {name: i for i, name in enumerate(sorted(n for n, p in pages.items() if len(p) >= FEWEST_PAGES))}
    x = matrix(rows.features, index)
    y = np.array([[name in gold for name in names] for gold in rows.gold], np.float32)
    w = np.array(rows.weight, np.float32)[:, None]
    rng = np.random.default_rng(SEED)
    share = (y.sum(0) + 0.5) / (len(y) - y.sum(0) + 0.5)
    parts = [
        rng.normal(0, 0.05, (len(index), HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        rng.normal(0, 0.1, (HIDDEN, len(names))).astype(np.float32),
        np.log(share).astype(np.float32),
    ]
    means, squares = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    steps, step = EPOCHS * (len(y) // LOT), 0
    for _ in range(EPOCHS):
        order = rng.permutation(len(y))
        for start in range(0, len(y) - LOT + 1, LOT):
            chosen = order[start : start + LOT]
            lot = x[chosen]
            kept = (rng.random(lot.data.shape, np.float32) > DROP_FEATURES) / np.float32(1 - DROP_FEATURES)
            lot = csr_matrix((lot.data * kept, lot.indices, lot.indptr), shape=lot.shape)
            hidden = np.tanh(lot @ parts[0] + parts[1])
            mask = (rng.random(hidden.shape, np.float32) > DROP_HIDDEN) / np.float32(1 - DROP_HIDDEN)
            error = (1 / (1 + np.exp(-(hidden * mask @ parts[2] + parts[3]))) - y[chosen]) * w[chosen] / LOT
            back = (error @ parts[2].T) * mask * (1 - hidden**2)
            moved = np.unique(lot.indices)
            gradients = [
                lot[:, moved].T @ back + PENALTY * parts[0][moved],
                back.sum(0),
                (hidden * mask).T @ error + PENALTY * parts[2],
                error.sum(0),
            ]
            step += 1
            size = RATE * (1 - 0.9 * step / steps) * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            for part, mean, square, gradient, of in zip(
                parts, means, squares, gradients, [moved, slice(None), slice(None), slice(None)], strict=True
            ):
                mean[of] = 0.9 * mean[of] + 0.1 * gradient
                square[of] = 0.999 * square[of] + 0.001 * gradient**2
                part[of] -= np.float32(size) * mean[of] / (np.sqrt(square[of]) + np.float32(1e-8))
    return Network(index, *parts)


def f1(predicted: Any, gold: Any) -> tuple[float, float, float]:
    """F1, precision, recall."""
    right = (predicted & gold).sum()
    return 2 * right / max(predicted.sum() + gold.sum(), 1), right / max(predicted.sum(), 1), right / gold.sum()


def choose(scores: Any, ruled: Any, gold: Any) -> tuple[float, float]:
    """What a rule adds, and the threshold, with the best F1."""
    tried = [
        (f1(scores + rule * ruled > threshold, gold)[0], rule, threshold)
        for rule in RULE_STEPS
        for threshold in THRESHOLD_STEPS
    ]
    _, rule, threshold = max(tried)
    return rule, float(threshold)


def cross_validate(pages: Rows, sentences: Rows, names: list[str], later: set[str]) -> tuple[float, float]:
    """Print the figures of pages that each fold has not seen; return what a rule adds and the threshold."""
    order = sorted(set(pages.page))
    np.random.default_rng(1).shuffle(order)
    fold = {page: i % FOLDS for i, page in enumerate(order)}
    scores = np.zeros((len(pages.page), len(names)))
    for k in range(FOLDS):
        rest = pages.some([i for i, p in enumerate(pages.page) if fold[p] != k])
        own = [i for i, p in enumerate(pages.page) if fold[p] == k]
        both = Rows(
            *(getattr(rest, n) + getattr(sentences, n) for n in ("features", "gold", "ruled", "page", "weight"))
        )
        scores[own] = fit(both, names).scores([pages.features[i] for i in own])
    gold = np.array([[n in g for n in names] for g in pages.gold])
    ruled = np.array([[n in r for n in names] for r in pages.ruled])
    is_later = np.array([p in later for p in pages.page])
    of_fold = np.array([fold[p] for p in pages.page])
    predicted = np.zeros_like(gold)
    for k in range(FOLDS):
        others = is_later & (of_fold != k)
        rule, threshold = choose(scores[others], ruled[others], gold[others])
        predicted[of_fold == k] = (scores + rule * ruled > threshold)[of_fold == k]
    for name, chosen in (("written after the rules", is_later), ("rules were written on", ~is_later)):
        for what, made in (("rules alone", ruled), ("learned alone", scores > -1.4), ("together", predicted)):
            figures = ", ".join(f"{v:.3f}" for v in f1(made[chosen], gold[chosen]))
            print(f"pages {name}: {what}: F1, precision, recall {figures}")
    return choose(scores[is_later], ruled[is_later], gold[is_later])


def store(model: Network, names: list[str], rule: float, threshold: float) -> None:
    """Write the network as `kneewise.claims.learned` reads it: rows in 1/127 of their largest weight."""
    order = sorted(model.index, key=model.index.__getitem__)
    rows = model.first * np.array([SCALES.get(name.split(":", 1)[0], 1.0) for name in order], np.float32)[:, None]
    scale = (np.abs(rows).max(1) / 127).astype(np.float16)
    whole = np.rint(rows / np.maximum(scale.astype(np.float32), 1e-7)[:, None])
    np.savez_compressed(
        WEIGHTS,
        names=np.frombuffer("\n".join(order).encode(), np.uint8),
        kinds=np.frombuffer("\n".join(names).encode(), np.uint8),
        first=np.clip(whole, -127, 127).astype(np.int8),
        scale=scale,
        first_bias=model.first_bias,
        second=model.second,
        second_bias=model.second_bias,
        rule=np.float32(rule),
        threshold=np.full(len(names), threshold, np.float32),
    )


def main() -> None:
    """Cross-validate; with ``--write`` also train on everything and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--quick", action="store_true", help="No cross-validation; needs --rule and --threshold.")
    parser.add_argument("--rule", type=float)
    parser.add_argument("--threshold", type=float)
    given = parser.parse_args()
    names, pages, sentences = kinds(), Rows(), Rows()
    later: set[str] = set()
    for split in ("dev", "train", "seeds"):
        for page in load_corpus(split, seeds_folder()):
            add_page(pages, page)
            if split == "train" or page.page_id.startswith(WRITTEN_LATER):
                later.add(page.page_id)
    add_sentences(sentences)
    print(f"{len(set(pages.page))} pages, {len(pages.page)} segments, {len(sentences.page)} sentences")
    rule, threshold = given.rule, given.threshold
    if not given.quick:
        rule, threshold = cross_validate(pages, sentences, names, later)
    print(f"a rule adds {rule}, threshold {threshold}")
    if given.write:
        both = Rows(
            *(getattr(pages, n) + getattr(sentences, n) for n in ("features", "gold", "ruled", "page", "weight"))
        )
        store(fit(both, names), names, rule, threshold)
        print(f"{WEIGHTS.relative_to(DATA.parents[2])}: {WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
