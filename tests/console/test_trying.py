from __future__ import annotations

from typing import TYPE_CHECKING

from bot.console import trying
from bot.model import Rank
from tests.console.conftest import entered, send, work

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.app.console import StaffedService


def test_the_same_words_are_put_to_both_and_what_differs_is_said(
    own: StaffedService, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "_PATIENCE", 0.0)
    client = entered(own, own.wsgi(), Rank.READER)
    (folder / "wording/thanks.txt").write_text("不用谢，<b>再见</b>。", "utf-8")
    asked = send(client, "/console/try", q="谢谢")
    assert "正在问" in client.get(asked.location).text
    work(own)
    page = client.get(asked.location).text
    assert "不用谢，&lt;b&gt;再见&lt;/b&gt;。" in page
    assert "两边的回答不一样" in page
    assert "为什么这样回答" in page
    asked = send(client, "/console/try", said="小区停车乱怎么办", q="第一条")
    work(own)
    page = client.get(asked.location).text
    assert "两边的回答一样" in page
    assert 'name="said" value="第一条"' in page
    own.withholdings.record("fangzhiban-20240111#p1", "韦一", "讲错了", is_back=False)
    asked = send(client, "/console/try", q="小区停车乱怎么办")
    work(own)
    assert "#p1" not in client.get(asked.location).text.partition("<main")[2]
    assert "两边的回答一样" in client.get(asked.location).text
    asked = send(client, "/console/try", q="［welcome］")
    work(own)
    assert "您好，我是" in client.get(asked.location).text
    (folder / "speeches/fangpaichu-20240111.md").write_text("nonsense", "utf-8")
    asked = send(client, "/console/try", q="谢谢")
    work(own)
    page = client.get(asked.location).text
    assert page.count('class="screen"') == 1  # what answers now goes on answering
    assert client.get("/console/try/999").status_code == 404
    assert send(client, "/console/try", q=" ").location == "/console/try"
