"""The learned proposer: which kinds of claim a segment holds, by weights learned from annotated pages and sentences.

One linear model per kind (logistic regression with an L2 penalty), trained offline by ``validation/claims/train.py``
and shipped as ``data/learned.json``. It is asked beside the rules: a rule that matches counts as one more piece of
evidence, so the model can propose what no rule knows and overrule a rule whose sentence speaks against it.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kneewise.claims.datafiles import DATA
from kneewise.claims.features import own_features, stem
from kneewise.claims.rulebook import Rule, Rulebook

if TYPE_CHECKING:
    from kneewise.claims.matcher import Hit, Reading

WEIGHTS = DATA / "learned.json"
# Weights are stored as whole numbers in this fraction of a logit.
PER_LOGIT = 50
# So many words or word classes are named as having spoken for a proposal.
MOST_CUES = 3


@dataclass(frozen=True, slots=True)
class Proposer:
    """Weights of all kinds: ``weights[feature]`` is pairs of kind index and weight; all in 1/`PER_LOGIT` logits.

    ``rule`` is what a matching rule of the kind adds, ``threshold`` the sum from which a claim is made.
    """

    kinds: tuple[str, ...]
    bias: tuple[int, ...]
    rule: tuple[int, ...]
    threshold: tuple[int, ...]
    weights: dict[str, list[int]]

    def margins(self, features: list[str], ruled: set[str]) -> dict[str, int]:
        """How far each kind lies above its threshold (negative: below). ``ruled`` are kinds that a rule has found."""
        sums = list(self.bias)
        for feature in features:
            pairs = self.weights.get(feature)
            if pairs:
                for i in range(0, len(pairs), 2):
                    sums[pairs[i]] += pairs[i + 1]
        return {
            kind: sums[i] + (self.rule[i] if kind in ruled else 0) - self.threshold[i]
            for i, kind in enumerate(self.kinds)
        }

    def spoken(self, kind: str, reading: Reading) -> list[tuple[Hit, str]]:
        """The words of a segment that spoke most for a kind: (place, words), the strongest first."""
        index = self.kinds.index(kind)
        found: list[tuple[int, Hit]] = []
        for feature in own_features(reading):
            weight = self._weight(feature, index)
            places = _places(feature, reading) if weight > 0 else []
            found.extend((weight, place) for place in places[:1])
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        out: list[tuple[Hit, str]] = []
        for _, (a, b) in found:
            if not any(a <= y and x <= b for (x, y), _ in out):
                out.append(((a, b), " ".join(reading.words[a : b + 1])))
            if len(out) == MOST_CUES:
                break
        return out

    def _weight(self, feature: str, index: int) -> int:
        pairs = self.weights.get(feature, [])
        return next((pairs[i + 1] for i in range(0, len(pairs), 2) if pairs[i] == index), 0)


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
    """The weights that ship with kneewise (read once per process)."""
    raw = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Proposer(
        tuple(raw["kinds"]), tuple(raw["bias"]), tuple(raw["rule"]), tuple(raw["threshold"]), raw["weights"]
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
