"""The learned proposer: which kinds of claim a segment holds, by weights learned from annotated pages and sentences.

A small network with one hidden layer (tanh), trained offline by ``validation/claims/train.py`` and shipped as
``data/learned.npz``. It is asked beside the rules: a rule that matches counts as one more piece of evidence, so the
network can propose what no rule knows and overrule a rule whose sentence speaks against it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kneewise.claims.datafiles import DATA
from kneewise.claims.features import own_features, stem
from kneewise.claims.rulebook import Rule, Rulebook

if TYPE_CHECKING:
    from kneewise.claims.matcher import Hit, Reading

Floats = NDArray[np.float32]

WEIGHTS = DATA / "learned.npz"
# So many words or word classes are named as having spoken for a proposal.
MOST_CUES = 3
# Segments are weighed in lots of this size, which bounds the memory that a long page needs.
LOT = 512


@dataclass(frozen=True, slots=True)
class Proposer:
    """The network: ``index`` is the row of each feature in ``first`` (features x hidden), ``second`` hidden x kinds.

    Logits are ``tanh(sum of rows + first_bias) @ second + second_bias``. ``rule`` is what a matching rule of the kind
    adds, ``threshold`` (one per kind) the sum from which a claim is made; both in logits.
    """

    kinds: tuple[str, ...]
    index: dict[str, int]
    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    rule: float
    threshold: Floats

    def hidden(self, features: list[list[str]]) -> Floats:
        """The hidden layer of each segment (segments x hidden), from the segments' features."""
        lots = [self._lot(features[i : i + LOT]) for i in range(0, len(features), LOT)]
        return np.concatenate(lots) if lots else np.zeros((0, len(self.first_bias)), np.float32)

    def _lot(self, features: list[list[str]]) -> Floats:
        known = [[self.index[name] for name in found if name in self.index] for found in features]
        counts = np.array([len(rows) for rows in known])
        sums = np.zeros((len(known), len(self.first_bias)), np.float32)
        rows = np.array([row for found in known for row in found], np.intp)
        if len(rows):
            starts = np.concatenate([[0], np.cumsum(counts)[:-1]])[counts > 0]
            sums[counts > 0] = np.add.reduceat(self.first[rows], starts, axis=0)
        return np.tanh(sums + self.first_bias)

    def logits(self, hidden: Floats) -> Floats:
        """How much speaks for each kind in each segment, without rules (segments x kinds)."""
        return hidden @ self.second + self.second_bias

    def margins(self, logits: Floats, ruled: set[str]) -> dict[str, float]:
        """How far each kind lies above its threshold (negative: below) in one segment. ``ruled`` are kinds that a rule
        has found."""
        over = logits - self.threshold
        return {kind: float(over[i]) + (self.rule if kind in ruled else 0.0) for i, kind in enumerate(self.kinds)}

    def spoken(self, kind: str, reading: Reading, hidden: Floats) -> list[tuple[Hit, str]]:
        """The words of a segment that spoke most for a kind: (place, words), the strongest first.

        What a feature says is its share in the logit by the slope at this segment's hidden layer.
        """
        slope = self.second[:, self.kinds.index(kind)] * (1 - hidden**2)
        found: list[tuple[float, Hit]] = []
        for feature in own_features(reading):
            row = self.index.get(feature)
            places = _places(feature, reading) if row is not None else []
            share = float(self.first[row] @ slope) if places else 0.0
            if share > 0:
                found.append((share, places[0]))
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        out: list[tuple[Hit, str]] = []
        for _, (a, b) in found:
            if not any(a <= y and x <= b for (x, y), _ in out):
                out.append(((a, b), " ".join(reading.words[a : b + 1])))
            if len(out) == MOST_CUES:
                break
        return out


def _places(feature: str, reading: Reading) -> list[Hit]:
    """Where the words of a feature stand in a segment."""
    sort, name = feature.split(":", 1)
    if sort == "c":
        return reading.hits.get(name, []) if name.isupper() else []
    if sort == "w":
        return [(i, i) for i, word in enumerate(reading.words) if stem(word) == name]
    return []


@cache
def proposer() -> Proposer:
    """The weights that ship with kneewise (read once per process).

    Rows are stored as whole numbers of 1/127 of the row's largest weight.
    """
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        names = bytes(stored["names"]).decode("utf-8").split("\n")
        return Proposer(
            kinds=tuple(bytes(stored["kinds"]).decode("utf-8").split("\n")),
            index={name: row for row, name in enumerate(names)},
            first=stored["first"].astype(np.float32) * stored["scale"].astype(np.float32)[:, None],
            first_bias=stored["first_bias"],
            second=stored["second"],
            second_bias=stored["second_bias"],
            rule=float(stored["rule"]),
            threshold=stored["threshold"],
        )


def proposal_rule(kind: str, book: Rulebook) -> Rule:
    """How a proposed claim of a kind is read: which amounts it takes and what a negative word in it means.

    This is what most of the kind's own rules say, without their patterns.
    """
    type_, _, subtype = kind.partition("/")
    rules = [rule for rule in book.rules if rule.type == type_ and rule.subtype == subtype]
    most = Counter(rule.value for rule in rules if rule.value).most_common(1)
    units = max((rule.units for rule in rules), key=len)
    return Rule(
        id=f"learned/{kind}",
        type=type_,
        subtype=subtype,
        match=(),
        starts=frozenset(),
        unless=(),
        context=(),
        kinds=frozenset(),
        value=most[0][0] if most else (),
        units=units,
        keep_units=frozenset().union(*(rule.keep_units for rule in rules)),
        skip_units=frozenset().union(*(rule.skip_units for rule in rules)),
        absorb=2 * sum(rule.absorb for rule in rules) > len(rules),
        neutral_denial=False,
        attribution=Counter(rule.attribution for rule in rules).most_common(1)[0][0],
        polarity="",
        comparator="",
        alternative_subject=False,
        finds=(),
        passes=(),
    )
