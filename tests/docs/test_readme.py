"""What the README shows runs: its Python example, its commands, the links and the picture."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\./run kneewise (.+?)(?:\s+#.*)?$", README, flags=re.M)
INTERACTIVE = ("interview",)


def test_the_python_example_runs():
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.S)
    values: dict = {}
    exec(code, values)
    assert values["outlook"].options


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.split()[0] not in INTERACTIVE])
def test_each_command_runs(command, tmp_path):
    words = [str(ROOT / w) if w.startswith("examples/") else w for w in shlex.split(command)]
    done = subprocess.run(
        [sys.executable, "-m", "kneewise.cli.main", *words], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or list(tmp_path.iterdir())


def test_every_verb_of_run_is_listed():
    listed = subprocess.run([str(ROOT / "run")], capture_output=True, text=True, check=True).stdout
    verbs = re.findall(r"^  ([a-z]+)\)", (ROOT / "run").read_text(encoding="utf-8"), flags=re.M)
    assert len(verbs) > 5
    for verb in verbs:
        assert f"./run {verb}" in listed


@pytest.mark.parametrize(
    "page", ["README.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md"))]
)
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", text):
        assert ((ROOT / page).parent / target).exists(), f"{page} links to {target}"
