"""What is looked at: every filter and choice of the explorer, readable from and writable to a query string."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from kneewise import evidence
from kneewise.errors import InputError, NotFoundError
from kneewise.evidence import WINDOWS

VIEWS = ("trials", "network", "effects", "compare", "league", "funnel", "course", "bias", "certainty")
OUTCOMES = ("pain", "function")
# Which trials count. "placebo": randomised, with a dummy treatment in one group. "not_high": not judged to be at high
# risk of bias (not judged at all stays in, and the page says so). "large": at least LARGE_ARM people in every group.
SUBSETS = ("all", "placebo", "not_high", "large")
# Below about 50 a group, trials in osteoarthritis overstate effects most (Nüesch 2010, doi:10.1136/bmj.c3515, set the
# border at 100; with 100 hardly any trial of cell products is left, so the page offers the usual 50).
LARGE_ARM = 50
CLASSES = (
    "cell_therapy", "blood_product", "viscosupplement", "corticosteroid", "oral_drug", "topical", "physical",
    "lifestyle", "device", "surgery", "supplement", "other_injection", "control",
)  # fmt: skip
BIAS = ("any", "low", "some", "high", "unknown")
POPULATIONS = ("knee_oa", "mixed_oa", "hip_oa", "meniscus", "cartilage", "ligament", "patellofemoral", "other", "any")
SORTS = ("year", "label", "people", "weeks", "bias")
LONGEST_TEXT = 80


@dataclass(frozen=True)
class State:
    """One view of the explorer. Empty text means "any"; ``window`` is in weeks."""

    view: str = "trials"
    outcome: str = "pain"
    window: int = 26
    subset: str = "all"
    group: str = ""
    treatment: str = ""
    bias: str = "any"
    population: str = "knee_oa"
    country: str = ""
    text: str = ""
    measured: bool = False
    sort: str = "year"
    page: int = 1
    reference: str = ""
    a: str = ""
    b: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> State:
        """The state in a query string; what is missing has its default.

        Raises
        ------
        InputError
            Naming the field and what is offered, for a value that is none of those.
        NotFoundError
            For a treatment nobody knows, with the nearest names.
        """
        text = (query.get("text") or "").strip()
        if len(text) > LONGEST_TEXT:
            raise InputError("text", f"has {len(text)} characters", f"Search with at most {LONGEST_TEXT}.")
        return cls(
            view=_one_of(query, "view", VIEWS),
            outcome=_one_of(query, "outcome", OUTCOMES),
            window=int(_one_of(query, "window", tuple(map(str, WINDOWS)), "26")),
            subset=_one_of(query, "subset", SUBSETS),
            group=_one_of(query, "group", ("", *CLASSES)),
            bias=_one_of(query, "bias", BIAS),
            population=_one_of(query, "population", POPULATIONS),
            country=(query.get("country") or "").strip()[:LONGEST_TEXT],
            text=text,
            measured=(query.get("measured") or "") not in ("", "0"),
            sort=_one_of(query, "sort", SORTS),
            page=_page(query.get("page") or "1"),
            **{name: _code(query, name) for name in ("treatment", "reference", "a", "b")},
        )

    def query(self, **changes: Any) -> str:
        """The state as a query string, some parts changed; what has its default is left out."""
        state = replace(self, **changes)
        values, default = asdict(state), asdict(State())
        return urlencode({k: "1" if v is True else v for k, v in values.items() if v != default[k]})

    def to_dict(self) -> dict[str, Any]:
        """Every field, for downloads."""
        return asdict(self)


def _one_of(query: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str | None = None) -> str:
    value = query.get(name) or (allowed[0] if default is None else default)
    if value not in allowed:
        raise InputError(name, f"is “{value[:40]}”", f"Choose one of {', '.join(v for v in allowed if v)}.")
    return value


def _code(query: Mapping[str, str], name: str) -> str:
    written = (query.get(name) or "").strip()
    if not written:
        return ""
    if len(written) > LONGEST_TEXT:
        raise NotFoundError(name, "is too long for a treatment", "Choose one from the list.")
    try:
        return evidence.load().treatment(written).code
    except NotFoundError as error:  # named there after what was written
        raise NotFoundError(name, f"“{written}” is not known", error.remedy) from None


def _page(written: str) -> int:
    if not (written.isascii() and written.isdigit() and int(written[:6]) >= 1 and len(written) <= 4):
        raise InputError("page", f"is “{written[:20]}”", "Give a whole number from 1.")
    return int(written)
