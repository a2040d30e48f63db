"""Whole pages: the seed, the shared ones, our own. `python -m tests.benchmarks.importing` prints the same as a report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.corpus.folder import KnowledgeFolder
from bot.corpus.speech_rendering import render_speech
from bot.importing.drafting.drafts import Drafting
from bot.importing.importer import Importer
from tests.importing.scoring import OWN, SHARED, Score, pages, score, total, trigram_f1

if TYPE_CHECKING:
    from bot.model import Speech

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared pages are not beside this checkout")


@pytest.fixture(scope="module")
def importer() -> Importer:
    return Importer()


def scored(importer: Importer, folder: Path) -> Score:
    return total(
        score(page.name, importer.findings(str(page)).as_json(), expected) for page, expected in pages(folder)
    )


def holds(every: Score, *, practices: float, speeches: float) -> None:
    """Of pages that were tuned on; what counts is told at first meeting, in bot/DESIGN.md."""
    assert every.title >= 0.95 * every.pages
    assert every.date == every.note == every.pages
    assert every.silent == 0
    assert every.sure.found - every.sure.right <= 1
    assert every.practices.f1 >= practices
    assert every.speeches.f1 >= speeches


def as_imported(speech: Speech) -> Speech:
    """A speech without what editors add to it by hand."""
    return replace(
        speech,
        passages=tuple(
            replace(p, themes=(), asked_as=(), not_asked_as=(), plain=None) for p in speech.passages
        ),
    )


@shared
def test_importing_the_seed_again_gives_what_is_in_knowledge() -> None:
    """To the byte, once themes are set aside; these are proposed, and an editor chose among them."""
    corpus = KnowledgeFolder(KNOWLEDGE).load()
    (seed,) = (SHARED / "seed").iterdir()
    findings = Importer(corpus.units).findings(str(seed))
    drafts = Drafting(corpus.units, corpus.themes, {}).of(findings)
    (file,) = {draft.speech.source.file for draft in drafts}
    assert (KNOWLEDGE / "sources" / str(file)).read_text("utf-8") == f"{findings.text.strip()}\n"
    kept = {speech.slug: speech for speech in corpus.speeches}
    assert {draft.speech.slug for draft in drafts} == set(kept)
    for draft in drafts:
        ours, theirs = draft.speech, kept[draft.speech.slug]
        assert render_speech(as_imported(ours)) == render_speech(as_imported(theirs))
        assert all(
            set(theirs.themes) <= set(ours.themes)
            for ours, theirs in zip(ours.practices, theirs.practices, strict=True)
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
    holds(scored(importer, SHARED / "pages"), practices=0.81, speeches=0.8)


@shared
@pytest.mark.parametrize(
    "reference", sorted((SHARED / "pages").glob("*.maintext.txt")), ids=lambda path: path.name
)
def test_the_main_text_of_a_web_page_is_found(importer: Importer, reference: Path) -> None:
    page = reference.with_name(reference.name.replace(".maintext.txt", ".html"))
    assert trigram_f1(importer.findings(str(page)).text, reference.read_text("utf-8")) >= 0.99


@pytest.mark.parametrize("folder", ["tuned", "held", "wild", "strange"])
def test_pages_of_our_own_are_read_as_a_person_reads_them(importer: Importer, folder: str) -> None:
    holds(scored(importer, OWN / folder), practices=0.95, speeches=0.9)
