"""How good the audit is: its claims, values, stances, verdicts and omissions against pages annotated by hand."""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kneewise.claims.model import VERDICTS, Claim
from kneewise.claims.page import audit
from kneewise.claims.rulebook import rulebook
from kneewise.errors import InputError

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

CORPUS = Path(__file__).parent / "corpus"
SPLITS = ("dev", "train", "heldout", "seeds")
SEEDS_VARIABLE = "KNEEWISE_SEEDS"
# Spans that share at least this part of their union count as the same place (the stricter of the two measures).
IOU = 0.5
RESAMPLES = 1_000
SEED = 20_260_101
# Calling a contradicted claim supported costs five times any other mistake (page_audit_method, "How to measure").
WORST_MISTAKE_COST = 5
_ANNOTATED_VERDICT = {"not_checkable": "cannot_be_checked"}


@dataclass(frozen=True, slots=True)
class AnnotatedPage:
    """A page of the corpus: its text, and the claims and omissions that a person found in it."""

    page_id: str
    kind: str
    text: str
    claims: tuple[dict[str, Any], ...]
    omissions: dict[str, bool]


@dataclass(slots=True)
class _Counts:
    """What one page adds to the figures; sums of these are the corpus."""

    found: Counter[str] = field(default_factory=Counter)
    strict: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    stances: Counter[tuple[str, str]] = field(default_factory=Counter)
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    omissions: Counter[str] = field(default_factory=Counter)
    quiet_claims: int = 0
    quiet_pages: int = 0
    silent_pages: int = 0


def seeds_folder(given: Path | None = None) -> Path | None:
    """Where the seed pages are, if anywhere: the folder given, the variable KNEEWISE_SEEDS, or beside the repository.

    Raises
    ------
    InputError
        If a folder was named and is not there.
    """
    named = given or (Path(os.environ[SEEDS_VARIABLE]) if os.environ.get(SEEDS_VARIABLE) else None)
    if named is not None:
        if not named.is_dir():
            raise InputError(str(named), "is not a folder", "Give the folder that holds the seed pages.")
        return named
    beside = Path(__file__).parents[2].parent / "shared" / "seeds"
    return beside if beside.is_dir() else None


def load_corpus(split: str, seeds: Path | None = None, prefix: str = "") -> list[AnnotatedPage]:
    """The annotated pages of a split whose file names start with ``prefix``.

    The texts of the seeds are not part of kneewise and must be given.

    Raises
    ------
    InputError
        For an unknown split, an empty one, seeds that are not there, or a seed text that is not the annotated one.
    """
    if split not in SPLITS:
        raise InputError("--split", f"is {split!r}", f"Choose one of {', '.join(SPLITS)}.")
    files = sorted(path for path in (CORPUS / split).glob("*.json") if path.name.startswith(prefix))
    if not files and prefix:
        raise InputError("--pages", f"no page of {split} starts with {prefix!r}", "Give the start of a file name.")
    if not files:
        raise InputError(f"the corpus split {split}", "is empty", "Install kneewise with its corpus.")
    return [_annotated(json.loads(path.read_text(encoding="utf-8")), seeds, path) for path in files]


def _annotated(entry: dict[str, Any], seeds: Path | None, path: Path) -> AnnotatedPage:
    text = entry.get("text")
    if text is None:
        if seeds is None:
            raise InputError(
                "the seed pages",
                "are not part of kneewise and were not found",
                f"Give their folder with --seeds or the variable {SEEDS_VARIABLE}.",
            )
        file = seeds / entry["text_file"]
        if not file.is_file():
            raise InputError(str(file), "is not there", "Give the folder that holds all seed pages.")
        text = file.read_bytes().decode("utf-8")
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        if entry.get("sha256") and digest != entry["sha256"]:
            raise InputError(str(file), "is not the text that was annotated", "Its SHA-256 differs.")
    for claim in entry["claims"]:
        if not 0 <= claim["start"] < claim["end"] <= len(text):
            raise InputError(path.name, f"has a claim at {claim['start']}-{claim['end']} outside its text")
    return AnnotatedPage(entry["page_id"], entry["kind"], text, tuple(entry["claims"]), entry.get("omissions") or {})


def kind_of(type_: str, subtype: str | None) -> str:
    """The kind that is scored: the type, with its subtype where types.yaml lists subtypes."""
    listed = rulebook().types.get(type_, {}).get("subtypes")
    return f"{type_}/{subtype}" if listed and subtype else type_


def evaluate(
    split: str,
    seeds: Path | None = None,
    dataset: Dataset | None = None,
    resamples: int = RESAMPLES,
    prefix: str = "",
) -> dict[str, Any]:
    """Precision, recall and F1 per kind, value accuracy, stance F1, verdicts and omissions of a split.

    A claim is found if one of the same kind overlaps it (relaxed), strictly if the two spans share half of their union.
    Each annotated claim is matched with at most one found claim. Intervals are percentile bootstrap by page
    (``resamples``, fixed seed). Benign pages are counted apart: claims found on them are all wrong.
    """
    pages = load_corpus(split, seeds, prefix)
    counts = [_page_counts(page, dataset) for page in pages]
    out = _figures(_sum(counts))
    out["split"], out["pages"] = split, len(pages)
    out["claims_annotated"] = sum(len(p.claims) for p in pages)
    out["intervals"] = _bootstrap(counts, resamples)
    out["versions"] = {"rules": rulebook().version}
    return out


def _page_counts(page: AnnotatedPage, dataset: Dataset | None) -> _Counts:
    result = audit(page.text, dataset=dataset)
    counts = _Counts()
    if not page.claims:
        counts.quiet_pages, counts.quiet_claims = 1, len(result.claims)
    elif not result.claims:
        counts.silent_pages = 1
    pairs, extra, missed = _matched(page.claims, result.claims)
    for gold, claim in pairs:
        _count_pair(counts, gold, claim)
    counts.extra.update(kind_of(c.type, c.subtype) for c in extra)
    counts.missed.update(kind_of(g["type"], g["subtype"]) for g in missed)
    told = {o.item: o.present for o in result.omissions}
    for item, present in page.omissions.items():
        counts.omissions[f"{item}/{'told' if present else 'missing'}/{'told' if told.get(item) else 'missing'}"] += 1
    return counts


def _matched(
    gold: tuple[dict[str, Any], ...], claims: tuple[Claim, ...]
) -> tuple[list[tuple[dict[str, Any], Claim]], list[Claim], list[dict[str, Any]]]:
    """One-to-one pairs of the same kind, the largest overlap first; what is left over on either side."""
    candidates = []
    for i, g in enumerate(gold):
        for j, c in enumerate(claims):
            shared = min(g["end"], c.end) - max(g["start"], c.start)
            if shared > 0 and kind_of(g["type"], g["subtype"]) == kind_of(c.type, c.subtype):
                candidates.append((-_iou(g, c), i, j))
    pairs, used_gold, used_claims = [], set(), set()
    for _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_claims:
            pairs.append((gold[i], claims[j]))
            used_gold.add(i)
            used_claims.add(j)
    extra = [c for j, c in enumerate(claims) if j not in used_claims]
    return pairs, extra, [g for i, g in enumerate(gold) if i not in used_gold]


def _iou(gold: dict[str, Any], claim: Claim) -> float:
    shared = max(0, min(gold["end"], claim.end) - max(gold["start"], claim.start))
    return shared / (max(gold["end"], claim.end) - min(gold["start"], claim.start))


def _count_pair(counts: _Counts, gold: dict[str, Any], claim: Claim) -> None:
    kind = kind_of(claim.type, claim.subtype)
    counts.found[kind] += 1
    counts.strict[kind] += _iou(gold, claim) >= IOU
    if any(v is not None for v in (gold["low"], gold["high"], claim.low, claim.high)):
        same = (
            _same(gold["low"], claim.low)
            and _same(gold["high"], claim.high)
            and (gold["unit"] or None) == (claim.unit or None)
            and (gold["currency"] or None) == (claim.currency or None)
        )
        counts.values["right" if same else "wrong"] += 1
    counts.stances[(gold["stance"], claim.stance)] += 1
    verdict = _ANNOTATED_VERDICT.get(gold["verdict"], gold["verdict"])
    counts.verdicts[(verdict, claim.verdict)] += 1
    for name in ("polarity", "attribution", "product"):
        counts.fields[f"{name}/{'right' if gold[name] == getattr(claim, name) else 'wrong'}"] += 1


def _same(a: float | None, b: float | None) -> bool:
    """Equal, or within rounding of a share to one decimal."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 0.05 if max(abs(a), abs(b)) >= 1 else abs(a - b) <= 0.0005


def _sum(counts: list[_Counts]) -> _Counts:
    total = _Counts()
    for one in counts:
        for name in ("found", "strict", "extra", "missed", "values", "stances", "verdicts", "fields", "omissions"):
            getattr(total, name).update(getattr(one, name))
        total.quiet_claims += one.quiet_claims
        total.quiet_pages += one.quiet_pages
        total.silent_pages += one.silent_pages
    return total


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _prf(right: int, extra: int, missed: int) -> dict[str, float | int | None]:
    return {
        "right": right,
        "extra": extra,
        "missed": missed,
        "precision": _share(right, right + extra),
        "recall": _share(right, right + missed),
        "f1": _share(2 * right, 2 * right + extra + missed),
    }


def _figures(total: _Counts) -> dict[str, Any]:
    kinds = sorted(set(total.found) | set(total.extra) | set(total.missed))
    found, strict = sum(total.found.values()), sum(total.strict.values())
    extra, missed = sum(total.extra.values()), sum(total.missed.values())
    loose = found - strict
    verdicts = sum(total.verdicts.values())
    right = sum(n for (g, c), n in total.verdicts.items() if g == c)
    fatal = total.verdicts[("contradicted", "supported")]
    return {
        "relaxed": _prf(found, extra, missed),
        "iou": _prf(strict, extra + loose, missed + loose),
        "kinds": {k: _prf(total.found[k], total.extra[k], total.missed[k]) for k in kinds},
        "value_accuracy": _share(total.values["right"], sum(total.values.values())),
        "values": sum(total.values.values()),
        "stance": _per_label(total.stances),
        "verdict_accuracy": _share(right, verdicts),
        "verdict_labels": _per_label(total.verdicts),
        "verdict_cost": _share(verdicts - right + (WORST_MISTAKE_COST - 1) * fatal, verdicts),
        "contradicted_called_supported": fatal,
        "confusion": {g: {c: total.verdicts[(g, c)] for c in VERDICTS} for g in VERDICTS},
        "fields": {
            name: _share(total.fields[f"{name}/right"], total.fields[f"{name}/right"] + total.fields[f"{name}/wrong"])
            for name in ("polarity", "attribution", "product")
        },
        "omissions": _omission_figures(total.omissions),
        "quiet_pages": total.quiet_pages,
        "claims_on_quiet_pages": total.quiet_claims,
        "silent_pages": total.silent_pages,
    }


def _per_label(pairs: Counter[tuple[str, str]]) -> dict[str, Any]:
    """Accuracy, and F1 per label with their mean over the labels that were annotated."""
    labels = sorted({label for pair in pairs for label in pair})
    f1 = {}
    for label in labels:
        right = pairs[(label, label)]
        extra = sum(n for (g, c), n in pairs.items() if c == label != g)
        missed = sum(n for (g, c), n in pairs.items() if g == label != c)
        f1[label] = _prf(right, extra, missed)["f1"]
    annotated = [f1[label] for label in labels if any(g == label for g, _ in pairs)]
    whole = sum(pairs.values())
    return {
        "accuracy": _share(sum(n for (g, c), n in pairs.items() if g == c), whole),
        "f1": f1,
        "macro_f1": _share(sum(v or 0.0 for v in annotated), len(annotated)),
    }


def _omission_figures(omissions: Counter[str]) -> dict[str, Any]:
    """Precision and recall of "left out" and of "told", over all items and per item."""
    items = sorted({key.split("/")[0] for key in omissions})

    def prf(label: str, chosen: list[str]) -> dict[str, Any]:
        other = "told" if label == "missing" else "missing"
        return _prf(
            sum(omissions[f"{i}/{label}/{label}"] for i in chosen),
            sum(omissions[f"{i}/{other}/{label}"] for i in chosen),
            sum(omissions[f"{i}/{label}/{other}"] for i in chosen),
        )

    agreed = sum(n for key, n in omissions.items() if key.split("/")[1] == key.split("/")[2])
    return {
        "accuracy": _share(agreed, sum(omissions.values())),
        "missing": prf("missing", items),
        "told": prf("told", items),
        "items": {i: {"missing": prf("missing", [i]), "told": prf("told", [i])} for i in items},
    }


def _bootstrap(counts: list[_Counts], resamples: int) -> dict[str, list[float] | None]:
    """95 % percentile intervals of the main figures, pages drawn with replacement."""
    rng = random.Random(SEED)  # noqa: S311  reproducible resampling, nothing secret
    draws: dict[str, list[float]] = {}
    for _ in range(resamples):
        figures = _figures(_sum(rng.choices(counts, k=len(counts))))
        for name, value in _main_figures(figures).items():
            if value is not None:
                draws.setdefault(name, []).append(value)
    out: dict[str, list[float] | None] = {}
    for name, values in draws.items():
        values.sort()
        out[name] = [values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]]
    return out


def _main_figures(figures: dict[str, Any]) -> dict[str, float | None]:
    return {
        "relaxed_f1": figures["relaxed"]["f1"],
        "relaxed_precision": figures["relaxed"]["precision"],
        "relaxed_recall": figures["relaxed"]["recall"],
        "iou_f1": figures["iou"]["f1"],
        "value_accuracy": figures["value_accuracy"],
        "stance_macro_f1": figures["stance"]["macro_f1"],
        "stance_accuracy": figures["stance"]["accuracy"],
        "verdict_accuracy": figures["verdict_accuracy"],
        "omission_accuracy": figures["omissions"]["accuracy"],
        "omission_missing_f1": figures["omissions"]["missing"]["f1"],
        "omission_told_f1": figures["omissions"]["told"]["f1"],
    }


def main_figures(figures: dict[str, Any]) -> dict[str, float | None]:
    """The figures that the targets are set for, by name."""
    return _main_figures(figures)
