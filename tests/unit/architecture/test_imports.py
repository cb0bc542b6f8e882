"""The picture in docs/architecture.md holds: imports point one way, domain packages know no framework."""

from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[3]


def test_imports_point_one_way(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


def test_every_package_is_described():
    described = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for folder in (ROOT / "kneewise").iterdir():
        if (folder / "__init__.py").exists():
            assert f"`{folder.name}`" in described, f"docs/architecture.md does not say what {folder.name} holds"
