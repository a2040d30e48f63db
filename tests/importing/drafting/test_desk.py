from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.corpus.drafts import Drafts
from bot.corpus.folder import KnowledgeFolder
from bot.corpus.verbatim import check_verbatim
from bot.errors import SourceError
from bot.importing.drafting.desk import Desk, Outcome
from bot.importing.drafting.drafts import Drafting
from bot.importing.importer import Importer
from tests.builders import KNOWLEDGE

PAGE = "把办事窗口当成家门\n2024-01-11\n市税务局 张三\n我们这样做。一是划车位。好。二是清垃圾。好。"


def desk(folder: Path) -> Desk:
    drafts = Drafts(folder)
    return Desk(Importer(), Drafting([], [], drafts.existing()), drafts)


def bring(desk: Desk, source: str, *, dry_run: bool = False) -> str:
    """The report."""
    ((_, outcome),) = desk.bring([source], dry_run=dry_run)
    assert isinstance(outcome, Outcome)
    return outcome.report


@pytest.fixture
def page(tmp_path: Path) -> str:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    return str(tmp_path / "page.txt")


def test_a_page_becomes_a_draft_and_a_report(tmp_path: Path, page: str) -> None:
    told = bring(desk(tmp_path / "drafts"), page)
    assert sorted(file.name for file in (tmp_path / "drafts").iterdir()) == [
        "shuiwuju-20240111.md",
        "shuiwuju-20240111.report.txt",
        "sources",
    ]
    assert "写好的草稿" in told


def test_what_is_moved_with_its_source_stands_there_word_for_word(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    units = KnowledgeFolder(folder).load().units
    existing = {f"speeches/{speech.slug}.md": speech for speech in KnowledgeFolder(folder).load().speeches}
    drafts = Drafts(folder / "drafts")
    (tmp_path / "page.txt").write_text(
        f"{PAGE}\n把书送到村里\n市社科联 李四\n我们来晚了。一是⺠生。\u3000好。二是长远。好。", "utf-8"
    )
    bring(Desk(Importer(units), Drafting(units, [], existing), drafts), str(tmp_path / "page.txt"))
    with (folder / "units.toml").open("a", encoding="utf-8") as table:
        table.write('\n[[unit]]\nname = "市税务局"\nslug = "shuiwuju"\n')
    written = sorted((folder / "drafts").glob("*.md"))
    for path in written:
        path.rename(folder / "speeches" / path.name)
    moved = KnowledgeFolder(folder)
    corpus = moved.load()
    forgotten = list(check_verbatim(corpus, moved.files))
    assert len(forgotten) == len(written) >= 1
    assert all("把 drafts/sources/shuiwuju-20240111.txt 也移过来" in fault.mend for fault in forgotten)
    source = folder / "drafts" / "sources" / "shuiwuju-20240111.txt"
    source.rename(folder / "sources" / source.name)
    assert list(check_verbatim(corpus, moved.files)) == []


def test_a_dry_run_writes_nothing(tmp_path: Path, page: str) -> None:
    bring(desk(tmp_path / "drafts"), page, dry_run=True)
    assert not (tmp_path / "drafts").exists()


def test_the_same_page_again_is_recognised_and_not_written(tmp_path: Path, page: str) -> None:
    bring(desk(tmp_path / "drafts"), page)
    again = bring(desk(tmp_path / "drafts"), page)
    assert "已经有了" in again
    assert "shuiwuju-20240111.md，没有再写" in again
    assert len(list((tmp_path / "drafts").iterdir())) == 3
    assert len(list((tmp_path / "drafts" / "sources").iterdir())) == 1


def test_a_page_whose_draft_was_thrown_away_is_imported_anew(tmp_path: Path, page: str) -> None:
    bring(desk(tmp_path / "drafts"), page)
    (tmp_path / "drafts" / "shuiwuju-20240111.md").unlink()
    assert "写好的草稿" in bring(desk(tmp_path / "drafts"), page)


def test_a_folder_is_opened_and_a_broken_file_in_it_is_an_error_of_its_own(tmp_path: Path, page: str) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF broken")
    one = desk(tmp_path / "drafts")
    outcomes = dict(one.bring(one.sources([str(tmp_path)])))
    assert list(outcomes) == [str(tmp_path / "broken.pdf"), page]
    assert isinstance(outcomes[page], Outcome)
    error = outcomes[str(tmp_path / "broken.pdf")]
    assert isinstance(error, SourceError)
    assert "broken.pdf" in str(error)


def test_many_sources_come_out_in_the_order_they_went_in(tmp_path: Path) -> None:
    sources = [str(tmp_path / f"{number}.txt") for number in range(7)]
    for number, source in enumerate(sources):
        if number != 4:
            Path(source).write_text(PAGE.replace("把办事窗口当成家门", f"第{number}个窗口"), "utf-8")
    outcomes = list(desk(tmp_path / "drafts").bring(sources))
    assert [source for source, _ in outcomes] == sources
    assert [isinstance(outcome, SourceError) for _, outcome in outcomes] == [n == 4 for n in range(7)]
