from __future__ import annotations

from typing import TYPE_CHECKING

from bot.corpus.verbatim import check_verbatim
from bot.model import Rank
from tests.console.conftest import NAMES, entered, send
from tests.console.test_imports import AT, EVIL, drafts, version_of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.console import StaffedService

__all__ = ["drafts"]

SLUG = "fangzhiban-20240111"
SLIP, RIGHT = "积极帮忙联系车主挪车", "积极帮助联系车主挪车"


def test_a_slip_in_a_draft_is_corrected_and_the_draft_is_taken_all_the_same(
    own: StaffedService, drafts: Path
) -> None:
    editor = entered(own, own.wsgi(), Rank.EDITOR)
    words = {"was": "既使下雨", "now": "即使下雨", "why": f"错别字{EVIL}"}
    fields = {"title": "新标题", "unit": "市城管局"}
    send(editor, f"{AT}/correct", version=version_of(editor), **fields, **words)
    page = editor.get(AT).text
    assert "<del>既使下雨</del> → 即使下雨" in page
    assert '<mark class="practice"><b>1</b>一是清理楼道。既使' in page
    assert EVIL not in page
    again = send(editor, f"{AT}/correct", version=version_of(editor), **fields, **words)
    assert "稿子里找不到“既使下雨”" in again.text
    assert f'value="{words["was"]}"' in again.text
    taken = send(editor, f"{AT}/accept", version=version_of(editor), **fields)
    assert "收下了" in editor.get(taken.location).text
    assert not list(drafts.glob("*.md"))
    (speech,) = [s for s in own.knowledge.load().speeches if s.unit.name == "市城管局"]
    (made,) = speech.corrections
    assert (made.who, "即使下雨也不停" in speech.text) == (NAMES[Rank.EDITOR], True)
    assert EVIL not in editor.get("/console/corrections").text
    assert ("corrected", "chengguanju：既使下雨 → 即使下雨") in deeds(own)


def test_a_speech_that_was_taken_is_corrected_by_the_address_of_its_page(own: StaffedService) -> None:
    editor = entered(own, own.wsgi(), Rank.EDITOR)
    words = {"was": SLIP, "now": RIGHT, "why": "口误"}
    wrong = send(editor, "/console/corrections", place="没有这篇", **words)
    shown = editor.get(wrong.location).text
    assert "没有“没有这篇”这篇稿子" in shown
    assert f'value="{SLIP}"' in shown
    done = send(editor, "/console/corrections", place=f"https://a.cn/speeches/{SLUG}?x=1#p1", **words)
    page = editor.get(done.location).text
    assert f"{SLUG} 更正了" in page
    assert f"<del>{SLIP}</del>" in page
    corpus = own.knowledge.load()
    assert RIGHT in (corpus.speech(SLUG) or corpus.speeches[0]).text
    assert list(check_verbatim(corpus, own.knowledge.files)) == []
    assert ("corrected", f"{SLUG}：{SLIP} → {RIGHT}") in deeds(own)


def deeds(service: StaffedService) -> list[tuple[str, str]]:
    return [(act.deed, act.about) for _, act in service.audit.acts()]
