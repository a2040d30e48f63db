from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from bot.model import Rank
from tests.console.conftest import entered, send, token_of, work

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from bot.app.console import StaffedService

EVIL = "<script>alert(1)</script>"
DRAFT = f"""---
title: 让小区换新颜{EVIL}
unit: 市城管局{EVIL}
speaker: 李小明
date: 2024-03-05
source:
  title: 一个页面
  file: chengguanju.txt
guessed: {{unit: {{sentence: 1, alternatives: ["市城管委{EVIL}"]}}, practices: {{}}}}
---

大家好{EVIL}！我们讲讲{EVIL}。

## 清理楼道{EVIL} {{#p1}}

一是清理楼道。既使下雨也不停，电话13877212345。

## 装晾衣架 {{#p2}}

二是装晾衣架。大家都说好。
"""
PAGE = f"大家好{EVIL}！我们讲讲{EVIL}。\n一是清理楼道。既使下雨也不停，电话13877212345。\n二是装晾衣架。大家都说好。\n"
AT = "/console/imports/chengguanju"


@pytest.fixture
def drafts(folder: Path) -> Path:
    (folder / "drafts/sources").mkdir(parents=True)
    (folder / "drafts/chengguanju.md").write_text(DRAFT, "utf-8")
    (folder / "drafts/chengguanju.report.txt").write_text(EVIL, "utf-8")
    (folder / "drafts/sources/chengguanju.txt").write_text(PAGE, "utf-8")
    return folder / "drafts"


@pytest.fixture
def editor(own: StaffedService) -> FlaskClient:
    return entered(own, own.wsgi(), Rank.EDITOR)


def version_of(client: FlaskClient) -> str:
    return re.search(r'name="version" value="([^"]+)"', client.get(AT).text)[1]  # type: ignore[index]


def test_a_draft_is_seen_beside_its_source_with_what_is_guessed_and_what_to_look_at(
    editor: FlaskClient, drafts: Path
) -> None:
    assert drafts.exists()
    assert "2 处" in editor.get("/console/imports").text
    page = editor.get(AT).text
    assert '<mark class="practice"><b>1</b>一是清理楼道。' in page
    assert "也可能是 市城管委" in page
    assert "可能写错“既使”：应写作“即使”" in page
    assert "个人信息" in page
    assert "新单位" in page
    for path in (AT, "/console/imports"):
        assert EVIL not in editor.get(path).text


def test_a_draft_is_cut_joined_and_taken_with_what_was_typed(
    own: StaffedService, editor: FlaskClient, drafts: Path, folder: Path
) -> None:
    at = len("一是清理楼道。")
    send(
        editor, f"{AT}/split", version=version_of(editor), place=f"p1:{at}", speaker="王小红", unit="市城管局"
    )
    text = (drafts / "chengguanju.md").read_text("utf-8")
    assert "{#p3}" in text
    assert "speaker: 王小红" in text
    send(editor, f"{AT}/join", version=version_of(editor), anchor="p2", unit="市城管局", title="新标题")
    text = (drafts / "chengguanju.md").read_text("utf-8")
    assert "{#p3}" not in text
    fields = {"title": "新标题", "unit": "市城管局", "speaker": "", "date": "2024年3月6日"}
    refused = send(editor, f"{AT}/accept", version=version_of(editor), **{**fields, "date": "不知道"})
    assert 'class="notice wrong"' in refused.text
    assert 'value="不知道"' in refused.text
    taken = send(
        editor, f"{AT}/accept", version=version_of(editor), **fields, **{"heading-p1": "把楼道清出来"}
    )
    assert "收下了" in editor.get(taken.location).text
    assert not list(drafts.glob("chengguanju*"))
    (speech,) = [s for s in own.knowledge.load().speeches if s.unit.name == "市城管局"]
    assert (speech.title, speech.speaker, str(speech.date), speech.guesses) == (
        "新标题",
        None,
        "2024-03-06",
        {},
    )
    assert [passage.heading for passage in speech.practices] == ["把楼道清出来", "装晾衣架"]
    assert (folder / "sources/chengguanju.txt").read_text("utf-8") == PAGE


def test_of_two_editors_the_second_sees_what_the_first_did(
    editor: FlaskClient, drafts: Path, own: StaffedService
) -> None:
    first = version_of(editor)
    second = entered(own, own.wsgi(), Rank.EDITOR, "另一位")
    send(second, f"{AT}/save", version=first, title="第二位改的")
    before = (drafts / "chengguanju.md").read_text("utf-8")
    typed = {"title": "第一位改的", "unit": "市城管局", "heading-p1": "把楼道清出来", "was": "既使下雨"}
    for act in ("split", "join", "save", "correct", "accept", "discard"):
        answer = send(editor, f"{AT}/{act}", version=first, **typed)
        assert (answer.status_code, "刚才有人改了这份草稿" in answer.text) == (400, True), act
        assert all(f'value="{value}"' in answer.text for value in typed.values()), act
        assert "现在存着的：第二位改的" in answer.text
    assert (drafts / "chengguanju.md").read_text("utf-8") == before
    send(editor, f"{AT}/discard", version=version_of(editor))
    assert not list(drafts.glob("*.md"))
    assert "没有这份草稿了" in editor.get(AT, follow_redirects=True).text


def test_no_address_leads_out_of_the_drafts(editor: FlaskClient, drafts: Path) -> None:
    assert drafts.exists()
    for slug in ("..%2fcity", "%2e%2e", "chengguanju.report"):
        assert editor.get(f"/console/imports/{slug}").status_code in (303, 404)


def test_what_is_uploaded_becomes_a_draft_and_what_cannot_be_read_is_told(
    own: StaffedService, editor: FlaskClient, folder: Path
) -> None:
    page = "市水务局 张三\n\n大家好。\n\n一是修好水管。我们修了三百处水管。\n\n二是清淤。我们清了河道，见http://127.0.0.1:1/he。\n"
    files = [
        (io.BytesIO(content.encode()), name)
        for name, content in (("../../好稿子.txt", page), ("坏.docx", "no"))
    ]
    form = {"csrf_token": token_of(editor, "/console/me"), "file": files}
    assert editor.post("/console/imports", data=form).location == "/console/imports"
    work(own)
    told = editor.get("/console/imports").text
    assert "坏.docx" in told
    assert "这些网址打不开：http://127.0.0.1:1/he" in told
    assert str(own.settings.var) not in told
    assert [path.name for path in (folder / "drafts").glob("*.md")] != []
    assert not any(path.is_file() for path in (own.settings.var / "uploads").rglob("*"))
    refused = send(editor, "/console/imports", address="file:///etc/passwd")
    assert "网址要以 http" in editor.get(refused.location).text
    private = send(editor, "/console/imports", address="http://127.0.0.1:1/")
    work(own)
    assert "notice wrong" in editor.get(private.location).text
