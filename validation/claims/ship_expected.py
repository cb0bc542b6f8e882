"""Write what the outlook expects of each treatment beside the page audit's data (after any change of the evidence):

.venv/bin/python validation/claims/ship_expected.py
"""

from kneewise import evidence
from kneewise.claims.expected import SHIPPED, as_json

if __name__ == "__main__":
    SHIPPED.write_text(as_json(evidence.load()), encoding="utf-8")
    print(f"{SHIPPED.name}: {len(SHIPPED.read_bytes()):,} bytes")
