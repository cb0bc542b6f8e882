"""Work on several integration points at once, each on one core.

A matrix of 750 × 750 is too small for the linear-algebra library's own threads: on a busy machine they wait for each
other and take thirty times longer than one core does (benchmarks/test_joint.py). So the library is held to one thread
and the points are shared out between a few of ours; LAPACK releases the interpreter while it works.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from threadpoolctl import threadpool_limits

Item = TypeVar("Item")
Result = TypeVar("Result")

# More workers than this need too much memory for the gain: each holds a few n × n matrices.
MOST_WORKERS = 4


def one_thread() -> threadpool_limits:
    """Context in which the linear algebra library uses one thread."""
    return threadpool_limits(limits=1, user_api="blas")


def map_on_cores(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """``[work(item) for item in items]``, in order, on up to `MOST_WORKERS` cores."""
    workers = min(MOST_WORKERS, os.cpu_count() or 1, len(items))
    with one_thread():
        if workers <= 1:
            return [work(item) for item in items]
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(work, items))
