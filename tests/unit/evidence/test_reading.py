"""Bad files end in one sentence that names file, row and column."""

from __future__ import annotations

import pytest

from kneewise.errors import InputError, NotFoundError, TooLargeError
from kneewise.evidence import load, tables


def test_wrong_type_names_row_column_and_value(tmp_path, rows, write):
    rows["outcomes"][1]["n"] = "ten"
    folder = write(tmp_path / "bad", rows)

    with pytest.raises(InputError, match=r"outcomes\.csv, row 3, column n is 'ten', not a whole number"):
        load(folder)


def test_a_fraction_is_no_count(tmp_path, rows, write):
    rows["outcomes"][1]["n"] = "10.5"

    with pytest.raises(InputError, match="not a whole number"):
        load(write(tmp_path / "bad", rows))


def test_missing_table(small):
    (small / "arms.csv").unlink()

    with pytest.raises(InputError, match=r"arms\.csv is missing"):
        load(small)


def test_binary_file(small):
    (small / "arms.csv").write_bytes(bytes(range(256)) * 20)

    with pytest.raises(InputError, match=r"arms\.csv"):
        load(small)


def test_large_file_is_not_read(small, monkeypatch):
    monkeypatch.setattr(tables, "LARGEST_FILE", 100)

    with pytest.raises(TooLargeError, match="is larger than"):
        load(small)


def test_no_folder(tmp_path):
    with pytest.raises(InputError, match="is not a folder"):
        load(tmp_path / "nowhere")


def test_the_gpl_tables_can_be_left_out(small):
    data = load(small)

    assert data.timecourses().is_empty()
    with pytest.raises(NotFoundError, match="GPL-3"):
        data.raw("timecourse_ha")


def test_unknown_names_list_the_nearest():
    data = load()

    with pytest.raises(NotFoundError, match="cortisone"):
        data.treatment("cortizone")
    with pytest.raises(NotFoundError, match="shapiro2017"):
        data.trial("shapiro2016")
    with pytest.raises(NotFoundError, match="Did you mean cost_"):
        data.fact("cost_01")
    with pytest.raises(NotFoundError, match="6, 13, 26, 52, 104"):
        data.outcomes("pain", 27)
    with pytest.raises(NotFoundError, match="function"):
        data.outcomes("paine")


def test_the_version_changes_with_the_content(tmp_path, rows, write):
    one = load(write(tmp_path / "one", rows)).version
    rows["facts"][0]["value"] = "6000"
    two = load(write(tmp_path / "two", rows)).version

    assert one.split("+")[0] == two.split("+")[0]
    assert one != two
    assert len(one.split("+")[1]) == 12
