"""The code knows no city: what is said of ours stands in knowledge/.

The program's own name, 摆古, may stand in what operators read; that no page or reply of another city shows it is held by
`tests/journeys/test_second_city.py`.
"""

import re
from pathlib import Path

from tests.builders import ROOT

NAMES = re.compile("柳州|柳江|龙城|鱼峰|创城|创文|文明城市|方志|社科联|防排|直机关工委|黄志坚|权玉华|胥梦")
GAZETTEER = "retrieval/places.txt"
"""Names every city there is."""


def told(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".md")]
    return [
        f"{path.relative_to(folder)}:{number}: {line.strip()[:80]}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if NAMES.search(line) and not path.as_posix().endswith(GAZETTEER)
    ]


def test_no_file_of_the_code_names_the_city_the_campaign_or_a_unit_of_our_own_knowledge() -> None:
    assert told(ROOT / "bot") == []


def test_the_search_finds_such_names_where_they_are() -> None:
    assert told(ROOT / "knowledge") != []
