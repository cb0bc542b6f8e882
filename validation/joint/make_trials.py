"""Writes trials.csv: ten invented trials at two times, on which the joint model and JAGS are compared.

Run: python validation/joint/make_trials.py
"""

from pathlib import Path

import numpy as np

TRUE = {"p": (0.0, 0.0), "a1": (-8.0, -11.0), "a2": (-6.0, -8.0), "b1": (-3.0, -2.0)}
TRIALS = [
    ("p", "a1"),
    ("p", "a1"),
    ("p", "a2"),
    ("p", "a2", "a1"),
    ("p", "b1"),
    ("p", "b1"),
    ("a1", "b1"),
    ("p", "a1", "b1"),
]
TRIALS += [("p", "a2"), ("a2", "b1")]


def main() -> None:
    rng = np.random.default_rng(20)
    lines = ["trial_id,treatment,outcome,week,mean,sd,n"]
    for i, arms in enumerate(TRIALS):
        course = rng.normal([50, 45], 5)
        for arm in arms:
            n = int(rng.integers(25, 90))
            own = rng.normal(0, 4 / np.sqrt(2)) + rng.normal(0, 1, 2)
            for t, week in enumerate((6, 26)):
                mean = course[t] + TRUE[arm][t] + own[t] + rng.normal(0, 20 / np.sqrt(n))
                lines.append(f"t{i:02d},{arm},pain,{week},{mean:.3f},{20 + rng.normal(0, 1):.3f},{n}")
    Path(__file__).with_name("trials.csv").write_text("\n".join(lines) + "\n")


main()
