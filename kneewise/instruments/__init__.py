"""Pain and function scales: range, direction, moving to 0-100, MCID and PASS keys, scoring of questionnaires."""

from kneewise.instruments.proms import QUESTIONNAIRES, Questionnaire, score
from kneewise.instruments.scales import Scale, preference, scale, scales

__all__ = ["QUESTIONNAIRES", "Questionnaire", "Scale", "preference", "scale", "scales", "score"]
