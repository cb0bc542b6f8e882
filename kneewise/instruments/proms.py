"""Scoring of questionnaires from item answers: KOOS sub-scales, WOMAC, Oxford Knee Score, pain number.

Item counts, answer ranges and the rules for missing answers are those of the instruments' published scoring guides;
licensed wording is not part of kneewise. KOOS-PS is left out: its sum needs the developers' conversion table,
which could not be checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kneewise.errors import InputError, NotFoundError


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """How one (sub-)scale is scored.

    ``items`` answers from 0 to ``top`` each. ``direct`` scores run with the sum (0 to items x top); the others are
    100 - mean / top x 100. ``needed`` answers must be given; missing ones are then replaced by the mean of the others.
    """

    name: str
    items: int
    top: int
    needed: int
    direct: bool
    source: str


KOOS_GUIDE = "KOOS User's Guide 1.1, 2012 (at least half of the items of a sub-scale)"
WOMAC_GUIDE = "WOMAC User Guide, Likert form (pain: one, function: three answers may be missing)"
OKS_GUIDE = "Murray 2007, doi:10.1302/0301-620X.89B8.19424 (0-48, two answers may be missing)"

QUESTIONNAIRES = {
    "koos_pain": Questionnaire("KOOS pain", 9, 4, 5, False, KOOS_GUIDE),
    "koos_symptoms": Questionnaire("KOOS symptoms", 7, 4, 4, False, KOOS_GUIDE),
    "koos_adl": Questionnaire("KOOS daily living", 17, 4, 9, False, KOOS_GUIDE),
    "koos_sport": Questionnaire("KOOS sport and recreation", 5, 4, 3, False, KOOS_GUIDE),
    "koos_qol": Questionnaire("KOOS quality of life", 4, 4, 2, False, KOOS_GUIDE),
    "womac_pain": Questionnaire("WOMAC pain", 5, 4, 4, True, WOMAC_GUIDE),
    "womac_stiffness": Questionnaire("WOMAC stiffness", 2, 4, 2, True, WOMAC_GUIDE),
    "womac_function": Questionnaire("WOMAC physical function", 17, 4, 14, True, WOMAC_GUIDE),
    "oxford_knee_score": Questionnaire("Oxford Knee Score", 12, 4, 10, True, OKS_GUIDE),
    "nrs_pain": Questionnaire("Pain number", 1, 10, 1, True, "the answer itself"),
}


def score(name: str, answers: Sequence[int | None]) -> float:
    """The score in the instrument's own direction and range.

    Parameters
    ----------
    name
        A key of ``QUESTIONNAIRES``.
    answers
        One whole number from 0 to the item's top per item, ``None`` where it was not answered.

    Raises InputError for the wrong number of answers, an answer out of range, or too many missing ones.
    """
    if name not in QUESTIONNAIRES:
        raise NotFoundError(f"questionnaire {name!r}", "is not known", f"There are {', '.join(QUESTIONNAIRES)}.")
    rule = QUESTIONNAIRES[name]
    if len(answers) != rule.items:
        raise InputError(rule.name, f"has {rule.items} answers, not {len(answers)}", "Leave a missing answer empty.")
    for number, answer in enumerate(answers, start=1):
        if answer is not None and not 0 <= answer <= rule.top:
            raise InputError(
                f"{rule.name}, answer {number}", f"is {answer}; it goes from 0 to {rule.top}", "Correct it."
            )
    given = [answer for answer in answers if answer is not None]
    if len(given) < rule.needed:
        raise InputError(
            rule.name, f"has {len(given)} answers; at least {rule.needed} are needed", "Ask for the missing ones."
        )
    mean = sum(given) / len(given)
    return mean * rule.items if rule.direct else 100 - mean / rule.top * 100
