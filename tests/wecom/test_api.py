from __future__ import annotations

import pytest

from bot.errors import PlatformError
from bot.wecom.api import NOT_TRUSTED, Api
from tests.http import serving
from tests.wechat.platform import Shelf
from tests.wecom.counterpart import CORP_ID
from tests.wecom.platform import Enterprise

MENU = {"button": [{"type": "click", "name": "单位", "key": "baigu:单位"}]}


def of(url: str, shelf: Shelf, number: int = 1) -> Api:
    return Api(CORP_ID, f"100002{number}", f"secret-{number}", shelf, url, timeout=2)


def test_a_menu_is_put_shown_and_taken_away_of_the_application_alone() -> None:
    enterprise, shelf = Enterprise(), Shelf()
    with serving(enterprise) as url:
        api = of(url, shelf)
        assert api.menu() is None
        api.create_menu(MENU)
        assert (api.menu() or {})["button"] == MENU["button"]
        assert list(enterprise.menus) == ["1000021"]
        api.delete_menu()
        assert api.menu() is None
    assert enterprise.calls.count("gettoken") == 1


def test_two_applications_of_one_enterprise_have_a_token_each() -> None:
    enterprise, shelf = Enterprise(), Shelf()
    with serving(enterprise) as url:
        for number in (1, 2, 1, 2):
            of(url, shelf, number).menu()
    assert enterprise.fetched == 2


def test_a_token_that_has_ended_is_fetched_again_once_and_no_more() -> None:
    enterprise, shelf = Enterprise(), Shelf()
    with serving(enterprise) as url:
        api = of(url, shelf)
        api.menu()
        enterprise.ended = {"of-1000021-1"}
        assert api.menu() is None
        enterprise.ended = {f"of-1000021-{n}" for n in range(9)}
        with pytest.raises(PlatformError, match="42001"):
            api.menu()
    assert enterprise.fetched == 3


@pytest.mark.parametrize(
    ("errors", "code", "do"),
    [
        ({"menu/get": NOT_TRUSTED}, NOT_TRUSTED, "企业可信IP"),
        ({"gettoken": NOT_TRUSTED}, NOT_TRUSTED, "企业可信IP"),
        ({"gettoken": 40013}, 40013, "BAIGU_WECOM_CORP_ID"),
        ({"menu/get": 301002}, 301002, "BAIGU_WECOM_AGENT_ID"),
        ({"menu/get": 99999}, 99999, "全局返回码"),
    ],
)
def test_an_errcode_is_said_with_what_to_do(errors: dict[str, int], code: int, do: str) -> None:
    with serving(Enterprise(errors=errors)) as url, pytest.raises(PlatformError) as caught:
        of(url, Shelf()).menu()
    assert caught.value.code == code
    assert do in caught.value.step
    assert "203.0.113.9" in caught.value.meaning
    assert str(caught.value).startswith("企业微信接口报错")


def test_no_error_carries_the_secret() -> None:
    with pytest.raises(PlatformError) as caught:
        of("http://127.0.0.1:9", Shelf()).menu()
    assert "secret-1" not in f"{caught.value}{caught.value.__cause__}"
    assert "BAIGU_WECOM_API_URL" in caught.value.step
