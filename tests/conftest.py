"""Shared by all tests: the network is closed, warnings are errors (pyproject.toml)."""
