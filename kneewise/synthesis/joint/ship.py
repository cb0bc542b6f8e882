"""Writes the fit that is shipped with the package; run after data or model changed:

python -m kneewise.synthesis.joint.ship
"""

from kneewise import evidence
from kneewise.synthesis.joint.dataset import ship
from kneewise.synthesis.joint.storage import FITTED

if __name__ == "__main__":
    ship(evidence.load())
    print(f"{FITTED}: {FITTED.stat().st_size:,} bytes")
