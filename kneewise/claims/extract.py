"""Finding the claims: every rule on every segment, then one claim per kind and place, with value and stance."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from kneewise.claims.countries import page_currency
from kneewise.claims.features import page_features
from kneewise.claims.learned import Floats, Proposer, proposal_rule
from kneewise.claims.matcher import Hit, Pattern, Reading, read_segment
from kneewise.claims.model import Amount, Claim
from kneewise.claims.products import (
    alternative_of,
    comparator_of,
    names_alternative,
    page_product,
    product_of,
    subject_is_alternative,
)
from kneewise.claims.rulebook import Rule, Rulebook
from kneewise.claims.scope import is_denied, is_hedged, lead_stance, source_of
from kneewise.claims.subject import is_on_subject
from kneewise.claims.text import FoldedText, segments_of
from kneewise.claims.values import values_of
from kneewise.claims.voices import voices_of

# Kinds that are found in whatever the sentence is about; all others are dropped when it is about another treatment.
FEWEST_POSTS = 3
_POST = re.compile(
    r"\*{0,2}(?:reply from |posted by |re: )?[\w.-]{3,24}\*{0,2} ?(?:wrote|said)?:\*{0,2} \S|(?:reply from|posted by) "
)
_ANY_SUBJECT = frozenset(
    [
        "price",
        "alternative",
        "comparison",
        "promotion",
        "uncertainty",
        "aftercare",
        "inclusions",
        "insurance",
        "testimonial",
        "evidence",
        "regulation",
        "success_rate",
        "contraindication",
        "risk",
        "procedure",
        "numbers_treated",
    ]
)
# A hedge in the sentence does not make these hedged: they are facts about the page, or are doubtful by nature.
_NEVER_HEDGED = frozenset(
    [
        "price",
        "promotion",
        "inclusions",
        "procedure",
        "aftercare",
        "risk",
        "uncertainty",
        "contraindication",
        "testimonial",
        "numbers_treated",
        "evidence",
        "alternative",
    ]
)
# With two values in two clauses, these are two claims.
_CUT_AT_VALUES = frozenset({"price", "onset", "durability", "recovery_time"})
# A negative word in the sentence does not deny these: they say what is done or told.
_NEVER_DENIED = frozenset(
    [
        "procedure",
        "promotion",
        "testimonial",
        "evidence",
        "aftercare",
        "inclusions",
        "price",
        "numbers_treated",
        "uncertainty",
        "risk",
        "contraindication",
        "recovery_time",
        "onset",
        "candidate",
        "cell_dose",
    ]
)
_CAUTION_TYPES = frozenset({"uncertainty", "risk", "contraindication"})
_NEUTRAL_TYPES = frozenset({"price", "procedure", "aftercare", "inclusions", "cell_source", "cell_dose", "alternative"})


class PageReading:
    """A page read once: its segments and what each holds. Rules, omissions and scores all work on this."""

    def __init__(self, text: str, book: Rulebook) -> None:
        self.page = FoldedText(text)
        self.book = book
        self.readings = [read_segment(segment, book.lexicon) for segment in segments_of(self.page)]
        self.relevant = is_on_subject(self.readings)
        self.is_forum = self._is_forum()
        self._voices: list[str | None] | None = None
        self.product = page_product(self.readings)
        if self.is_forum and self.product != "prp":
            self.product = "any"  # each post speaks of its own treatment

    def _is_forum(self) -> bool:
        """Whether the page is a thread of posts: several paragraphs that open with a name and a colon, in the first
        person."""
        posts = 0
        for block in {r.segment.block: r for r in reversed(self.readings)}.values():
            opening = self.page.folded[block.segment.start : block.segment.start + 60]
            posts += bool(_POST.match(opening))
        told = sum(1 for r in self.readings if r.hits.get("FIRSTPERSON") and not r.question)
        return posts >= FEWEST_POSTS and told >= FEWEST_POSTS

    def voice(self, reading: Reading) -> str | None:
        """Who speaks in a segment, or ``None`` for the page itself."""
        if self._voices is None:
            self._voices = voices_of(self)
        return self._voices[reading.segment.index]

    @cached_property
    def currency(self) -> str | None:
        """The money most prices of the page are in, else that of its country."""
        return page_currency(self)

    @cached_property
    def table_starts(self) -> list[int]:
        """For each segment the first row of the unbroken run of rows that it ends (its own index outside tables)."""
        starts: list[int] = []
        for i, reading in enumerate(self.readings):
            inside = i and reading.segment.kind == "row" and self.readings[i - 1].segment.kind == "row"
            starts.append(starts[-1] if inside else i)
        return starts

    def lead(self, reading: Reading) -> Reading | None:
        """The line that opens the list this segment belongs to."""
        index = reading.segment.lead
        if index is None or reading.segment.kind not in ("item", "row"):
            return None
        return self.readings[index]

    def heading(self, reading: Reading) -> Reading | None:
        """The heading above this segment."""
        index = reading.segment.heading
        return None if index is None else self.readings[index]

    def shown(self, reading: Reading) -> tuple[int, int]:
        """Offsets of the segment in the text shown."""
        return self.page.original(reading.segment.start, reading.segment.end)


def find_claims(page: PageReading, learned: Proposer | None = None) -> list[tuple[Claim, Reading]]:
    """The claims of a page in reading order, without verdicts, each with the segment it stands in.

    With ``learned``, its weights propose claims that no rule found and drop those that they speak against.
    """
    if not page.relevant:
        return []
    by_segment = [_claims_in(reading, page) for reading in page.readings]
    if learned is not None:
        hidden = learned.hidden(page_features(page))
        by_segment = [
            _weighed(reading, claims, own, logits, page, learned)
            for reading, claims, own, logits in zip(
                page.readings, by_segment, hidden, learned.logits(hidden), strict=True
            )
        ]
    found = [
        (claim, reading) for reading, claims in zip(page.readings, by_segment, strict=True) for claim in _whole(claims)
    ]
    found.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[0].type, pair[0].subtype))
    return [(replace(claim, id=f"c{i}"), reading) for i, (claim, reading) in enumerate(found, 1)]


def _claims_in(reading: Reading, page: PageReading) -> list[Claim]:
    lead, heading = page.lead(reading), page.heading(reading)
    about_alternative = subject_is_alternative(reading, lead, heading, page.product)
    names_another = names_alternative(reading, lead, heading, page.product)
    found: dict[tuple[str, str], list[Claim]] = {}
    book = page.book
    tried: dict[int, list[Pattern]] = {}
    for number, pattern in book.patterns.tried(reading.hits):
        tried.setdefault(book.rule_of[number], []).append(pattern)
    for number, patterns in tried.items():
        rule = book.rules[number]
        if reading.segment.kind not in rule.kinds:
            continue
        if about_alternative and rule.type not in _ANY_SUBJECT:
            continue
        if rule.alternative_subject and not names_another:
            continue
        hits = _match(rule, patterns, reading, lead, heading)
        if hits is None:
            continue
        if reading.question and not _promises(rule, reading):
            continue
        key = (rule.type, rule.subtype)
        for claim in _build(rule, reading, hits, page, lead, about_alternative):
            _keep(found.setdefault(key, []), claim)
    return [claim for group in found.values() for claim in group]


def _weighed(
    reading: Reading, ruled: list[Claim], hidden: Floats, logits: Floats, page: PageReading, learned: Proposer
) -> list[Claim]:
    """What the rules found in a segment and the learned weights, taken together."""
    kinds = {_kind(claim) for claim in ruled}
    margins = learned.margins(logits, kinds)
    claims = [claim for claim in ruled if margins.get(_kind(claim), 0) >= 0]
    for kind, margin in margins.items():
        if margin >= 0 and kind not in kinds:
            claims.extend(_proposed(kind, reading, hidden, page, learned))
    return claims


def _kind(claim: Claim) -> str:
    return f"{claim.type}/{claim.subtype}" if claim.subtype else claim.type


def _proposed(kind: str, reading: Reading, hidden: Floats, page: PageReading, learned: Proposer) -> list[Claim]:
    """The claim of a kind in a segment in which no rule of that kind matched: none without a word that spoke for it."""
    spoken = learned.spoken(kind, reading, hidden)
    if not spoken:
        return []
    lead, heading = page.lead(reading), page.heading(reading)
    hits = tuple(place for place, _ in spoken)
    about_alternative = subject_is_alternative(reading, lead, heading, page.product)
    rule = proposal_rule(kind, page.book)
    if (about_alternative and rule.type not in _ANY_SUBJECT) or (reading.question and not _promises(rule, reading)):
        return []
    built = _build(rule, reading, hits, page, lead, about_alternative)
    return [replace(claim, cues=tuple(words for _, words in spoken)) for claim in built]


def _whole(claims: list[Claim]) -> list[Claim]:
    """The claims of a segment; inside a person's story, facts are that person's."""
    if any(claim.type == "testimonial" for claim in claims):
        return [_told_by_patient(claim) for claim in claims]
    return claims


def _told_by_patient(claim: Claim) -> Claim:
    """Facts inside a person's story are that person's."""
    if claim.attribution != "self" or claim.type in ("promotion", "numbers_treated", "alternative", "evidence"):
        return claim
    stance = "reported" if claim.stance == "asserted" else claim.stance
    return replace(claim, attribution="patient", stance=stance)


def _keep(group: list[Claim], claim: Claim) -> None:
    """Add a claim unless the sentence already holds this kind; a claim with a value replaces one without."""
    valued = claim.low is not None or claim.high is not None
    for i, other in enumerate(group):
        overlap = claim.start < other.end and other.start < claim.end
        if overlap:
            if valued and other.low is None and other.high is None:
                group[i] = claim
            return
    group.append(claim)


def _promises(rule: Rule, reading: Reading) -> bool:
    """Whether a question presupposes what it asks ("Why suffer when …?") instead of asking it."""
    first = reading.words[0] if reading.words else ""
    return rule.type in ("comparison", "benefit", "promotion", "mechanism") and (
        first in ("why", "ready", "tired", "imagine", "want") and len(reading.words) > 4
    )


def _match(
    rule: Rule, patterns: list[Pattern], reading: Reading, lead: Reading | None, heading: Reading | None
) -> tuple[Hit, ...] | None:
    """Where a rule matches a segment, or ``None``. ``patterns`` are those of the rule that can match."""
    if rule.context:
        around = [r for r in (lead, heading) if r is not None]
        if not any(p.find(r.hits) for p in rule.context for r in around):
            return None
    for pattern in patterns:
        hits = pattern.find(reading.hits)
        if hits is not None:
            break
    else:
        return None
    if any(pattern.find(reading.hits) for pattern in rule.unless):
        return None
    return hits


def _build(
    rule: Rule,
    reading: Reading,
    hits: tuple[Hit, ...],
    page: PageReading,
    lead: Reading | None,
    about_alternative: bool,
) -> list[Claim]:
    """The claim or claims of a rule in a segment: several where it gives several prices."""
    core = hits[0] if len(hits) == 1 else (min(h[0] for h in hits), max(h[1] for h in hits))
    stance, attribution = _stance(rule, reading, core, hits, lead, page)
    product = product_of(reading, lead, page.heading(reading), page.product)
    if rule.type == "alternative":
        product = alternative_of(reading, page.heading(reading)) or "other"
    elif rule.type == "price" and about_alternative:
        product = alternative_of(reading, page.heading(reading)) or product
    comparator = comparator_of(reading, rule.comparator) if rule.type == "comparison" else None
    base = Claim(
        id="",
        type=rule.type,
        subtype=rule.subtype,
        text="",
        start=0,
        end=0,
        rule=rule.id,
        stance=stance,
        attribution=attribution,
        polarity=_polarity(rule, stance),
        product=product,
        comparator=comparator,
        tags=tuple(sorted(name for name in reading.hits if name.isupper())),
    )
    amounts = values_of(rule, reading, core, page, lead or page.heading(reading))
    parts = _parts(reading, amounts) if rule.type in _CUT_AT_VALUES and len(amounts) > 1 else []
    if len(parts) < 2:
        return [_placed(base, page, reading.segment.start, reading.segment.end, amounts[0] if amounts else None, rule)]
    return [_placed(base, page, a, b, amount, rule) for a, b, amount in parts]


def _placed(base: Claim, page: PageReading, start: int, end: int, amount: Amount | None, rule: Rule) -> Claim:
    start, end = _trim(page.page.folded, start, end)
    shown = page.page.original(start, end)
    claim = replace(base, text=page.page.shown[shown[0] : shown[1]], start=shown[0], end=shown[1])
    if amount is None:
        return claim
    unit = rule.units.get(amount.unit, amount.unit) or None
    return replace(claim, low=_round(amount.low), high=_round(amount.high), unit=unit, currency=amount.currency)


def _round(value: float | None) -> float | None:
    """Values as people write them: whole numbers stay whole, shares keep three decimals."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else round(value, 3 if abs(value) < 1 else 1)


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in ' *_"':
        start += 1
    while end > start and folded[end - 1] in ' *_"':
        end -= 1
    return start, end


def _parts(reading: Reading, amounts: list[Amount]) -> list[tuple[int, int, Amount]]:
    """A segment cut at the commas between its amounts, one part for each different amount."""
    cuts = [reading.segment.start]
    kept = [amounts[0]]
    for before, after in pairwise(amounts):
        between = [t for t in reading.segment.tokens if before.end <= t.start and t.end <= after.start]
        breaks = [t for t in between if _is_mark(t.text) or t.text in ("and", "or", "but")]
        if (after.low, after.high, after.unit) == (before.low, before.high, before.unit) or not breaks:
            continue
        mark = breaks[0]
        cuts.append(mark.end if _is_mark(mark.text) else mark.start)
        kept.append(after)
    cuts.append(reading.segment.end)
    return [(cuts[i], cuts[i + 1], kept[i]) for i in range(len(kept))]


def _is_mark(text: str) -> bool:
    """A comma, bar, bracket, dot in the middle and the like."""
    return not text[0].isalnum() and text[0] not in "$£€₹%.+"


def _stance(
    rule: Rule, reading: Reading, core: Hit, hits: tuple[Hit, ...], lead: Reading | None, page: PageReading
) -> tuple[str, str]:
    scope = page.book.scope
    # items straight under a heading take its hedge ("Conditions that may benefit")
    above = lead or (page.heading(reading) if reading.segment.kind == "item" else None)
    lead_hedged, lead_source = lead_stance(above, scope)
    source = rule.attribution or page.voice(reading) or source_of(reading) or lead_source or "self"
    if rule.type in ("promotion", "inclusions", "procedure", "aftercare", "price") and source == "study":
        source = "self"
    if reading.question:
        return "question", source
    if reading.hits.get(f"@denied_{rule.type}"):
        return "denied", source
    if not rule.absorb and rule.type not in _NEVER_DENIED and any(is_denied(reading, hit, scope) for hit in hits):
        return "denied", source
    if rule.type not in _NEVER_HEDGED and (is_hedged(reading, core, scope) or lead_hedged):
        return "hedged", source
    return ("asserted" if source == "self" else "reported"), source


def _polarity(rule: Rule, stance: str) -> str:
    if rule.polarity:
        return rule.polarity
    if rule.type in _CAUTION_TYPES:
        return "caution"
    if rule.type in _NEUTRAL_TYPES:
        return "neutral"
    return "caution" if stance == "denied" else "promote"
