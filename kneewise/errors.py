"""Everything that can go wrong, in one small tree.

    KneewiseError
    ├── InputError            what the person gave cannot be used        exit 2, HTTP 422
    │   ├── NotFoundError     nothing has that name                      exit 2, HTTP 404
    │   └── TooLargeError     more than is read in one go                exit 2, HTTP 413
    ├── DataError             the evidence contradicts itself            exit 1, HTTP 500
    └── UnavailableError      something outside did not answer           exit 2, HTTP 502

A message names the field (or row and column), the value, what is allowed and what to do. The same words reach terminal,
page and API; `exit_code` and `http_status` are the only places where a class becomes a number.
"""

from __future__ import annotations


class KneewiseError(Exception):
    """Base class. ``str(error)`` is the sentence that a person reads."""

    exit_code = 1
    http_status = 500


class InputError(KneewiseError):
    """What was given cannot be used.

    Parameters
    ----------
    field
        The field, option, file or "row 3, column sd" that is meant, in the words the person sees.
    problem
        What is wrong with it, as the rest of a sentence: ``"is -2; a standard deviation must be above 0"``.
    remedy
        What to do, as a sentence: ``"Give the SD as published, or leave it empty."``. May be empty.
    """

    exit_code = 2
    http_status = 422

    def __init__(self, field: str, problem: str, remedy: str = "") -> None:
        self.field, self.problem, self.remedy = field, problem, remedy
        super().__init__(f"{field} {problem}".rstrip(".") + "." + (f" {remedy}" if remedy else ""))


class NotFoundError(InputError):
    """Nothing has that name; the remedy lists the nearest names."""

    http_status = 404


class TooLargeError(InputError):
    """The input is larger than is read in one go."""

    http_status = 413


class InputErrors(InputError):
    """Several problems at once, so that a person can mend all of them in one go. ``errors`` holds each."""

    def __init__(self, errors: list[InputError]) -> None:
        assert errors, "InputErrors needs at least one error"
        self.errors = errors
        KneewiseError.__init__(self, "\n".join(str(e) for e in errors))
        self.field, self.problem, self.remedy = errors[0].field, errors[0].problem, errors[0].remedy


class DataError(KneewiseError):
    """The evidence dataset contradicts itself or a number has no source. The dataset must be mended."""


class UnavailableError(KneewiseError):
    """Something outside (a web page, a database) did not answer."""

    exit_code = 2
    http_status = 502


class KneewiseWarning(UserWarning):
    """A number that is doubtful but usable."""
