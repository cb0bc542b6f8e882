"""`kneewise report` as a person uses it: whole files or none, one sentence for each mistake, never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MILD = ROOT / "examples" / "mild_oa_52.yaml"


def kneewise(*arguments, cwd=ROOT):
    return subprocess.run(
        [sys.executable, "-m", "kneewise.cli.main", *map(str, arguments)], capture_output=True, text=True, cwd=cwd
    )


def test_the_terminal_report_speaks_of_people():
    done = kneewise("report", MILD)
    assert done.returncode == 0, done.stderr
    assert "of 100" in done.stdout
    assert done.stderr == ""


def test_json_html_and_pdf_are_written_whole(tmp_path):
    done = kneewise("report", MILD, "--html", tmp_path / "r.html", "--pdf", tmp_path / "r.pdf", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["schema"] == "1"
    assert (tmp_path / "r.html").read_text().startswith("<!doctype html>")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.html", "r.pdf"]


def test_the_summary_is_written_as_plain_text(tmp_path):
    done = kneewise("report", MILD, "--text", tmp_path / "r.txt", "--language", "es")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "de 100 personas" in (tmp_path / "r.txt").read_text(encoding="utf-8").replace("\n", " ")


def test_the_time_can_be_chosen(tmp_path):
    done = kneewise("report", MILD, "--week", "104", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["week"] == 104
    assert "after 2 years" in json.loads(done.stdout)["sections"][0]["blocks"][0]["text"]


@pytest.mark.parametrize("given", ["7", "soon", "-26"])
def test_a_time_without_a_forecast_is_refused(tmp_path, given):
    done = kneewise("report", MILD, "--week", given, "--html", tmp_path / "out.html")
    assert done.returncode == 2
    assert "--week" in done.stderr
    assert "26 (6 months)" in done.stderr
    assert not (tmp_path / "out.html").exists()


def write(tmp_path, content):
    path = tmp_path / "person.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("age: 190\n", "age"),
        ("age: 60\nkl_grade: 9\n", "kl_grade"),
        ("agee: 60\n", "age"),
        ("sex: male\nconditions: {pregnancy: yes}\n", "preg"),
        ("age: [60\n", "YAML"),
        (b"\x00\xff\xfe\x01" * 50, "text"),
        ("- 1\n- 2\n", "answers"),
    ],
)
def test_a_mistake_gets_a_sentence_and_exit_2(tmp_path, content, said):
    done = kneewise("report", write(tmp_path, content), "--html", tmp_path / "out.html")
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    assert said.lower() in done.stderr.lower()
    assert not (tmp_path / "out.html").exists()


def test_a_missing_file_is_named(tmp_path):
    done = kneewise("report", tmp_path / "nobody.yaml")
    assert done.returncode == 2
    assert "nobody.yaml" in done.stderr


def test_a_folder_that_cannot_be_written_to_leaves_nothing(tmp_path):
    done = kneewise("report", MILD, "--pdf", tmp_path / "no" / "such" / "r.pdf")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nfrom kneewise.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'numpy','polars','scipy','pydantic','jinja2','django','altair','typst'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip().endswith("[]"), done.stdout
