"""Forecasts for many made-up people: `python benchmarks/many_people.py SEED NUMBER`; one process of the benchmark."""

import sys

import numpy as np

from kneewise import evidence
from kneewise.outlook import Person, forecast

seed, number = int(sys.argv[1]), int(sys.argv[2])
dataset = evidence.load()
rng = np.random.default_rng(seed)
for _ in range(number):
    age, bmi, pain = rng.uniform(45, 80), rng.uniform(20, 38), rng.uniform(30, 85)
    outlook = forecast(Person(age=age, bmi=bmi, kl_grade=int(rng.integers(1, 5)), pain=pain), dataset=dataset)
    # Every benefit and course, which are worked out when looked at.
    for option in outlook.options:
        assert len(tuple(option.benefits)) == 5 * len(tuple(option.courses))
