"""`kneewise evidence`: exit codes and the words on the terminal."""

from __future__ import annotations

import pytest

from kneewise.cli.main import main


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["evidence", *map(str, arguments)])
    out = capsys.readouterr()
    return int(stop.value.code or 0), out.out, out.err


def test_check_of_the_own_dataset_is_clean_and_lists_exclusions(capsys):
    code, out, _ = run(capsys, "check")

    assert code == 0
    assert "No contradictions" in out
    assert "suspect_sign" in out
    assert "anz2020" in out


def test_check_exits_1_on_a_contradiction(capsys, tmp_path, rows, write):
    rows["responders"][0]["events"] = "99"

    code, out, err = run(capsys, "check", "--data", write(tmp_path / "bad", rows))

    assert code == 1
    assert "99 events of 10" in out
    assert "contradicts itself in 1 place" in err


def test_check_exits_1_on_a_table_that_cannot_be_read(capsys, tmp_path, rows, write):
    rows["outcomes"][0]["sd"] = "large"

    code, out, _ = run(capsys, "check", "--data", write(tmp_path / "bad", rows))

    assert code == 1
    assert "row 2, column sd is 'large'" in out


@pytest.mark.parametrize(
    ("name", "words"),
    [("shapiro2017", "BMAC vs saline"), ("cortisone", "Steroid injection"), ("cost_001", "5156")],
)
def test_show_gives_sources(capsys, name, words):
    code, out, _ = run(capsys, "show", name)

    assert code == 0
    assert words in out
    assert "source: " in out


def test_show_of_nothing_names_the_nearest(capsys):
    code, _, err = run(capsys, "show", "cortizone")

    assert code == 2
    assert "Did you mean" in err


def test_list_and_diff(capsys, small):
    assert "one2020" in run(capsys, "list", "trials", "--data", small)[1]
    assert "the same" in run(capsys, "diff", small, "--data", small)[1]


def test_export_tells_what_it_wrote(capsys, small, tmp_path):
    code, out, _ = run(capsys, "export", tmp_path / "copy", "--data", small)

    assert code == 0
    assert "files in" in out
    assert (tmp_path / "copy" / "datapackage.json").is_file()
