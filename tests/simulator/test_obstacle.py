from __future__ import annotations

import pytest

from bot.errors import Refusal
from bot.simulator.line import Attempt
from bot.simulator.obstacle import answered_by_another, obstacle

PAGE = b"\n<!DOCTYPE HTML><title>...</title>"


def test_an_answer_is_no_obstacle() -> None:
    assert obstacle(Attempt(0.1, 200, {}, b"success"), "POST") is None


def test_what_broke_on_the_way_is_named() -> None:
    assert obstacle(Attempt(5.0, problem="5 秒内没有回答"), "GET") == "网址不通：5 秒内没有回答"


@pytest.mark.parametrize("why", Refusal)
def test_our_own_refusal_says_what_does_not_agree(why: Refusal) -> None:
    said = obstacle(Attempt(0.1, 403, {}, f"{why.value}\n".encode()), "POST")
    assert said
    assert said.startswith("HTTP 403：到了服务，")


@pytest.mark.parametrize("status", [405, 418, 502])
def test_a_page_is_another_s_answer(status: int) -> None:
    said = obstacle(Attempt(0.1, status, {}, PAGE), "POST") or ""
    assert said.startswith(f"HTTP {status}：")
    assert said.endswith("自己答的，没有转给服务")


def test_a_page_that_says_that_nothing_is_there_may_be_our_own_site_s() -> None:
    assert "自己答的" not in (obstacle(Attempt(0.1, 404, {}, PAGE), "GET") or "")


def test_a_method_that_may_not_pass_is_named() -> None:
    assert "不让 POST 过去" in (obstacle(Attempt(0.1, 405), "POST") or "")


@pytest.mark.parametrize("body", [b"success", b"", b"8412931931", b"<xml></xml>"])
def test_what_a_webhook_may_have_said_is_nobody_else_s(body: bytes) -> None:
    assert answered_by_another(Attempt(0.1, 200, {}, body)) == ""
