from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.importing.importer import Importer

if TYPE_CHECKING:
    from pathlib import Path


def test_a_page_that_holds_no_article_counts_as_one_without_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("首页 > 动态\n")
    ((_, error),) = Importer().findings_of_each([str(tmp_path / "a.txt")])
    assert isinstance(error, SourceError)
    assert error.kind == "没有文字"
