from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.console import door
from bot.console.door import AT_ONCE
from bot.model import Rank
from tests.console.conftest import NAMES, send, token_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest
    from flask import Flask
    from flask.testing import FlaskClient

    from bot.app.console import StaffedService

    Enter = Callable[..., FlaskClient]

R, E, P, A = Rank.READER, Rank.EDITOR, Rank.PUBLISHER, Rank.ADMINISTRATOR
ROUTES = {
    "GET /console/login": None,
    "POST /console/login": None,
    "GET /console/join": None,
    "POST /console/join": None,
    "GET /console/assets/<address>": None,
    "POST /console/logout": R,
    "GET /console/me": R,
    "POST /console/me/password": R,
    "GET /console/": R,
    "GET /console/overview/<table>.csv": R,
    "GET /console/imports": R,
    "POST /console/imports": E,
    "GET /console/imports/<slug>": R,
    "POST /console/imports/<slug>/save": E,
    "POST /console/imports/<slug>/split": E,
    "POST /console/imports/<slug>/join": E,
    "POST /console/imports/<slug>/correct": E,
    "POST /console/imports/<slug>/accept": E,
    "POST /console/imports/<slug>/discard": E,
    "GET /console/edit": R,
    "GET /console/edit/<table>": R,
    "GET /console/edit/<table>/row": E,
    "POST /console/edit/<table>/row": E,
    "POST /console/edit/<table>/back": E,
    "POST /console/edit/<table>/remove": E,
    "GET /console/edit/menu": E,
    "POST /console/edit/menu": E,
    "GET /console/edit/wording/<name>": E,
    "POST /console/edit/wording/<name>": E,
    "POST /console/edit/wording/<name>/preview": E,
    "POST /console/edit/wording/<name>/back": E,
    "GET /console/corrections": R,
    "POST /console/corrections": E,
    "GET /console/try": R,
    "POST /console/try": R,
    "GET /console/try/<int:number>": R,
    "GET /console/publish": R,
    "GET /console/publish/<int:number>/sheet": R,
    "POST /console/publish/prepare": E,
    "POST /console/publish/<int:number>/review": P,
    "POST /console/publish/<int:number>": P,
    "GET /console/releases": R,
    "POST /console/releases/<int:number>": P,
    "GET /console/queue": R,
    "POST /console/queue/refresh": R,
    "GET /console/queue/together": E,
    "GET /console/queue/<key>": R,
    "POST /console/queue/<key>/try": E,
    "GET /console/queue/tried/<int:number>": E,
    "POST /console/queue/tried/<int:number>/mend": E,
    "GET /console/wanted": R,
    "GET /console/journal": E,
    "GET /console/journal/<int:number>": E,
    "GET /console/withheld": R,
    "POST /console/withheld/withhold": P,
    "POST /console/withheld/back": P,
    "GET /console/people": A,
    "POST /console/people/invite": A,
    "POST /console/people/appoint": A,
    "POST /console/people/dismiss": A,
    "GET /console/audit": A,
    "GET /console/audit.csv": A,
}
"""Every address of the console, and the rank that it takes; whoever adds one says here whom it is for."""


def routes(app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("console."):
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield f"{method} {rule.rule}"


def test_every_address_is_one_whose_rank_is_told(app: Flask) -> None:
    assert sorted(routes(app)) == sorted(ROUTES)


def test_every_rank_finds_open_what_is_for_it_and_closed_what_is_not(app: Flask, enter: Enter) -> None:
    people = {rank: enter(rank) for rank in Rank}
    tokens = {rank: token_of(client, "/console/me") for rank, client in people.items()}
    for route, needs in ROUTES.items():
        method, rule = route.split(" ")
        path = re.sub(r"<int:[^>]+>", "1", rule)
        path = re.sub(r"<[^>]+>", "x", path)
        stranger = app.test_client().open(path, method=method)
        is_sent_away = stranger.status_code == 303 and "/console/login" in stranger.location
        assert is_sent_away == (needs is not None), route
        for rank, client in people.items():
            if rule in ("/console/logout", "/console/join", "/console/login") and method == "POST":
                continue  # which end or begin what the others need
            form = {"csrf_token": tokens[rank]} if method == "POST" else None
            status = client.open(path, method=method, data=form).status_code
            is_open = needs is None or rank >= needs
            assert (status == 403) != is_open, (route, rank, status)


def test_a_form_without_its_token_or_with_anothers_does_nothing(
    enter: Enter, service: StaffedService
) -> None:
    chief, other = enter(Rank.ADMINISTRATOR), enter(Rank.READER)
    theirs = token_of(other, "/console/me")
    for forged in ({}, {"csrf_token": ""}, {"csrf_token": theirs}):
        answer = chief.post("/console/people/dismiss", data={**forged, "name": NAMES[Rank.READER]})
        assert answer.status_code == 400
    assert service.operators.verify(NAMES[Rank.READER], "correct horse 7")
    posts = [route.split(" ")[1] for route in ROUTES if route.startswith("POST")]
    for path in posts:
        assert chief.post(re.sub(r"<[^>]+>", "1", path)).status_code == 400, path


def test_nobody_but_editors_sends_more_than_a_message_has(app: Flask, enter: Enter) -> None:
    large = {"name": "x" * 1_000_000}
    assert app.test_client().post("/console/login", data=large).status_code == 413
    assert enter(Rank.READER).post("/console/me/password", data=large).status_code == 413
    assert (
        enter(Rank.EDITOR).post("/console/me/password", data=large).status_code == 400
    )  # read, and no form of ours


def test_pages_leave_with_every_guard(enter: Enter) -> None:
    client = enter(Rank.ADMINISTRATOR)
    for path in ("/console/", "/console/people", "/console/audit", "/console/login"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Frame-Options"] == "DENY"


def test_only_allowed_addresses_come_in(serve: Callable[..., StaffedService]) -> None:
    client = serve(console_addresses="127.0.0.1,10.0.0.0/8,198.51.100.0/24").wsgi().test_client()
    for address, passed_on, may in (
        ("127.0.0.1", None, True),
        ("10.1.2.3", None, True),
        ("203.0.113.7", None, False),
        ("127.0.0.1", "203.0.113.7", False),
        ("127.0.0.1", "198.51.100.9", True),
        ("203.0.113.7", "10.0.0.1", False),
        ("127.0.0.1", "nonsense", False),
    ):
        headers = {"X-Forwarded-For": passed_on} if passed_on else {}
        answer = client.get("/console/login", environ_base={"REMOTE_ADDR": address}, headers=headers)
        assert answer.status_code == (200 if may else 403), (address, passed_on)


def test_it_can_be_switched_off(serve: Callable[..., StaffedService]) -> None:
    client = serve(console="off").wsgi().test_client()
    assert client.get("/console/login").status_code == 404


def test_it_can_be_had_on_another_port_alone(serve: Callable[..., StaffedService]) -> None:
    client = serve(console_bind="127.0.0.1:8001").wsgi().test_client()
    assert client.get("/console/login", base_url="http://a.cn:8000").status_code == 404
    assert client.get("/console/login", base_url="http://a.cn:8001").status_code == 200


def test_the_console_takes_a_few_threads_at_most(
    serve: Callable[..., StaffedService], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_LONGEST_WAIT", 0.0)
    app, seen = serve().wsgi(), list[int]()
    view = app.view_functions["console.login"]

    def crowded() -> Any:
        if len(seen) < AT_ONCE:
            seen.append(0)
            seen.append(app.test_client().get("/console/login").status_code)
        return view()

    app.view_functions["console.login"] = crowded
    app.test_client().get("/console/login")
    assert 503 in seen  # the innermost found no room
    app.view_functions["console.login"] = view
    assert app.test_client().get("/console/login").status_code == 200


def test_what_residents_see_makes_no_use_of_it(app: Flask) -> None:
    answer = app.test_client().get("/about")
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_people_are_invited_appointed_and_dismissed(enter: Enter, service: StaffedService) -> None:
    chief = enter(Rank.ADMINISTRATOR)
    invited = send(chief, "/console/people/invite", name="新人", rank="2")
    code = re.search(r'class="code">([^<]+)<', invited.text)[1]  # type: ignore[index]
    service.operators.join(code, "新人", "correct horse 7")
    send(chief, "/console/people/appoint", name="新人", rank="3")
    ranks = {operator.name: operator.rank for operator in service.operators.all()}
    assert ranks["新人"] == Rank.PUBLISHER
    send(chief, "/console/people/dismiss", name="新人")
    assert not service.operators.verify("新人", "correct horse 7")
    answer = send(chief, "/console/people/dismiss", name=NAMES[Rank.ADMINISTRATOR])
    assert "至少要留一位管理员" in chief.get(answer.location).text
    deeds = [act.deed for _, act in service.audit.acts()]
    assert deeds[:3] == ["dismissed", "appointed", "invited"]
    assert "新人 → 发布" in chief.get("/console/audit").text


def test_a_rank_that_was_taken_away_is_gone_at_once(enter: Enter, service: StaffedService) -> None:
    enter(Rank.ADMINISTRATOR)
    client = enter(Rank.ADMINISTRATOR, "另一位")
    assert client.get("/console/people").status_code == 200
    service.operators.appoint("另一位", Rank.READER)
    assert client.get("/console/people").status_code == 403
    service.operators.dismiss("另一位")
    assert client.get("/console/").status_code == 303
