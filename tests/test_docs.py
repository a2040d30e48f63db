"""What the documents show is what the commands do."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.builders import ROOT

PAGES = [ROOT / "README.md", ROOT / "knowledge" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
EXAMPLE = re.compile(r"^```console\n\$ baigu (.+)\n((?:.*\n)*?)```$", re.MULTILINE)
EXAMPLES = [
    pytest.param(found[1], found[2], id=f"{page.name}: {found[1]}")
    for page in PAGES
    for found in EXAMPLE.finditer(page.read_text("utf-8"))
]
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def flat(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


@pytest.mark.parametrize(("command", "shown"), EXAMPLES)
def test_an_example_shows_real_output(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(ROOT)
    own = {"COLUMNS": "80", "BAIGU_DATABASE_URL": f"sqlite:///{tmp_path / 'baigu.db'}"}
    done = CliRunner().invoke(main, shlex.split(command), env=own)
    parts = (re.escape(part) for part in flat(shown).split("…"))
    pattern = r"(?s:.*?)".join(parts)
    assert re.fullmatch(pattern + r"(?s:\s*)", flat(done.stdout)), done.output


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert broken == []


def test_the_paths_of_the_design_lead_through_the_tree() -> None:
    design = (ROOT / "bot" / "DESIGN.md").read_text("utf-8").partition("## Decisions")[0]
    steps = re.findall(r"^    ([a-z_]+(?:/[a-z_]*)?) {2,}\S", design, re.MULTILINE)
    roots = (ROOT / "bot", ROOT / "bot" / "importing")  # whose rooms are told beneath it
    gone = [s for s in steps if not any((r / s).is_dir() or (r / f"{s}.py").exists() for r in roots)]
    assert len(steps) >= 30
    assert gone == []
