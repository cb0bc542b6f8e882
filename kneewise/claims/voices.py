"""Who speaks in each sentence of a page: the page itself, a study, a regulator, a patient or somebody else quoted.

Three things are read: a verb of saying with its subject in the sentence ("the clinic told him"), quotations that run
over several sentences and whose speaker is named once, and threads of posts, in which whoever posts speaks. Words:
``voices`` in ``rules/scope.yaml``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kneewise.claims.extract import PageReading
    from kneewise.claims.matcher import Hit, Reading

ROLES = ("regulator", "study", "patient", "expert")
# So many words before (after) a verb of saying may name who speaks.
BEFORE_VERB, AFTER_VERB = 9, 7
# A subject of a finding stands so near before its verb.
BEFORE_FINDING = 9
# Fewer quoted words are a term in quotation marks, not somebody's words.
FEWEST_QUOTED = 4
# Signs of a message board stand so early. A diary has so many sentences in the first person, this share of all, and
# fewer that say "we" or "our".
HEAD, FEWEST_TOLD, OWN_SHARE, SOLD_SHARE = 300, 6, 0.22, 0.5
# How far a paragraph's say-clause reaches over its quoted sentences.
NEAR_SENTENCES = 3
_POSTER = re.compile(r"\W{0,4}(?:reply from |posted by |re: )?(u/)?([\w.-]{3,24})\W{0,3} ?(?:wrote|said|\u2014|-|:)")
_SIGNED = re.compile(r"[\"\u201d] ?(?:[-\u2013\u2014(]|\u00b7) ?\(?[A-Z]")
_QUOTE = '"'


def voices_of(page: PageReading) -> list[str | None]:
    """For every segment who speaks in it (one of `ROLES`), or ``None`` for the page itself."""
    out: list[str | None] = []
    thread = is_thread(page)
    poster: str | None = "patient" if thread or is_diary(page) else None
    last: str | None = None
    quoted = _quoted(page)
    for i, reading in enumerate(page.readings):
        if thread:
            poster = _poster(page, reading, poster)
        said = speaker(reading, last)
        voice = said
        if voice is None and quoted[i]:
            voice = _speaker_near(page, i) or _signed(page, reading) or last
        if voice is None and _finding(reading):
            voice = "study"
        if said is not None:
            last = said
        if voice is None and not thread:
            voice = _carried(page, i, out, last)
        if voice is None and poster == "patient" and _is_general(reading):
            out.append(None)
            continue
        out.append(voice or poster)
    return out


def _carried(page: PageReading, index: int, voices: list[str | None], last: str | None) -> str | None:
    """Who a sentence goes back to without saying so: the study whose results go on, the person whose story it is."""
    reading = page.readings[index]
    if reading.hits.get("NAMED_AGE") and reading.segment.kind == "sentence":
        return "patient"
    before = page.readings[index - 1] if index else None
    if (
        before is None
        or before.segment.block != reading.segment.block
        or {"you", "your", "we", "our"} & set(reading.words)
    ):
        return None
    if voices[index - 1] == "study" and reading.hits.get("@goes_on"):
        return "study"
    told = last == "patient" or before.hits.get("NAMED_AGE")
    return "patient" if told and reading.words[:1] and reading.words[0] in ("he", "she", "his", "her") else None


def is_thread(page: PageReading) -> bool:
    """Whether a page is a thread of posts, by its posts or by the signs of a message board in its first lines."""
    head = "\n" + page.page.folded[:HEAD]
    return page.is_forum or any(sign in head for sign in page.book.scope["voices"]["threads"])


def is_diary(page: PageReading) -> bool:
    """Whether one person tells their own story: a good share of the sentences in the first person, none of a clinic."""
    told = sum(
        1
        for r in page.readings
        if r.hits.get("FIRSTPERSON")
        and not r.question
        and r.segment.kind == "sentence"
        and _QUOTE not in _text(page, r)
    )
    sold = sum(1 for r in page.readings if {"we", "our"}.intersection(r.words))
    return told >= FEWEST_TOLD and told >= OWN_SHARE * len(page.readings) and sold < SOLD_SHARE * told


def _text(page: PageReading, reading: Reading) -> str:
    return page.page.folded[reading.segment.start : reading.segment.end]


def speaker(reading: Reading, last: str | None = None) -> str | None:
    """Who is said to speak in a sentence, by a verb of saying and its subject; pronouns mean the ``last`` speaker."""
    says = reading.hits.get("@say", ())
    pretend = reading.hits.get("@say!", ())
    for verb in says:
        if any(a <= verb[0] and verb[1] <= b for a, b in pretend):
            continue
        role = _subject(reading, verb, last)
        if role is not None:
            return role
    return None


def _subject(reading: Reading, verb: Hit, last: str | None) -> str | None:
    """The role of the nearest word that can be the subject of a verb of saying; ``None`` for "we say", "I told"."""
    a, b = verb
    best: tuple[int, str] | None = None
    for role in (*ROLES, "self", "pronoun"):
        for x, y in reading.hits.get(f"@role_{role}", ()):
            if y < a and a - y <= BEFORE_VERB:
                gap = 2 * (a - y)
            elif b < x and x - b <= AFTER_VERB and role != "pronoun" and role != "self":
                gap = 2 * (x - b) + 1
            else:
                continue
            if best is None or gap < best[0]:
                best = gap, role
    if best is None:
        sure = any(x <= a and b <= y for x, y in reading.hits.get("@say_sure", ()))
        return "expert" if sure and _names(reading, verb) else None
    if best[1] == "self":
        return None
    return (last or "expert") if best[1] == "pronoun" else best[1]


def _names(reading: Reading, verb: Hit) -> bool:
    """Whether a name (an age after it, or an unknown capitalised word) stands beside the verb: taken as an expert."""
    return "NAMED_AGE" not in reading.hits and (verb[0] > 0 or len(reading.words) > verb[1] + 1)


def _finding(reading: Reading) -> bool:
    """Whether a study found or showed something in this sentence ("trials against saline show")."""
    if reading.hits.get("@in_study"):
        return True
    for x, y in reading.hits.get("@role_study", ()):
        if any(y < a <= y + BEFORE_FINDING for a, _ in reading.hits.get("@finding", ())) and not _owned(reading, x):
            return True
    return False


def _owned(reading: Reading, at: int) -> bool:
    """Whether a study word stands after "no" or in "more studies are needed"."""
    if {"no", "not", "any"}.intersection(reading.words[max(0, at - 2) : at + 4]):
        return True
    return bool({"more", "further", "larger", "need", "needed"}.intersection(reading.words[max(0, at - 2) : at + 6]))


def _quoted(page: PageReading) -> list[bool]:
    """For every segment whether it lies in a quotation of some words, open since an earlier sentence or its own."""
    out = []
    inside, block = False, -1
    for reading in page.readings:
        segment = reading.segment
        if segment.block != block:
            inside, block = False, segment.block
        text = page.page.folded[segment.start : segment.end]
        marks = text.count(_QUOTE)
        parts = text.split(_QUOTE)
        spoken = parts[0 if inside else 1 :: 2]
        words = max((len(p.split()) for p in spoken), default=0)
        out.append(words >= FEWEST_QUOTED)
        inside = inside != bool(marks % 2)
    return out


def _speaker_near(page: PageReading, index: int) -> str | None:
    """Who is said to speak in the sentences around, in the same paragraph."""
    block = page.readings[index].segment.block
    for step in range(1, NEAR_SENTENCES + 1):
        for k in (index + step, index - step):
            if 0 <= k < len(page.readings) and page.readings[k].segment.block == block:
                said = speaker(page.readings[k])
                if said is not None:
                    return said
    return None


def _signed(page: PageReading, reading: Reading) -> str | None:
    """A quotation that is signed or told by "I" is a patient's."""
    end = reading.segment.end
    around = page.page.cased[reading.segment.start : end + 60]
    return "patient" if _SIGNED.search(around) or reading.hits.get("FIRSTPERSON") else None


def _is_general(reading: Reading) -> bool:
    """Whether a post's sentence gives advice or says how things are, and tells nothing that happened to anybody."""
    if reading.hits.get("FIRSTPERSON") or reading.hits.get("@told"):
        return False
    return bool(reading.hits.get("@general"))


def _poster(page: PageReading, reading: Reading, before: str | None) -> str | None:
    """Who posts: a patient, or an expert by the name or by saying so ("ortho nurse here")."""
    if reading.hits.get("@i_am_expert"):
        return "expert"
    start = reading.segment.start
    if start and page.page.folded[start - 1] != "\n" and page.page.folded[max(0, start - 3) : start].strip(" *#-"):
        return before
    m = _POSTER.match(page.page.folded[start : start + 60])
    if m is None:
        return before
    name = m.group(2)
    return "expert" if any(sign in name for sign in page.book.scope["voices"]["expert_names"]) else "patient"
