"""Death from any cause by age and sex, from a national life table in ``data/``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).parent / "data"
# The table that stands in where a country has none of its own; the result says so.
DEFAULT_TABLE = "US"


@dataclass(frozen=True, slots=True)
class LifeTable:
    """``female`` and ``male``: probability to die within a year at exact age 0, 1, 2 … (shape (n,))."""

    country: str
    title: str
    body: str
    url: str
    female: NDArray[np.float64]
    male: NDArray[np.float64]

    def yearly_hazard(self, age: float, sex: str | None) -> float:
        """Hazard of death per year at that age: −log(1 − q), constant within the year of age.

        With unknown sex the mean of both. Ages beyond the table take its last row.
        """
        row = min(int(age), self.female.size - 1)
        chosen = {"female": self.female[row], "male": self.male[row]}
        q = chosen.get(sex or "", (self.female[row] + self.male[row]) / 2)
        return float(-np.log1p(-min(q, 1 - 1e-12)))

    def life_expectancy(self, age: int, sex: str) -> float:
        """Expected further years at an exact age, deaths falling on average in mid-year: Σ l(x+1)/l(age) + ½."""
        q = (self.female if sex == "female" else self.male)[age:]
        return float(np.cumprod(1 - q).sum() + 0.5)


@cache
def life_table(country: str = DEFAULT_TABLE) -> LifeTable:
    """The life table of that country, or of `DEFAULT_TABLE` where there is none; ``country`` of the result tells."""
    from kneewise.economics.inputs import content

    tables = content()["life_tables"]
    found = country if country in tables else DEFAULT_TABLE
    about = tables[found]
    with (DATA / about["file"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return LifeTable(
        country=found,
        title=about["title"],
        body=about["body"],
        url=about["url"],
        female=np.array([float(row["female"]) for row in rows]),
        male=np.array([float(row["male"]) for row in rows]),
    )
