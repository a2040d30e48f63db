"""How well pages are imported: `python -m tests.benchmarks.importing [FOLDER …]`.

Columns: title, date, editor's note right or not; then right/found/expected of speeches (unit and title), units, speakers
and beginnings of practices. Without folders: the shared pages, our own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.importing.importer import Importer
from tests.importing.scoring import OWN, SHARED, Score, pages, score, total, trigram_f1


def main(folders: list[Path]) -> None:
    importer = Importer()
    for folder in folders:
        scores: list[Score] = []
        print(f"== {folder.name}")
        for page, expected in pages(folder):
            findings = importer.findings(str(page))
            scores.append(score(page.name, findings.as_json(), expected))
            print(scores[-1], *_main_text(page, findings.text))
        if scores:
            _print_total(scores)


def _main_text(page: Path, text: str) -> list[str]:
    reference = page.with_suffix(".maintext.txt")
    return [f"main text {trigram_f1(text, reference.read_text('utf-8')):.4f}"] if reference.exists() else []


def _print_total(scores: list[Score]) -> None:
    every = total(scores)
    print(
        f"titles {sum(s.title for s in scores)}/{len(scores)}  dates {sum(s.date for s in scores)}/{len(scores)}  "
        f"speeches F1 {every.speeches.f1:.3f}  units F1 {every.units.f1:.3f}  speakers F1 {every.speakers.f1:.3f}  "
        f"practices F1 {every.practices.f1:.3f}"
    )


if __name__ == "__main__":
    main(
        [Path(folder) for folder in sys.argv[1:]]
        or [SHARED / "pages", *(OWN / name for name in ("tuned", "held", "wild"))]
    )
