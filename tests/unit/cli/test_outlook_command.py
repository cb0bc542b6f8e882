import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
MILD = ROOT / "examples" / "mild_oa_52.yaml"


def kneewise(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "kneewise.cli.main", *map(str, arguments)], capture_output=True, text=True, cwd=ROOT
    )


def test_the_table_and_the_json_agree():
    table = kneewise("outlook", MILD, "--option", "bone marrow concentrate")
    data = json.loads(kneewise("outlook", MILD, "--option", "bmac", "--json").stdout)
    (option,) = data["options"]
    headline = next(b for b in option["benefits"] if b["outcome"] == "pain" and b["week"] == 26)
    counts = f"{headline['meaningful']['count']:.0f} v {headline['meaningful_sham']['count']:.0f}"
    assert counts in table.stdout


def test_an_option_nobody_knows_gets_a_near_name():
    done = kneewise("outlook", MILD, "--option", "cortizone shot")
    assert done.returncode == 2
    assert "cortisone shot" in done.stderr


def test_something_known_that_is_no_option_is_said_to_be_none():
    done = kneewise("outlook", MILD, "--option", "saline")
    assert done.returncode == 2
    assert "none of the options" in done.stderr
