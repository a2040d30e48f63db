"""How well pages are imported: `python -m tests.benchmarks.importing [--summary] [FOLDER[:LABELS] …]`.

Columns: title, date, editor's note right or not; then right/found/expected of speeches (unit and title), units told as
sure, units, speakers and beginnings of practices. Labels may stand in a folder of their own. With --summary only the
figures of a folder are printed, as is fit for pages that must not be looked at. Without folders: the shared pages, our own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.importing.importer import Importer
from tests.importing.scoring import OWN, SHARED, pages, score, total, trigram_f1


def main(arguments: list[str]) -> None:
    importer, quiet = Importer(), "--summary" in arguments
    named = [argument.split(":") for argument in arguments if argument != "--summary"]
    usual = [[str(SHARED / "pages")], *([str(OWN / name)] for name in ("tuned", "held", "wild", "strange"))]
    for folder, *labels in named or usual:
        scores = []
        print(f"== {folder}")
        for page, expected in pages(Path(folder), Path(labels[0]) if labels else None):
            findings = importer.findings(str(page))
            scores.append(score(page.name, findings.as_json(), expected))
            if not quiet:
                print(scores[-1], *_main_text(page, findings.text))
        print(total(scores).summary())


def _main_text(page: Path, text: str) -> list[str]:
    reference = page.with_suffix(".maintext.txt")
    return [f"main text {trigram_f1(text, reference.read_text('utf-8')):.4f}"] if reference.exists() else []


if __name__ == "__main__":
    main(sys.argv[1:])
