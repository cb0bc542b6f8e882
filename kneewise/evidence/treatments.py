"""Treatments: codes, combinations ``a+b``, classes, and finding a treatment by any name people use."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Mapping

import polars as pl

from kneewise.errors import NotFoundError
from kneewise.evidence.objects import Treatment

# The class of a combination is that of the component standing first here: what the trial is about, not what goes along.
CLASS_ORDER = (
    "cell_therapy", "surgery", "blood_product", "other_injection", "corticosteroid", "viscosupplement", "oral_drug",
    "supplement", "topical", "device", "physical", "lifestyle", "control",
)  # fmt: skip


def normalised(name: str) -> str:
    """A name without case, accents and punctuation, for comparing."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9+]+", " ", plain).split()
    return " ".join(words)


class Treatments(Mapping[str, Treatment]):
    """Every treatment by code; combinations ``a+b`` are put together from their components.

    ``find`` accepts codes, names and synonyms. Raises NotFoundError naming the nearest names.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self._single = {row["code"]: _from_row(row) for row in frame.iter_rows(named=True)}
        self._names: dict[str, str] = {}
        for treatment in self._single.values():
            for name in (
                treatment.code,
                treatment.name,
                treatment.name_es,
                *treatment.synonyms,
                *treatment.synonyms_es,
            ):
                self._names.setdefault(normalised(name), treatment.code)

    def __getitem__(self, code: str) -> Treatment:
        if code in self._single:
            return self._single[code]
        parts = code.split("+")
        if len(parts) > 1 and all(part in self._single for part in parts):
            return combined([self._single[part] for part in parts])
        raise KeyError(code)

    def __iter__(self) -> object:  # type: ignore[override]
        return iter(self._single)

    def __len__(self) -> int:
        return len(self._single)

    def class_of(self, code: str) -> str:
        """The class of a code or combination."""
        return self[code].treatment_class

    def find(self, name: str) -> Treatment:
        """The treatment with that code, name or synonym; ``a+b`` is a combination."""
        if name in self._single:
            return self._single[name]
        if "+" in name:
            parts = [self.find(part.strip()).code for part in name.split("+")]
            return self["+".join(parts)]
        code = self._names.get(normalised(name)) or self._names.get(normalised(name).removesuffix("s"))
        if code is not None:
            return self._single[code]
        raise NotFoundError(f"treatment {name!r}", "is not known", nearest(name, list(self._names)))


def nearest(name: str, names: list[str]) -> str:
    """ "Did you mean …?" with the three nearest names, or a pointer to the list."""
    close = difflib.get_close_matches(normalised(name), names, n=3, cutoff=0.5)
    if not close:
        return "`kneewise evidence list` shows every name."
    return f"Did you mean {' or '.join(close)}?"


def combined(parts: list[Treatment]) -> Treatment:
    """Several treatments given together, as one."""
    first = min(parts, key=lambda part: CLASS_ORDER.index(part.treatment_class))
    sources = {part.cells_from for part in parts} - {None}
    return Treatment(
        code="+".join(part.code for part in parts),
        name=" with ".join([parts[0].name, *(part.name[0].lower() + part.name[1:] for part in parts[1:])]),
        name_es=" con ".join([parts[0].name_es, *(part.name_es[0].lower() + part.name_es[1:] for part in parts[1:])]),
        treatment_class=first.treatment_class,
        borrows_with=None,
        components=tuple(part.code for part in parts),
        kind="treatment",
        broader=first.broader,
        lumps_into=None,
        synonyms=(),
        synonyms_es=(),
        what_it_is=" ".join(part.what_it_is for part in parts),
        cells_from=first.cells_from if len(sources) > 1 else next(iter(sources), None),
        manipulation=first.manipulation,
        regulatory_category=first.regulatory_category,
        control=all(part.control for part in parts),
    )


def _from_row(row: dict[str, object]) -> Treatment:
    lists: dict[str, tuple[str, ...]] = {name: tuple(row[name]) for name in ("broader", "synonyms", "synonyms_es")}  # type: ignore[arg-type]
    values = {**row, "components": (row["code"],), **lists}
    return Treatment(**values)  # type: ignore[arg-type]


# Standing alone beside "the same plus something", these mean: nothing was added.
NOTHING_ADDED = ("co_intervention", "usual_care", "no_treatment", "no_treatment_or_usual_care")
NOTHING = "no_treatment_or_usual_care"


def simplified(codes: Collection[str], treatments: Treatments) -> dict[str, str]:
    """Rule ``common_parts_left_out``: a simpler code for each code of ONE trial.

    Parts that every group has are left out where something remains in each group (``cs+exercise`` against
    ``saline+exercise`` becomes ``cs`` against ``saline``); a group that has only usual care in common with the others
    becomes ``no_treatment_or_usual_care``; then each part stands under the wider code of its ``lumps_into``.
    """
    parts = {code: code.split("+") for code in codes}
    common = set.intersection(*(set(one) for one in parts.values())) if parts else set()
    rest = {code: [part for part in one if part not in common] for code, one in parts.items()}
    if not all(rest.values()) and common <= set(NOTHING_ADDED):
        rest = {code: one or [NOTHING] for code, one in rest.items()}
    chosen = rest if all(rest.values()) and len(parts) > 1 else parts
    return {
        code: "+".join(dict.fromkeys(treatments[part].lumps_into or part for part in one))
        for code, one in chosen.items()
    }


def all_codes(frames: Mapping[str, pl.DataFrame], treatments: Treatments) -> list[str]:
    """Every code and combination that occurs in arms and contrasts, and every single treatment."""
    used = set(treatments)
    for table, columns in (("arms", ["treatment"]), ("contrasts", ["treatment_1", "treatment_2"])):
        for column in columns:
            used |= set(frames[table][column].drop_nulls())
    return sorted(used)
