"""The evidence: published tables, harmonised on load, checked and versioned. See docs/data.md.

>>> from kneewise import evidence
>>> data = evidence.load()
>>> data.treatment("cortisone").code
'cs'
"""

from kneewise.evidence.dataset import Dataset, load
from kneewise.evidence.derive import WINDOWS
from kneewise.evidence.objects import Fact, Treatment, Trial

__all__ = ["WINDOWS", "Dataset", "Fact", "Treatment", "Trial", "load"]
