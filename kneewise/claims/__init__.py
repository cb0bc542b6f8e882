"""The page audit: what a page claims, how each claim stands against the evidence, and what it leaves out.

>>> from kneewise.claims import audit
>>> page = audit("Our stem cell injections for knees have no side effects.")
>>> page.claims[0].type, page.claims[0].verdict
('safety', 'contradicted')
"""

from kneewise.claims.backend import ClaimBackend, LanguageModelBackend, RulesBackend
from kneewise.claims.compare import compare_pages
from kneewise.claims.model import (
    Claim,
    Contradiction,
    EvidenceRow,
    Omission,
    PageAudit,
    Question,
)
from kneewise.claims.page import audit

__all__ = [
    "Claim",
    "ClaimBackend",
    "Contradiction",
    "EvidenceRow",
    "LanguageModelBackend",
    "Omission",
    "PageAudit",
    "Question",
    "RulesBackend",
    "audit",
    "compare_pages",
]
