from __future__ import annotations

import ssl
import time
from typing import TYPE_CHECKING

from bot.simulator.line import Line
from tests.http import Asked, Says, serving

if TYPE_CHECKING:
    import pytest


def test_a_message_goes_out_as_wechat_sends_it() -> None:
    seen = list[Asked]()

    def answer(asked: Asked) -> Says:
        seen.append(asked)
        return Says(b"success")

    with serving(answer) as url:
        attempt = Line(f"{url}/wechat?account=1").post({"nonce": "5 6"}, "<xml>问</xml>".encode())
    assert (attempt.status, attempt.body, attempt.problem) == (200, b"success", "")
    assert (seen[0].method, seen[0].path, dict(seen[0].query)) == (
        "POST",
        "/wechat",
        {"account": "1", "nonce": "5 6"},
    )
    assert seen[0].body.decode() == "<xml>问</xml>"
    assert seen[0].headers["Content-Type"] == "text/xml"


def test_no_answer_in_time_is_a_problem() -> None:
    with serving(lambda _: Says(b"success", after=0.5)) as url:
        attempt = Line(url, timeout=0.1).post({}, b"")
    assert attempt.status == 0
    assert "0.1 秒内没有回答" in attempt.problem


def test_an_answer_that_trickles_in_is_cut_off_at_the_same_time() -> None:
    started = time.monotonic()
    with serving(lambda _: Says(b"x" * 100, drips=0.02)) as url:
        attempt = Line(url, timeout=0.2).post({}, b"")
    assert "没有答完" in attempt.problem
    assert time.monotonic() - started < 1.5


def test_a_closed_connection_and_a_closed_port_are_problems() -> None:
    with serving(lambda _: Says(hangs_up=True)) as url:
        assert "连接断了" in Line(url).post({}, b"").problem
    assert Line(url).get({}).problem == "连不上"


def test_an_answer_without_end_is_not_kept() -> None:
    with serving(lambda _: Says(b"x" * 200_000)) as url:
        assert Line(url).post({}, b"").problem


def test_redirects_are_not_followed() -> None:
    with serving(
        lambda asked: Says(status=302, headers={"Location": "/b"} if asked.path == "/a" else {})
    ) as url:
        assert Line(f"{url}/a").get({}).status == 302


def test_the_authorities_that_the_machine_trusts_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read, load = list[ssl.Purpose](), ssl.SSLContext.load_default_certs

    def counted(context: ssl.SSLContext, purpose: ssl.Purpose = ssl.Purpose.SERVER_AUTH) -> None:
        read.append(purpose)
        load(context, purpose)

    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", counted)
    with serving(lambda _: Says(b"success")) as url:
        line = Line(url.replace("http:", "https:"))
        assert not any(line.get({}).status for _ in range(3))
    assert len(read) == 1
