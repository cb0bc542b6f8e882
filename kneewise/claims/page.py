"""The audit of one page: claims, verdicts, contradictions, omissions, score and questions, from its text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kneewise.claims.backend import ClaimBackend, RulesBackend
from kneewise.claims.compare import clashes
from kneewise.claims.extract import PageReading
from kneewise.claims.judge import judge_page
from kneewise.claims.languages import language_of
from kneewise.claims.model import PageAudit
from kneewise.claims.omissions import find_omissions, find_questions, page_score
from kneewise.claims.rulebook import rulebook
from kneewise.claims.text import words_in
from kneewise.errors import InputError, TooLargeError
from kneewise.words import text as words
from kneewise.words.readability import reading_grade

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

# About half a million words: no page is so long, and a larger file is not a page.
MOST_CHARACTERS = 3_000_000
LONGEST_TITLE = 200
# The school grade is worked out from the beginning of a very long page: it does not change after that.
GRADED_CHARACTERS = 200_000


def audit(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
    dataset: Dataset | None = None,
    backend: ClaimBackend | None = None,
) -> PageAudit:
    """What a page claims, how each claim stands against the evidence, and what the page leaves out.

    A pure function of the text, the rules and the evidence; all three versions stand in the result.

    Parameters
    ----------
    text
        The text as the person sees it; all offsets point into it. `claims.reading.read_page` gives it for HTML,
        PDF, Markdown or an address.
    title, url
        Shown in the result; the title defaults to the first line.
    language
        Language of the reasons and questions, ``"en"`` (default) or ``"es"``. The page itself is read as English.
    dataset
        The evidence, by default the one that ships with kneewise.
    backend
        A second opinion (see `LanguageModelBackend`), shown apart in ``second_opinion``. It changes no verdict.

    Raises
    ------
    InputError
        For an unknown language, or text that is empty.
    TooLargeError
        For more than three million characters.
    """
    spoken = language or "en"
    if spoken not in ("en", "es"):
        raise InputError("language", f"is {spoken!r}; the audit speaks en and es", "Choose one of the two.")
    if not text.strip():
        raise InputError("the page", "has no text", "Give the text of a page.")
    if len(text) > MOST_CHARACTERS:
        raise TooLargeError("the page", f"has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read")
    if dataset is None:
        from kneewise import evidence

        dataset = evidence.load()
    page = PageReading(text, rulebook())
    found = RulesBackend().read(page)
    judged = judge_page(page, found, dataset, spoken)
    pairs = [(claim, reading) for claim, (_, reading) in zip(judged, found, strict=True)]
    omissions = find_omissions(page, pairs, spoken) if page.relevant else []
    written_in = language_of(text)
    notes = [words("claims-note-tone", spoken)]
    if not page.relevant:
        notes.insert(0, words("claims-note-no-subject", spoken))
    if written_in not in ("en", "und"):
        notes.insert(0, words("claims-note-language", spoken))
    second = tuple(backend.extract(text)) if backend is not None else ()
    if second:
        notes.append(words("claims-note-second-opinion", spoken))
    return PageAudit(
        text=text,
        title=title or _first_line(text),
        url=url or "",
        words=len(words_in(text)),
        language=written_in,
        reading_grade=reading_grade(text[:GRADED_CHARACTERS]) if written_in in ("en", "und") else None,
        claims=tuple(judged),
        contradictions=tuple(clashes(judged, judged, spoken)),
        omissions=tuple(omissions),
        score=page_score(page, pairs, omissions) if page.relevant else {},
        questions=tuple(find_questions(omissions, dataset, spoken)),
        versions={
            "rules": rulebook().version,
            "evidence": dataset.version,
            "text": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12],
            **({"second_opinion": backend.name} if backend is not None else {}),
        },
        notes=tuple(notes),
        second_opinion=second,
    )


def _first_line(text: str) -> str:
    for line in text.split("\n", 200):
        stripped = line.strip(" #*\t\r\ufeff")
        if stripped:
            return stripped[:LONGEST_TITLE]
    return ""
