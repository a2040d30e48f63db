from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from bot.errors import PlatformError
from bot.wechat.api import Api
from tests.http import Says, serving
from tests.wechat.platform import APP_ID, SECRET, Shelf, Wechat

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def account(wechat: Wechat, shelf: Shelf | None = None, secret: str = SECRET) -> Iterator[Api]:
    with serving(wechat) as url:
        yield Api(APP_ID, secret, shelf or Shelf(), url, timeout=2)


def test_one_token_serves_many_calls_and_many_workers() -> None:
    wechat, shelf = Wechat(), Shelf()
    with serving(wechat) as url:
        for _ in range(3):
            worker = Api(APP_ID, SECRET, shelf, url)
            worker.menu()
            worker.menu()
    assert wechat.calls.count("stable_token") == 1


def test_a_token_is_asked_for_as_stable_token_wants_it_and_dropped_before_its_end() -> None:
    wechat, shelf = Wechat(), Shelf()
    with account(wechat, shelf) as api:
        assert api.access_token() == "token-1"
    sent = json.loads(wechat.asked[0].body)
    assert sent == {
        "grant_type": "client_credential",
        "appid": APP_ID,
        "secret": SECRET,
        "force_refresh": False,
    }
    assert wechat.asked[0].headers["Content-Type"].startswith("application/json")
    assert shelf.lifetimes == [6900]


def test_the_token_of_one_account_is_not_another_s() -> None:
    wechat, shelf = Wechat(), Shelf({"access_token wxother": "theirs"})
    with account(wechat, shelf) as api:
        assert api.access_token() == "token-1"


@pytest.mark.parametrize("refusal", [40001, 40014, 42001])
def test_a_refused_token_is_fetched_anew_once(refusal: int) -> None:
    wechat = Wechat(refused={"old"}, refusal=refusal)
    with account(wechat, Shelf({f"access_token {APP_ID}": "old"})) as api:
        assert api.menu() is None
    assert wechat.calls == ["menu/get", "stable_token", "menu/get"]


def test_a_new_token_is_forced_only_where_the_stable_one_is_the_refused_one() -> None:
    wechat = Wechat(refused={"token-1"})
    with account(wechat) as api:
        assert api.menu() is None
        assert api.access_token() == "token-2"
    assert wechat.calls == ["stable_token", "menu/get", "stable_token", "stable_token", "menu/get"]


def test_a_token_that_another_worker_has_renewed_is_taken_over() -> None:
    class Renewed(Shelf):
        def get(self, name: str) -> str | None:
            found = super().get(name)
            self.kept[name] = "renewed"
            return found

    wechat = Wechat(refused={"old"})
    with account(wechat, Renewed({f"access_token {APP_ID}": "old"})) as api:
        assert api.menu() is None
    assert wechat.calls == ["menu/get", "menu/get"]


def test_a_token_that_stays_refused_ends_in_an_error_after_two_calls() -> None:
    wechat = Wechat(refused=None)
    with account(wechat) as api, pytest.raises(PlatformError, match="40001"):
        api.menu()
    assert wechat.calls.count("menu/get") == 2


def test_a_menu_is_put_shown_and_taken_away() -> None:
    wechat = Wechat()
    menu = {"button": [{"type": "click", "name": "单位", "key": "单位"}]}
    with account(wechat) as api:
        assert api.menu() is None
        api.create_menu(menu)
        assert api.menu() == menu
        api.delete_menu()
        assert api.menu() is None


def test_names_are_sent_in_utf_8_and_not_as_escapes() -> None:
    wechat = Wechat()
    with account(wechat) as api:
        api.create_menu({"button": [{"name": "单位"}]})
    assert "单位".encode() in wechat.asked[-1].body


def test_the_ticket_for_pages_is_fetched_once() -> None:
    wechat = Wechat()
    with account(wechat) as api:
        assert [api.jsapi_ticket(), api.jsapi_ticket()] == ["ticket-1", "ticket-1"]
    assert wechat.calls == ["stable_token", "ticket/getticket"]
    assert wechat.asked[-1].query["type"] == "jsapi"


@pytest.mark.parametrize(
    ("code", "means", "do"),
    [
        (40164, "白名单", "IP 白名单"),
        (48001, "没有这个接口的权限", "docs/wechat.md"),
        (45015, "时限", "被动回复"),
        (40125, "AppSecret 不对", "BAIGU_APP_SECRET"),
        (40018, "名字太长", "menu.toml"),
    ],
)
def test_an_errcode_is_explained_with_what_to_do(code: int, means: str, do: str) -> None:
    with account(Wechat(errors={"menu/get": code})) as api, pytest.raises(PlatformError) as caught:
        api.menu()
    assert caught.value.code == code
    assert means in caught.value.meaning
    assert "203.0.113.9" in caught.value.meaning
    assert do in caught.value.step
    assert str(code) in str(caught.value)


def test_an_errcode_nobody_wrote_down_is_passed_on_with_wechat_s_words() -> None:
    assert "strange thing" in str(Api.explained(99999, "strange thing"))


@pytest.mark.parametrize(
    "says",
    [
        Says(b"<html>bad gateway</html>", 502),
        Says(b"[]"),
        Says(b'{"ok": true}'),
        Says(b'{"access_token": 1, "expires_in": "x"}'),
        Says(hangs_up=True),
        Says(status=302, headers={"Location": "http://127.0.0.1:9/"}),
        Says(b"{}", after=1),
    ],
    ids=["no JSON", "a list", "no token", "odd token", "hang-up", "redirect", "late"],
)
def test_an_answer_that_is_none_is_one_kind_of_error(says: Says) -> None:
    with serving(lambda _: says) as url, pytest.raises(PlatformError) as caught:
        Api(APP_ID, SECRET, Shelf(), url, timeout=0.3).menu()
    assert caught.value.code == 0
    assert SECRET not in str(caught.value)


def test_no_error_carries_the_token_or_the_secret() -> None:
    shelf = Shelf({f"access_token {APP_ID}": "very-secret-token"})
    api = Api(APP_ID, SECRET, shelf, "http://127.0.0.1:9", timeout=0.3)
    for call in (api.menu, api.delete_menu, api.jsapi_ticket):
        with pytest.raises(PlatformError) as caught:
            call()
        shown = f"{caught.value}{caught.value.__cause__}"
        assert "very-secret-token" not in shown
        assert "127.0.0.1:9" in shown
