from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import session

from bot.model import Deed, Rank
from bot.state.attempts import LOCKED
from bot.state.logins import IDLE, LONGEST
from tests.console.conftest import NAMES, PASSWORD, Clock, send, token_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from bot.app.console import StaffedService

    Enter = Callable[..., FlaskClient]


def come_in(client: FlaskClient, name: str, password: str, **fields: str) -> TestResponse:
    form = {"csrf_token": token_of(client), "name": name, "password": password, **fields}
    return client.post("/console/login", data=form)


def test_the_first_administrator_comes_in_with_the_code_that_the_server_prints(
    service: StaffedService, app: Flask
) -> None:
    code = service.first_code()
    assert code
    client = app.test_client()
    form = {"code": code.lower(), "name": "李四", "password": PASSWORD, "again": PASSWORD}
    token = token_of(client, "/console/join")
    assert client.post("/console/join", data={"csrf_token": token, **form}).status_code == 303
    assert client.get("/console/people").status_code == 200
    assert service.first_code() is None
    again = app.test_client()
    token = token_of(again, "/console/join")
    used = again.post("/console/join", data={"csrf_token": token, **form, "name": "王五"})
    assert used.status_code == 400
    assert "口令不对" in used.text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"again": "another 12345"}, "两次输入的密码不一样"),
        ({"password": "short1", "again": "short1"}, "密码要 10 到 200 个字符"),
        ({"password": "abcdefghijkl", "again": "abcdefghijkl"}, "至少要有两种"),
        ({"name": "<b>"}, "名字写 1 到 20 个字"),
        ({"name": "别人"}, "口令和名字对不上"),
    ],
)
def test_a_code_holds_on_where_something_else_was_wrong(
    service: StaffedService, app: Flask, changed: dict[str, str], told: str
) -> None:
    code = service.operators.invite(Rank.EDITOR, "赵六")
    form = {"code": code, "name": "赵六", "password": PASSWORD, "again": PASSWORD}
    client = app.test_client()
    token = token_of(client, "/console/join")
    refused = client.post("/console/join", data={"csrf_token": token, **form, **changed})
    assert (refused.status_code, told in refused.text) == (400, True)
    assert service.operators.join(code, "赵六", PASSWORD).rank == Rank.EDITOR


def test_who_guesses_passwords_waits_longer_and_longer_and_then_the_name_is_locked(
    enter: Enter, app: Flask, clock: Clock, service: StaffedService
) -> None:
    enter(Rank.EDITOR)
    name, client = NAMES[Rank.EDITOR], app.test_client()
    assert come_in(client, name, "wrong").status_code == 403
    assert come_in(client, name, PASSWORD).status_code == 429  # at once
    for _ in range(4):
        clock.now += 10
        assert come_in(client, name, "wrong").status_code == 403
    clock.now += 600
    locked = come_in(app.test_client(), name, PASSWORD)
    assert locked.status_code == 429
    assert "请过 5 分钟再试" in locked.text
    clock.now += LOCKED
    assert come_in(client, name, PASSWORD).status_code == 303
    deeds = [act.deed for _, act in service.audit.acts()]
    assert (deeds.count("turned_away"), deeds.count("locked")) == (5, 2)


def test_names_that_nobody_bears_are_treated_alike_and_not_written_down(
    app: Flask, service: StaffedService
) -> None:
    client = app.test_client()
    refused = come_in(client, "my secret passw0rd", "x")
    assert (refused.status_code, "名字或密码不对" in refused.text) == (403, True)
    assert come_in(client, "my secret passw0rd", "x").status_code == 429
    assert "passw0rd" not in repr(service.audit.acts())


def test_one_address_cannot_try_many_names(app: Flask) -> None:
    client = app.test_client()
    statuses = [come_in(client, f"人{number}", "x").status_code for number in range(31)]
    assert (set(statuses[:30]), statuses[30]) == ({403}, 429)


def test_one_address_cannot_try_many_codes(app: Flask) -> None:
    client = app.test_client()
    form = {"csrf_token": token_of(client, "/console/join"), "name": "赵六", "password": PASSWORD}
    tries = [{**form, "again": PASSWORD, "code": f"ABCD-{number:04}"} for number in range(31)]
    statuses = [client.post("/console/join", data=one).status_code for one in tries]
    assert (set(statuses[:30]), statuses[30]) == ({400}, 429)


def test_what_a_stranger_put_into_a_browser_lets_nobody_in_later(enter: Enter, app: Flask) -> None:
    """Session fixation: a cookie from before is another's after coming in, and the old one opens nothing."""
    enter(Rank.READER)
    client = app.test_client()
    token = token_of(client)
    planted = client.get_cookie("baigu_console", path="/console/")
    assert planted
    assert come_in(client, NAMES[Rank.READER], PASSWORD).status_code == 303
    after = client.get_cookie("baigu_console", path="/console/")
    assert after
    assert after.value != planted.value
    stranger = app.test_client()
    stranger.set_cookie("baigu_console", planted.value, path="/console/")
    assert stranger.get("/console/").location.startswith("/console/login")
    forged = client.post("/console/me/password", data={"csrf_token": token})
    assert forged.status_code == 400  # what was known of its forms is of no use either


def test_the_cookie_is_hidden_from_scripts_and_other_sites(serve: Callable[..., StaffedService]) -> None:
    client = serve(public_url="https://baigu.example.cn").wsgi().test_client()
    cookie = client.get("/console/login").headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/console/"))


@pytest.mark.parametrize(("steps", "pause"), [(1, IDLE + 1), (25, LONGEST / 25)])
def test_who_is_idle_or_in_for_long_must_come_in_anew(
    enter: Enter, clock: Clock, steps: int, pause: float
) -> None:
    client = enter(Rank.READER)
    for _ in range(steps):
        assert client.get("/console/").status_code == 200
        clock.now += pause
    assert client.get("/console/").status_code == 303


def test_who_went_out_is_out_even_with_the_cookie_of_before(enter: Enter, app: Flask) -> None:
    client = enter(Rank.READER)
    kept = client.get_cookie("baigu_console", path="/console/")
    assert kept
    send(client, "/console/logout")
    thief = app.test_client()
    thief.set_cookie("baigu_console", kept.value, path="/console/")
    assert thief.get("/console/").status_code == 303


def test_another_password_ends_every_other_login(enter: Enter, app: Flask) -> None:
    first = enter(Rank.READER)
    second = app.test_client()
    come_in(second, NAMES[Rank.READER], PASSWORD)
    new = "another horse 8"
    answer = send(first, "/console/me/password", old=PASSWORD, password=new, again=new)
    assert "密码改好了" in first.get(answer.location).text
    assert second.get("/console/").status_code == 303
    assert first.get("/console/").status_code == 200


def test_after_coming_in_one_is_led_within_the_console_alone(enter: Enter, app: Flask) -> None:
    enter(Rank.READER)
    for asked, led in (
        ("/console/audit?before=3", "/console/audit?before=3"),
        ("https://evil.example", "/console/"),
        ("//evil.example", "/console/"),
        ("/console//evil.example", "/console/"),
        ("/console/\\evil", "/console/"),
    ):
        answer = come_in(app.test_client(), NAMES[Rank.READER], PASSWORD, next=asked)
        assert answer.location == led


def test_the_audit_log_is_shown_and_taken_away_without_formulas(
    enter: Enter, service: StaffedService
) -> None:
    client = enter(Rank.ADMINISTRATOR)
    service.audit.record("=1+1", Deed.EXPORTED, "<script>alert(1)</script>")
    service.audit.record("甲", Deed.MENDED, "3 Attach a#p1")
    service.audit.record("甲", Deed.ROLLED_BACK, "第 1 版")
    page = client.get("/console/audit").text
    assert "<script>alert" not in page
    file = client.get("/console/audit.csv")
    assert file.data.startswith(b"\xef\xbb\xbf")
    told = file.data.decode("utf-8-sig")
    assert "'=1+1" in told
    assert "下载了,<script>alert(1)</script>" in told
    assert "补了没答好的,用这一条来答：a#p1（第 3 组）" in told
    assert "甲,退回了,第 1 版" in told


def test_a_session_is_looked_for_at_the_consoles_own_address_alone(enter: Enter) -> None:
    client = enter(Rank.READER)
    for address, is_in in (("/console/", True), ("/", False), ("/wechat", False)):
        with client:
            client.get(address)
            assert ("login" in session) is is_in
