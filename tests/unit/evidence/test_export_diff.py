"""Export writes a package that loads again; diff names what changed; a failure leaves nothing."""

from __future__ import annotations

import json

import polars as pl
import pytest

from kneewise.errors import InputError
from kneewise.evidence import export as export_module
from kneewise.evidence import load
from kneewise.evidence.diff import diff
from kneewise.evidence.export import export


def test_an_exported_copy_loads_and_is_the_same(tmp_path):
    own = load()
    export(own, tmp_path / "copy", include_gpl=True)

    copy = load(tmp_path / "copy")

    assert diff(own, copy) == ([], [])


def test_gpl_tables_come_only_on_request_and_with_their_notice(tmp_path):
    without = {path.name for path in export(load(), tmp_path / "a")}
    with_gpl = {path.name for path in export(load(), tmp_path / "b", include_gpl=True)}

    assert with_gpl - without == {"timecourse_ha.csv", "timecourse_osteopain.csv", "NOTICE.md"}
    package = json.loads((tmp_path / "b" / "datapackage.json").read_text())
    licences = {one["name"]: one["licenses"][0]["name"] for one in package["resources"] if "licenses" in one}
    assert licences == {"timecourse_osteopain": "GPL-3.0", "timecourse_ha": "GPL-3.0"}
    assert package["licenses"][0]["name"] == "CC-BY-4.0"


def test_parquet_holds_the_same_rows(tmp_path, small):
    data = load(small)
    export(data, tmp_path / "p", format="parquet")

    assert pl.read_parquet(tmp_path / "p" / "outcomes.parquet").equals(data.raw("outcomes"))
    assert "mean_rule" in pl.read_parquet_schema(tmp_path / "p" / "harmonised" / "outcomes.parquet")


def test_a_filled_folder_is_not_overwritten(tmp_path, small):
    target = tmp_path / "full"
    target.mkdir()
    (target / "mine.txt").write_text("keep")

    with pytest.raises(InputError, match="not an empty folder"):
        export(load(small), target)
    assert [path.name for path in target.iterdir()] == ["mine.txt"]


def test_a_failure_leaves_nothing(tmp_path, small, monkeypatch):
    def fail(*_: object) -> str:
        raise OSError("disk full")

    monkeypatch.setattr(export_module, "data_package", fail)
    out = tmp_path / "out"
    out.mkdir()

    with pytest.raises(OSError, match="disk full"):
        export(load(small), out / "copy")
    assert list(out.iterdir()) == []


def test_diff_names_rows_and_cells(tmp_path, rows, write):
    old = load(write(tmp_path / "old", rows))
    rows["facts"][0]["value"] = "6000"
    rows["harms"] = []
    rows["questions"].append(dict(rows["questions"][0], question_id="q2"))
    new = load(write(tmp_path / "new", rows))

    tables, estimates = diff(old, new, lambda before, after: [f"{len(before.tables)} tables"])

    found = {table.table: table for table in tables}
    assert set(found) == {"facts", "harms", "questions"}
    (change,) = found["facts"].changed
    assert (change.key, change.field, change.old, change.new) == ("cost_001", "value", "5000.0", "6000.0")
    assert found["harms"].removed == ("h1",)
    assert found["questions"].added == ("q2",)
    assert estimates == [f"{len(old.tables)} tables"]
