"""How a claim is meant: denied, hedged, reported, asked or asserted, and by whom (after the ConText idea).

Triggers are data (``rules/scope.yaml``). A trigger works on a limited number of words after it (or before it), and
never across a word that turns the sentence ("but", "although").
"""

from __future__ import annotations

from typing import Any

from kneewise.claims.matcher import Hit, Reading

_ROUGHLY = frozenset({"maybe", "perhaps", "possibly"})
# The order in which a source is looked for when a sentence names several.
SOURCE_ORDER = ("regulator", "study", "patient", "expert")


def _live(reading: Reading, name: str) -> list[Hit]:
    """Triggers of a category that are not part of a phrase that only looks like one ("not only")."""
    pretend = reading.hits.get(f"@{name}!", ())
    return [(a, b) for a, b in reading.hits.get(f"@{name}", ()) if not any(x <= a and b <= y for x, y in pretend)]


def _blocked(reading: Reading, start: int, end: int) -> bool:
    return any(start < a and b < end for a, b in reading.hits.get("@stops", ()))


def is_denied(reading: Reading, core: Hit, scope: dict[str, Any]) -> bool:
    """Whether the words of a claim stand in the scope of a negative word."""
    reach = scope["negated"]["reach"]
    for a, b in _live(reading, "negated"):
        # inside the claim ("does not regrow") or before it, in the same clause
        before = b < core[0] and core[0] - b - 1 <= reach and not _blocked(reading, b, core[0])
        if before and reading.breaks[core[0]] - reading.breaks[b] > 1:
            before = False
        if before or core[0] <= a <= core[1]:
            return True
    after = scope["negated_after"]["reach"]
    return any(
        core[1] <= a and a - core[1] - 1 <= after and not _blocked(reading, core[1], a)
        for a, _ in _live(reading, "negated_after")
    )


def is_hedged(reading: Reading, core: Hit, scope: dict[str, Any]) -> bool:
    """Whether a word such as "may", "aims to" or "some people" bears on the claim."""
    reach = scope["hedged"]["reach"]
    for a, b in _live(reading, "hedged"):
        if reading.words[a] in _ROUGHLY and b + 1 < len(reading.words) and reading.words[b + 1][0].isdigit():
            continue  # "maybe 50 % better" is a rough number, not a doubt
        if b < core[0]:
            if core[0] - b - 1 <= reach and not _blocked(reading, b, core[0]):
                return True
        elif a > core[1]:
            if (
                a - core[1] - 1 <= 3
                and not _blocked(reading, core[1], a)
                and reading.breaks[a] == reading.breaks[core[1]]
            ):
                return True
        else:
            return True
    return False


def source_of(reading: Reading) -> str | None:
    """Who is speaking in the sentence, or ``None`` for the page itself."""
    for source in SOURCE_ORDER:
        if reading.hits.get(f"@by_{source}"):
            return source
    return None


def lead_stance(lead: Reading | None, scope: dict[str, Any]) -> tuple[bool, str | None]:
    """What the line that leads a list passes on to its items: (hedged, source)."""
    if lead is None:
        return False, None
    return bool(_live(lead, "hedged")), source_of(lead)
