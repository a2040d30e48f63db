from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from bot.app.checking import Checking
from bot.app.publishing import Publishing
from bot.console.queue import mend_of
from bot.corpus.folder import KnowledgeFolder
from bot.dialogue.reception import Reception
from bot.errors import OperatorError
from bot.model import Attach, Fixed, NeedsSpeech, Nickname, Outside, Question, Rank, Word
from bot.model.progress import unshown
from bot.state.memory import SqlMemory
from bot.state.tables import journal
from tests.console.conftest import entered, send, work

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from bot.app.console import StaffedService
    from bot.model import Mend
    from tests.console.conftest import Clock

FIRE = "fangzhiban-20240111#p1"
LAMP = "路灯坏了找谁修"
HOSTILE = "<script>alert(1)</script>路灯"


@pytest.fixture
def editor(own: StaffedService) -> FlaskClient:
    """An editor at a service of which something was asked in vain."""
    reception = Reception(own.editions.current, SqlMemory(own.database, own.clock))
    for number, text in enumerate((LAMP, LAMP, "路灯坏了找谁", HOSTILE, "文明遛狗", "没用")):
        reception.reply(Question(text, person="p", key=str(number), channel="wechat"))
    own.journal.take_in()
    return entered(own, own.wsgi(), Rank.EDITOR)


def first(editor: FlaskClient) -> str:
    """The address of the most asked cluster."""
    found: list[str] = re.findall(
        r'href="(/console/queue/\w{8})\?period=30"', editor.get("/console/queue").text
    )
    return found[0]


def test_a_cluster_is_mended_by_one_form_after_its_effect_was_seen(
    own: StaffedService, editor: FlaskClient, folder: Path, clock: Clock
) -> None:
    assert "正在数" in editor.get("/console/queue").text
    work(own)
    listed = editor.get("/console/queue").text
    assert listed.index(LAMP) < listed.index("alert(1)")
    assert "<script>alert" not in listed
    cluster = first(editor)
    page = editor.get(cluster).text
    assert "演讲稿里没有讲到" in page
    assert "还有 1 种问法" in listed
    assert "路灯坏了找谁" in page
    refused = send(editor, f"{cluster}/try", how="attach", wording="1", text="留着").text
    assert "请选一条做法" in refused
    assert "留着</textarea>" in refused
    assert refused.count('name="wording" value="1" checked') == 1
    tried = send(editor, f"{cluster}/try", how="attach", wording="0", place="市方志办第1条").location
    assert "把检查题和最近问过的话问一遍" in editor.get(tried).text
    work(own)
    shown = editor.get(tried).text
    assert shown.count("<b>答</b> 市方志办第1条") == 2
    assert "4 道检查题、2 句最近真的问过的话" in shown
    assert "<script>alert" not in shown
    unseen = send(editor, f"{tried}/mend")
    assert "再打勾" in editor.get(unseen.location).text
    back = re.findall(r'href="([^"]+)">不，回去改', shown)[0].replace("&amp;", "&")
    assert 'value="市方志办第1条"' in editor.get(back).text
    written = send(editor, f"{tried}/mend", nobody="on").location
    work(own)
    assert "还没有发布" in editor.get(written).text
    passage = KnowledgeFolder(folder).load().passage(FIRE)
    assert passage
    assert passage.heard == (LAMP,)
    waiting = editor.get("/console/queue").text  # counted anew
    assert waiting.partition("补好了，还没发布")[0].count("<tr>") == 2
    assert "还没有发布" in editor.get(cluster).text
    clock.now += 1
    publishing = Publishing(own, Checking(own), "发丙")
    publishing.publish(publishing.prepare(unshown), "补一句")
    editor.get("/console/queue")
    work(own)
    assert LAMP not in editor.get("/console/queue").text
    gone = editor.get(cluster)
    assert gone.location == "/console/queue?period=30"
    ((_, act), *_) = own.audit.acts()
    assert (act.deed, act.about) == ("mended", f"{cluster[-8:]} Attach 市方志办第1条")


def test_groups_that_ask_for_the_same_are_mended_together(
    own: StaffedService, editor: FlaskClient, folder: Path
) -> None:
    other = "晚上路灯不亮怎么报修"
    reception = Reception(own.editions.current, SqlMemory(own.database, own.clock))
    reception.reply(Question(other, person="q", key="other", channel="wechat"))
    own.journal.take_in()
    editor.get("/console/queue")
    work(own)
    listed = editor.get("/console/queue").text
    assert f"和“{other}”像是一件事" in listed or f"和“{LAMP}”像是一件事" in listed
    keys = [re.search(rf'value="(\w+)" aria-label="合上“{text}”', listed)[1] for text in (LAMP, other)]  # type: ignore[index]
    alone = editor.get("/console/queue/together", query_string={"key": keys[0]}).location
    assert "勾两组以上" in editor.get(alone).text
    assert f'name="key" value="{keys[1]}"' in editor.get(f"/console/queue/{keys[0]}").text  # offered
    merged = editor.get("/console/queue/together", query_string={"key": keys, "period": "30"}).location
    page = editor.get(merged).text
    assert "这是 2 组合成的" in page
    assert page.count("checked><span>") == 2
    ticked = {text: re.search(rf'value="(\d+)" checked><span>{text} <', page)[1] for text in (LAMP, other)}  # type: ignore[index]
    address, places = merged.partition("?")[0], [*ticked.values()]
    tried = send(editor, f"{address}/try", how="attach", place="市方志办第1条", wording=places).location
    work(own)
    assert editor.get(tried).text.count("<b>答</b> 市方志办第1条") == 3  # and what is nearly the same
    send(editor, f"{tried}/mend", nobody="on")
    work(own)
    passage = KnowledgeFolder(folder).load().passage(FIRE)
    assert passage
    assert set(passage.heard) == {LAMP, other}
    held = (folder / "questions/check.jsonl").read_text("utf-8")
    assert LAMP in held
    assert other in held
    assert editor.get("/console/queue").text.count("补好了，还没发布") == 2


def test_one_looks_at_today_this_week_or_longer_and_what_was_counted_long_ago_is_counted_anew(
    own: StaffedService, editor: FlaskClient, clock: Clock
) -> None:
    row = {"channel": "wechat", "status": "unanswered", "confidence": 0.1, "why": "thin", "fingerprint": "f"}
    with own.database.writing() as connection:
        for days, text in ((3, "井盖丢了找谁"), (10, "水管爆了打什么电话"), (40, "族谱去哪里修")):
            connection.execute(insert(journal), {**row, "at": clock.now - days * 86400, "question": text})
    found = {}
    for period in ("today", "week", "30", "90"):
        assert "正在数" in editor.get(f"/console/queue?period={period}").text
        work(own)
        page = editor.get(f"/console/queue?period={period}").text
        found[period] = [text for text in (LAMP, "井盖", "水管", "族谱") if text in page]
    assert found == {
        "today": [LAMP],
        "week": [LAMP, "井盖"],
        "30": [LAMP, "井盖", "水管"],
        "90": [LAMP, "井盖", "水管", "族谱"],
    }
    assert "正在数" not in editor.get("/console/queue?period=nonsense").text  # a month, which is counted
    for seconds in (1700, 1700):
        clock.now += seconds
        assert "正在数" not in editor.get("/console/queue?period=90").text
    clock.now += 300
    assert "正在数" in editor.get("/console/queue?period=90").text


def test_what_needs_a_speech_is_listed_for_its_unit_and_what_cannot_be_done_is_told(
    own: StaffedService, editor: FlaskClient
) -> None:
    send(editor, "/console/queue/refresh")
    work(own)
    address = first(editor)
    failing = send(editor, f"{address}/try", how="attach", wording="0", place="市方志办第9条").location
    tried = send(editor, f"{address}/try", how="speech", wording="0", unit="市城管局").location
    work(own)
    assert "没有“市方志办第9条”" in editor.get(failing).text
    send(editor, f"{tried}/mend", nobody="on")
    work(own)
    assert LAMP in editor.get("/console/wanted").text


@pytest.mark.parametrize(
    ("form", "meant"),
    [
        ({"how": "attach", "passage": FIRE, "place": "x"}, Attach(FIRE)),
        ({"how": "attach", "passage": "", "place": " 市方志办第1条 "}, Attach("市方志办第1条")),
        ({"how": "word", "says": "拉线", "means": "飞线充电， 飞线、"}, Word("拉线", ("飞线充电", "飞线"))),
        ({"how": "nickname", "called": "市方志办", "nickname": "修史的"}, Nickname("市方志办", "修史的")),
        ({"how": "fixed", "text": "请打 12345。", "link": ""}, Fixed("请打 12345。")),
        ({"how": "outside"}, Outside()),
        ({"how": "speech", "unit": "市城管局"}, NeedsSpeech("市城管局")),
    ],
)
def test_a_form_says_how_it_is_mended(form: dict[str, str], meant: Mend) -> None:
    assert mend_of(form) == meant


@pytest.mark.parametrize("how", ["", "attach", "word", "nickname", "fixed", "speech"])
def test_a_form_that_says_too_little_is_refused(how: str) -> None:
    with pytest.raises(OperatorError, match="请"):
        mend_of({"how": how})


def test_an_effect_that_was_seen_on_another_folder_is_not_taken_for_this_one(
    own: StaffedService, editor: FlaskClient, folder: Path
) -> None:
    send(editor, "/console/queue/refresh")
    work(own)
    tried = send(editor, f"{first(editor)}/try", how="speech", wording="0", unit="市城管局").location
    work(own)
    path = folder / "themes.toml"
    path.write_text(path.read_text("utf-8") + "\n# 别人刚改的\n", "utf-8")
    written = send(editor, f"{tried}/mend", nobody="on").location
    work(own)
    assert "刚才有人改过" in editor.get(written).text
    assert not (folder / "wanted.toml").exists()
    assert path.read_text("utf-8").endswith("# 别人刚改的\n")


def test_readers_see_what_was_asked_and_cannot_mend_it(own: StaffedService, editor: FlaskClient) -> None:
    send(editor, "/console/queue/refresh")
    work(own)
    reader = entered(own, own.wsgi(), Rank.READER)
    page = reader.get(first(reader)).text
    assert LAMP in page
    assert "<form method=" not in page.partition("<main")[2]
