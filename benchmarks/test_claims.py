"""How long a page audit takes; run with

    .venv/bin/pytest benchmarks/test_claims.py --benchmark-only -s

Targets: rules loaded in 0.5 s, 5,000 words in 300 ms, cost linear up to 200,000 words. ``extra_info`` holds the ratios:
milliseconds per thousand words at each length over those at 5,000 words, which do not depend on the machine.
The text is made of the corpus' own passages (dev), repeated.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kneewise import evidence
from kneewise.claims import audit
from kneewise.claims.evaluate import CORPUS
from kneewise.claims.text import words_in

PASSAGES = "\n\n".join(
    json.loads(p.read_text(encoding="utf-8"))["text"] for p in sorted((CORPUS / "dev").glob("*.json"))
)


def text_of(words: int) -> str:
    """At least that many words of passages, cut at a paragraph."""
    each = len(words_in(PASSAGES))
    paragraphs = (PASSAGES + "\n\n") * (words // each + 1)
    count, out = 0, []
    for paragraph in paragraphs.split("\n\n"):
        out.append(paragraph)
        count += len(words_in(paragraph))
        if count >= words:
            break
    return "\n\n".join(out)


@pytest.fixture(scope="module")
def data():
    loaded = evidence.load()
    audit("Stem cells for knees. No side effects. Success rate 80%. $5,000 per knee.", dataset=loaded)
    return loaded


per_word: dict[int, float] = {}


@pytest.mark.parametrize("words", [5_000, 20_000, 200_000])
def test_audit(benchmark, data, words):
    text = text_of(words)
    result = benchmark.pedantic(audit, args=(text,), kwargs={"dataset": data}, rounds=3 if words < 200_000 else 1)
    per_word[words] = benchmark.stats.stats.min / result.words
    benchmark.extra_info["claims"] = len(result.claims)
    benchmark.extra_info["cost per word, against 5,000 words"] = round(per_word[words] / per_word[5_000], 2)
    print(
        f"\n{result.words:,} words, {len(result.claims):,} claims: {per_word[words] / per_word[5_000]:.2f} x per word"
    )


def test_load_of_rules(benchmark):
    code = (
        "import time; t = time.perf_counter(); from kneewise.claims.rulebook import rulebook; "
        "from kneewise.claims.judge import verdict_rules; from kneewise.claims.learned import proposer; "
        "from kneewise.claims.omissions import omission_tests, score_items; "
        "rulebook(); proposer(); verdict_rules(); omission_tests(); score_items(); print(time.perf_counter() - t)"
    )

    def load() -> float:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return float(done.stdout)

    seconds = benchmark.pedantic(load, rounds=3)
    benchmark.extra_info["seconds to load rules, without starting Python"] = seconds
    print(f"\nrules loaded in {seconds:.2f} s")
