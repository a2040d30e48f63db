"""Whole pages: the seed, the shared ones, our own. `python -m tests.benchmarks.importing` prints the same as a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.corpus.folder import KnowledgeFolder
from bot.corpus.speech_file import render_speech
from bot.importing.drafts import Drafting
from bot.importing.importer import Importer
from tests.importing.scoring import OWN, SHARED, Score, pages, score, total, trigram_f1

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared pages are not beside this checkout")


@pytest.fixture(scope="module")
def importer() -> Importer:
    return Importer()


def scored(importer: Importer, folder: Path) -> Score:
    return total(
        score(page.name, importer.findings(str(page)).as_json(), expected) for page, expected in pages(folder)
    )


@shared
def test_importing_the_seed_again_gives_the_files_that_are_in_knowledge() -> None:
    corpus = KnowledgeFolder(KNOWLEDGE).load()
    (seed,) = (SHARED / "seed").iterdir()
    drafts = Drafting(corpus.units, corpus.themes, {}).of(Importer(corpus.units).findings(str(seed)))
    assert len(drafts) == 4
    for draft in drafts:
        assert render_speech(draft.speech) == (KNOWLEDGE / f"speeches/{draft.speech.slug}.md").read_text(
            "utf-8"
        )


@shared
def test_the_seed_is_known_to_be_in_knowledge() -> None:
    corpus = KnowledgeFolder(KNOWLEDGE).load()
    existing = {f"speeches/{speech.slug}.md": speech for speech in corpus.speeches}
    (seed,) = (SHARED / "seed").iterdir()
    drafts = Drafting(corpus.units, corpus.themes, existing).of(Importer(corpus.units).findings(str(seed)))
    assert {draft.known for draft in drafts} == set(existing)


@shared
def test_the_shared_pages_are_read_as_a_person_reads_them(importer: Importer) -> None:
    every = scored(importer, SHARED / "pages")
    assert (every.title, every.date, every.note) == (True, True, True)
    assert every.practices.f1 >= 0.95
    assert every.speeches.f1 >= 0.9


@shared
@pytest.mark.parametrize(
    "reference", sorted((SHARED / "pages").glob("*.maintext.txt")), ids=lambda path: path.name
)
def test_the_main_text_of_a_web_page_is_found(importer: Importer, reference: Path) -> None:
    page = reference.with_name(reference.name.replace(".maintext.txt", ".html"))
    assert trigram_f1(importer.findings(str(page)).text, reference.read_text("utf-8")) >= 0.99


@pytest.mark.parametrize("folder", ["tuned", "held"])
def test_pages_of_our_own_are_read_as_a_person_reads_them(importer: Importer, folder: str) -> None:
    every = scored(importer, OWN / folder)
    assert (every.title, every.date, every.note) == (True, True, True)
    assert every.practices.f1 >= 0.95
    assert every.speeches.f1 >= 0.9
