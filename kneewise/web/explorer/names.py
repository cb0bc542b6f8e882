"""Names of treatments and trials as people read them."""

from __future__ import annotations

from functools import lru_cache

from kneewise import evidence
from kneewise.errors import NotFoundError


@lru_cache(maxsize=2000)
def treatment_name(code: str, language: str) -> str:
    """The treatment's name in that language; of a combination "a + b". A code that nothing names stays as it is."""
    parts = []
    for part in code.split("+"):
        try:
            found = evidence.load().treatment(part)
        except NotFoundError:
            parts.append(part)
            continue
        parts.append(found.name_es if language == "es" and found.name_es else found.name)
    return " + ".join(parts)


@lru_cache(maxsize=4)
def trial_labels(version: str) -> dict[str, str]:
    """Trial: the label people know it by, such as "Gupta 2016"."""
    return dict(evidence.load().trials.select("trial_id", "label").iter_rows())


def trial_label(trial_id: str) -> str:
    """The label of one trial; its id where the dataset has none."""
    return trial_labels(evidence.load().version).get(trial_id) or trial_id
