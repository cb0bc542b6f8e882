"""Shared by all tests: the network is closed and warnings are errors (pyproject.toml); property tests know no deadline,
since timings live in benchmarks/, and draw the same examples on every run under CI."""

import os

from hypothesis import settings

# A worker that has driven a browser keeps an event loop; Django would then refuse to set up its test database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

settings.register_profile("kneewise", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("kneewise")
