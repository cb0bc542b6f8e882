"""The stored result of `kneewise evaluate`, as the track record that reports print."""

from __future__ import annotations

import json
from pathlib import Path

from kneewise.outlook.results import Outcome, TrackRecord

STORED = Path(__file__).parent / "fitted" / "evaluation.json"


def track_records(dataset_version: str) -> dict[Outcome, TrackRecord]:
    """Track record per outcome; empty where none was measured for that dataset version."""
    if not STORED.exists():
        return {}
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    if stored.get("dataset") != dataset_version:
        return {}
    outcomes: tuple[Outcome, ...] = ("pain", "function")
    return {o: TrackRecord(**stored["track_record"][o]) for o in outcomes if o in stored["track_record"]}
