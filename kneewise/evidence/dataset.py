"""`Dataset`: the tables as published and the harmonised rows, one object per folder and process."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path

import polars as pl

from kneewise.errors import InputError, NotFoundError
from kneewise.evidence import contrasts, events, outcomes, pairs, timecourses
from kneewise.evidence.derive import WINDOWS
from kneewise.evidence.exclusions import SENSITIVITY
from kneewise.evidence.objects import Fact, Treatment, Trial
from kneewise.evidence.schema import DATA, tables
from kneewise.evidence.tables import content_hash, read_tables
from kneewise.evidence.thresholds import KINDS, threshold
from kneewise.evidence.treatments import Treatments, nearest
from kneewise.evidence.wording import source_label
from kneewise.instruments import scale
from kneewise.quantities import Estimate
from kneewise.sources import Source
from kneewise.words import LANGUAGES

HASH_DIGITS = 12


class Dataset:
    """The evidence: tables as published (``raw``), harmonised rows (methods), typed values (``trial``, ``fact`` …).

    Pain and function leave this class on 0 (best) to 100 (worst). Rows that are kept out of calculations come only with
    ``include_excluded=True`` and then name why. Frames are polars frames; do not change them in place.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._raw = read_tables(folder)

    # ---- what it is

    @cached_property
    def package(self) -> dict[str, object]:
        """Name, title, version and licences from ``datapackage.json``."""
        path = self.folder / "datapackage.json"
        if not path.is_file():
            raise InputError(str(path), "is missing", "Give a folder with every file of the dataset.")
        package: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
        return package

    @cached_property
    def version(self) -> str:
        """``"<semver>+<first 12 hex digits of the content hash>"``."""
        return f"{self.package['version']}+{content_hash(self.folder)[:HASH_DIGITS]}"

    @property
    def tables(self) -> list[str]:
        """Names of the tables that are there."""
        return list(self._raw)

    def raw(self, name: str) -> pl.DataFrame:
        """A table as published, typed. Raises NotFoundError naming the tables, or that a collection is absent."""
        if name in self._raw:
            return self._raw[name]
        if name.startswith("timecourse_"):
            raise NotFoundError(
                f"table {name!r}",
                "is not part of this copy: it is under GPL-3.0 and can be left out",
                "Take the folder gpl/ from the project's own copy.",
            )
        raise NotFoundError(f"table {name!r}", "is not known", f"The tables are {', '.join(self._raw)}.")

    # ---- tables by name

    @property
    def sources(self) -> pl.DataFrame:
        """Every publication, page or register."""
        return self._raw["sources"]

    @cached_property
    def treatments(self) -> pl.DataFrame:
        """Every treatment, with every combination that occurs in arms or contrasts."""
        from kneewise.evidence.treatments import all_codes

        rows = [self._treatments[code].to_dict() for code in all_codes(self._raw, self._treatments)]
        return pl.DataFrame(rows, infer_schema_length=None)

    @cached_property
    def trials(self) -> pl.DataFrame:
        """Every trial; ``source_id`` and ``source_location`` say where its row was read."""
        return self._raw["trials"].rename({"source": "source_id", "location": "source_location"})

    @property
    def arms(self) -> pl.DataFrame:
        """Every group of every trial, as published."""
        return self._raw["arms"]

    @property
    def syntheses(self) -> pl.DataFrame:
        """Published pooled results."""
        return self._raw["syntheses"]

    @cached_property
    def facts(self) -> pl.DataFrame:
        """Every fact, with ``exclusion``: why it is kept out of calculations, or null."""
        from kneewise.evidence.exclusions import with_exclusions

        frame = with_exclusions(self._raw["facts"], self._raw["exclusions"], "facts", "fact_id", [])
        return frame.rename({"source": "source_id", "location": "source_location"}).drop("flag", "exclusion_scope")

    @property
    def candidacy(self) -> pl.DataFrame:
        """Screening rules as read, with their sources."""
        return self._raw["candidacy"]

    @property
    def guidelines(self) -> pl.DataFrame:
        """What guidelines say, one recommendation per row."""
        return self._raw["guidelines"]

    @property
    def regulation(self) -> pl.DataFrame:
        """Legal status by country and product."""
        return self._raw["regulation"]

    @property
    def rehab(self) -> pl.DataFrame:
        """Aftercare stages."""
        return self._raw["rehab"]

    @property
    def questions(self) -> pl.DataFrame:
        """Questions to ask a clinic."""
        return self._raw["questions"]

    @property
    def exclusions(self) -> pl.DataFrame:
        """What is kept out of which calculations, and why."""
        return self._raw["exclusions"]

    @property
    def rules(self) -> pl.DataFrame:
        """Every named rule of derivation, preference and exclusion."""
        return self._raw["rules"]

    # ---- harmonised rows

    @cached_property
    def _treatments(self) -> Treatments:
        return Treatments(self._raw["treatments"])

    @cached_property
    def _outcomes(self) -> pl.DataFrame:
        return outcomes.harmonised_outcomes(self._raw, self._treatments.class_of)

    @cached_property
    def reference_sd(self) -> dict[str, float]:
        """Pooled SD of final values on 0-100 per outcome, which turns standardised differences into points."""
        return contrasts.reference_sd(self._outcomes)

    @cached_property
    def _contrasts(self) -> pl.DataFrame:
        return contrasts.harmonised_contrasts(self._raw, self.reference_sd)

    @cached_property
    def _responders(self) -> pl.DataFrame:
        return events.harmonised_responders(self._raw, self._treatments.class_of)

    @cached_property
    def _harms(self) -> pl.DataFrame:
        return events.harmonised_harms(self._raw, self._treatments.class_of)

    @cached_property
    def _timecourses(self) -> pl.DataFrame:
        return timecourses.harmonised_timecourses(self._raw, self._treatments.class_of)

    def outcomes(
        self,
        outcome: str | None = None,
        window: int | None = None,
        treatments: Iterable[str] | None = None,
        include_excluded: bool = False,
        *,
        population: str | Iterable[str] | None = None,
        include_baseline: bool = False,
        sensitivity: bool = False,
    ) -> pl.DataFrame:
        """Arm-level rows on 0-100, higher worse; columns in docs/architecture.md and docs/data.md.

        Parameters
        ----------
        outcome, window, treatments
            Keep only these; ``treatments`` are codes or names.
        include_excluded
            Also rows kept out of calculations, with ``used`` false and ``exclusion`` saying why.
        population
            One population or several (``"knee_oa"``, ``"mixed_oa"`` …); None is all, so filter before pooling.
        include_baseline
            Also rows at week 0.
        sensitivity
            Leave out flagged rows as well.
        """
        frame = self._outcomes if include_baseline else self._outcomes.filter(pl.col("week").ne_missing(0))
        return self._chosen(frame, outcome, window, treatments, include_excluded, population, sensitivity)

    def contrasts(
        self,
        outcome: str | None = None,
        window: int | None = None,
        treatments: Iterable[str] | None = None,
        include_excluded: bool = False,
        *,
        population: str | Iterable[str] | None = None,
        sensitivity: bool = False,
    ) -> pl.DataFrame:
        """Published between-group effects as mean differences on 0-100; options as in ``outcomes``.

        ``treatments`` keeps rows in which either side is one of them.
        """
        return self._chosen(self._contrasts, outcome, window, treatments, include_excluded, population, sensitivity)

    def responders(
        self,
        definition: str | None = None,
        window: int | None = None,
        treatments: Iterable[str] | None = None,
        include_excluded: bool = False,
        *,
        population: str | Iterable[str] | None = None,
    ) -> pl.DataFrame:
        """Events and n per arm for each definition of a response."""
        frame = self._responders if definition is None else self._responders.filter(definition=definition)
        return self._chosen(frame, None, window, treatments, include_excluded, population, False)

    def harms(
        self,
        event: str | None = None,
        treatments: Iterable[str] | None = None,
        include_excluded: bool = False,
        *,
        seriousness: str | None = None,
        population: str | Iterable[str] | None = None,
    ) -> pl.DataFrame:
        """Events and n per arm for each harm; ``seriousness`` is ``any`` or ``serious``."""
        frame = self._harms if event is None else self._harms.filter(event=event)
        if seriousness is not None:
            frame = frame.filter(seriousness=seriousness)
        return self._chosen(frame, None, None, treatments, include_excluded, population, False)

    def timecourses(self, collection: str | None = None) -> pl.DataFrame:
        """The two time-course collections on 0-100, or an empty frame if this copy is without them."""
        return self._timecourses if collection is None else self._timecourses.filter(collection=collection)

    def pairs(
        self,
        outcome: str,
        window: int,
        population: str | Iterable[str] | None = "knee_oa",
        *,
        treatments: Iterable[str] | None = None,
        sensitivity: bool = False,
        simplify: bool = False,
    ) -> pl.DataFrame:
        """One row per trial and treatment (trials with two or more), from the preferred rows: n, mean and SD on 0-100.

        Same-code groups are taken together. Trials known by contrasts only are in ``network_data``. ``simplify`` leaves
        out what all groups of a trial had (``treatments.simplified``), which joins networks that would fall apart.
        """
        rows = self.outcomes(outcome, window, treatments, population=population, sensitivity=sensitivity)
        rows = rows.filter(pl.col("preferred"))
        if simplify:
            rows = pairs.with_simple_codes(rows, "trial_id", ["treatment"], self._treatments)
        return pairs.arm_pairs(rows)

    def network_data(
        self,
        outcome: str,
        window: int,
        population: str | Iterable[str] | None = "knee_oa",
        *,
        sensitivity: bool = False,
        simplify: bool = False,
    ) -> pl.DataFrame:
        """Contrast rows ``study, treat1, treat2, te, se, n1, n2, rule, flag, row_ids, source_id`` on 0-100.

        ``te`` is treat1 minus treat2 (negative favours treat1). Trials with groups give every pair of their groups;
        other trials their published contrasts. ``simplify`` as in ``pairs``.
        """
        published = self.contrasts(outcome, window, population=population, sensitivity=sensitivity)
        published = published.filter(pl.col("preferred"))
        if simplify:
            sides = ["treatment_1", "treatment_2"]
            published = pairs.with_simple_codes(published, "trial_id", sides, self._treatments)
        arms = self.pairs(outcome, window, population, sensitivity=sensitivity, simplify=simplify)
        return pairs.contrast_rows(arms, published)

    def _chosen(
        self,
        frame: pl.DataFrame,
        outcome: str | None,
        window: int | None,
        treatments: Iterable[str] | None,
        include_excluded: bool,
        population: str | Iterable[str] | None,
        sensitivity: bool,
    ) -> pl.DataFrame:
        if outcome is not None:
            fields = {field.name: field for field in tables()["contrasts"].fields}
            known = fields["outcome"].allowed
            if outcome not in known:
                raise NotFoundError(f"outcome {outcome!r}", "is not known", f"There are {', '.join(sorted(known))}.")
            frame = frame.filter(pl.col("outcome") == outcome)
        if window is not None:
            if window not in WINDOWS:
                raise NotFoundError(
                    f"window {window}", "is not known", f"The windows are {', '.join(map(str, WINDOWS))} weeks."
                )
            frame = frame.filter(pl.col("window") == window)
        if treatments is not None:
            codes = [self.treatment(name).code for name in treatments]
            columns = ["treatment"] if "treatment" in frame.columns else ["treatment_1", "treatment_2"]
            frame = frame.filter(pl.any_horizontal(pl.col(column).is_in(codes) for column in columns))
        wanted = pairs.populations(population)
        if wanted is not None:
            frame = frame.filter(pl.col("population").is_in(wanted))
        if not include_excluded:
            frame = frame.filter(pl.col("used"))
        return frame.filter(pl.col("flag").is_null()) if sensitivity else frame

    # ---- typed values

    def treatment(self, name: str) -> Treatment:
        """The treatment with that code, name or synonym; ``a+b`` is both together."""
        return self._treatments.find(name)

    @cached_property
    def _trials(self) -> dict[str, dict[str, object]]:
        return {row["trial_id"]: row for row in self.trials.iter_rows(named=True)}

    def trial(self, trial_id: str) -> Trial:
        """The trial with that id. Raises NotFoundError naming the nearest ids."""
        row = self._trials.get(trial_id)
        if row is None:
            raise NotFoundError(f"trial {trial_id!r}", "is not known", nearest(trial_id, list(self._trials)))
        return Trial.from_dict(row)

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {row["fact_id"]: Fact.from_dict(row) for row in self.facts.iter_rows(named=True)}

    def fact(self, fact_id: str) -> Fact:
        """The fact with that id. Raises NotFoundError naming the nearest ids."""
        if fact_id not in self._facts:
            raise NotFoundError(f"fact {fact_id!r}", "is not known", nearest(fact_id, list(self._facts)))
        return self._facts[fact_id]

    def facts_about(
        self,
        topic: str | None = None,
        subject: str | None = None,
        quantity: str | None = None,
        *,
        use: str | None = None,
        treatment: str | None = None,
        country: str | None = None,
        include_broader: bool = False,
        include_excluded: bool = False,
    ) -> list[Fact]:
        """Facts that match everything asked for, in the order of the table.

        ``quantity`` matches words inside the quantity. ``treatment`` is a code or name; with ``include_broader`` facts
        on the wider treatments it belongs to come too, after its own. Facts kept out of calculations come only with
        ``include_excluded``.
        """
        codes = None
        if treatment is not None:
            found = self.treatment(treatment)
            codes = [found.code, *(found.broader if include_broader else ())]
        facts = [
            fact
            for fact in self._facts.values()
            if (topic is None or fact.topic == topic)
            and (subject is None or fact.subject == subject)
            and (quantity is None or quantity.lower() in fact.quantity.lower())
            and (use is None or fact.use == use)
            and (codes is None or fact.treatment in codes)
            and (country is None or fact.country == country)
            and (include_excluded or fact.used)
        ]
        return facts if codes is None else sorted(facts, key=lambda fact: codes.index(str(fact.treatment)))

    def threshold(self, instrument: str, kind: str = "mcid") -> Estimate:
        """The ``mcid`` or ``pass`` of a scale in points on 0-100, with its citation.

        Raises NotFoundError for an unknown scale, or if it names no such fact or one that cannot be moved to 0-100.
        """
        if kind not in KINDS:
            raise NotFoundError(f"threshold {kind!r}", "is not known", f"There are {' and '.join(KINDS)}.")
        found = scale(instrument)
        fact_id = found.mcid_fact if kind == "mcid" else found.pass_fact
        if fact_id is None:
            raise NotFoundError(f"{kind} of {instrument}", "is not in the dataset", "Use another scale.")
        return threshold(self.fact(fact_id), instrument, kind)

    @cached_property
    def _sources(self) -> dict[str, dict[str, Source]]:
        """Every source by language and id."""
        trials = self._trials_by_source()
        return {
            language: {
                row["source_id"]: Source(
                    source_id=row["source_id"],
                    title=source_label(row, trials.get(row["source_id"], []), language),
                    url=row["url"] or "",
                    year=row["year"],
                    doi=row["doi"],
                    kind=row["kind"],
                    licence=row["licence"],
                )
                for row in self.sources.iter_rows(named=True)
            }
            for language in LANGUAGES
        }

    def _trials_by_source(self) -> dict[str, list[str]]:
        """Labels of the trials that rows of each source are about, each once, in the order of the tables."""
        labels = dict(self.trials.select("trial_id", "label").iter_rows())
        found: dict[str, dict[str, None]] = {}
        for frame in self._raw.values():
            if {"trial_id", "source"} <= set(frame.columns):
                for source_id, trial_id in frame.select("source", "trial_id").unique(maintain_order=True).iter_rows():
                    found.setdefault(source_id, {})[labels.get(trial_id, trial_id)] = None
        return {source_id: list(trials) for source_id, trials in found.items()}

    def source(self, source_id: str, language: str = "en") -> Source:
        """The source with that id. Raises NotFoundError naming the nearest ids.

        ``title`` is the title as printed; where it was not recorded, what is known of the source in that language.
        """
        found = self._sources[language]
        if source_id not in found:
            raise NotFoundError(f"source {source_id!r}", "is not known", nearest(source_id, list(found)))
        return found[source_id]


@lru_cache(maxsize=4)
def _load(folder: Path) -> Dataset:
    return Dataset(folder)


@lru_cache(maxsize=4)
def _own_folder(folder: Path) -> Path:
    """Resolved once: the dataset is asked for thousands of times per page."""
    return folder.resolve()


def load(path: str | Path | None = None) -> Dataset:
    """The evidence dataset: the project's own, or that of a folder with the same files. Cached per process.

    Raises InputError naming file, row and column for what cannot be read.
    """
    if path is None:
        return _load(_own_folder(DATA))
    folder = Path(path)
    if not folder.is_dir():
        raise InputError(str(folder), "is not a folder", "Give the folder that holds the tables of the dataset.")
    return _load(folder.resolve())


__all__ = ["SENSITIVITY", "Dataset", "load"]
