"""What the commands do for a WeCom application."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from bot.errors import RefusedRequest
from bot.model import Answer, Conversation, Question, Reply, Status
from bot.state.database import Database
from bot.state.memory import SqlMemory
from bot.state.privacy import Pseudonyms
from bot.wecom.envelope import Envelope
from bot.wecom.message import member
from tests.cli.test_wechat import run
from tests.http import Asked, Says, serving
from tests.wecom.counterpart import CORP_ID, WecomCounterpart
from tests.wecom.platform import Enterprise

if TYPE_CHECKING:
    from pathlib import Path

WECOM = WecomCounterpart()
SETTINGS = {
    "wecom_corp_id": CORP_ID,
    "wecom_agent_id": "1000021",
    "wecom_token": WECOM.token,
    "wecom_aes_key": WECOM.aes_key,
}


def silent(asked: Asked) -> Says:
    """An application that verifies and says nothing."""
    envelope = Envelope(WECOM.token, CORP_ID, [WECOM.aes_key], time.time)
    try:
        if asked.method == "GET":
            return Says(envelope.verify(asked.query))
        envelope.open(asked.query, asked.body)
    except RefusedRequest as error:
        return Says(f"{error.why.value}".encode(), error.http_status)
    return Says()


# simulate


def test_a_sound_application_passes_with_the_settings_or_with_what_is_given() -> None:
    given = ["--token", WECOM.token, "--app-id", CORP_ID, "--aes-key", WECOM.aes_key]
    with serving(silent) as url:
        assert "没有毛病" in run("simulate", "--wecom", url, **SETTINGS).output
        assert run("simulate", "--wecom", url, *given, "--say", "你好").exit_code == 0


def test_another_key_is_found_out() -> None:
    with serving(silent) as url:
        result = run("simulate", "--wecom", url, **{**SETTINGS, "wecom_aes_key": "a" * 43})
    assert result.exit_code == 1
    assert "EncodingAESKey 不一样" in result.output


def test_what_the_simulator_needs_is_asked_for_and_there_is_no_mode_to_choose() -> None:
    lacking = run("simulate", "--wecom", "http://127.0.0.1:9/wecom")
    assert (lacking.exit_code, "BAIGU_WECOM_CORP_ID" in lacking.output) == (1, True)
    assert run("simulate", "--wecom", "http://127.0.0.1:9/", "--mode", "plain", **SETTINGS).exit_code == 2


# menu


def test_a_menu_is_pushed_compared_and_deleted_where_there_is_a_secret(tmp_path: Path) -> None:
    enterprise = Enterprise()
    with serving(enterprise) as url:
        own = {
            **SETTINGS,
            "wecom_secret": "secret-1",
            "wecom_api_url": url,
            "database_url": f"sqlite:///{tmp_path / 'b.db'}",
        }
        assert run("menu", "diff", "--wecom", **own).exit_code == 1
        assert "推送好了" in run("menu", "push", "--wecom", **own).output
        assert list(enterprise.menus) == ["1000021"]
        assert run("menu", "diff", "--wecom", **own).exit_code == 0
        assert run("menu", "delete", "--yes", "--wecom", **own).exit_code == 0
        assert enterprise.menus == {}
        enterprise.errors = {"gettoken": 60020}
        elsewhere = f"sqlite:///{tmp_path / 'another' / 'b.db'}"  # where no token is remembered
        refused = run("menu", "push", "--wecom", **{**own, "database_url": elsewhere})
    assert refused.exit_code == 1
    assert "企业可信IP" in refused.output
    assert "baigu:单位" in refused.output  # what to click instead


def test_without_a_secret_it_prints_what_to_click() -> None:
    result = run("menu", "push", "--wecom", public_url="https://baigu.example")
    assert result.exit_code == 0
    assert "自定义菜单" in result.output
    assert "键值 baigu:主题" in result.output
    assert "网址 https://baigu.example/" in result.output


def test_a_name_that_wecom_would_not_take_is_a_fault_of_its_menu_alone(tmp_path: Path) -> None:
    below = '[[button]]\nname = "看"\n[[button.below]]\nname = "六个汉字的名"\nsays = "单位"\n'
    (tmp_path / "menu.toml").write_text(below, "utf-8")
    assert run("menu", "show", knowledge=str(tmp_path)).exit_code == 0
    wecom = run("menu", "show", "--wecom", knowledge=str(tmp_path))
    assert (wecom.exit_code, "18 字节" in wecom.output) == (1, True)


# doctor, journal


@pytest.mark.parametrize(("key", "bad"), [(WECOM.aes_key, None), ("a" * 43, "EncodingAESKey 不一样")])
def test_the_doctor_verifies_the_application_as_its_platform_does(
    tmp_path: Path, key: str, bad: str | None
) -> None:
    with serving(silent) as url:
        own = {**SETTINGS, "wecom_aes_key": key, "public_url": url}
        result = run("doctor", "--json", database_url=f"sqlite:///{tmp_path / 'b.db'}", **own)
    found = {row["what"]: row for row in json.loads(result.output)}
    assert "企业微信的 Token、EncodingAESKey 合规" in found
    assert not any("BAIGU_TOKEN" in what for what in found)
    webhook = next(row for what, row in found.items() if "/wecom" in what)
    assert (webhook["severity"] == "good") == (bad is None)
    assert (bad or "答对了企业微信的验证") in webhook["what"]


def test_what_a_member_asked_is_found_and_erased_by_the_userid(tmp_path: Path) -> None:
    own = {**SETTINGS, "database_url": f"sqlite:///{tmp_path / 'b.db'}", "secret_key": "test"}
    person = Pseudonyms(b"test").of(*member(CORP_ID, "zhangsan"))
    assert run("journal", "show", **own).exit_code == 0
    database = Database(own["database_url"])
    question = Question("停车", person=person, channel="wecom")
    SqlMemory(database).keep(
        question, Answer(Status.ANSWERED, "a"), Reply("答", Status.ANSWERED), Conversation()
    )
    database.dispose()
    assert "停车" in run("journal", "show", "--userid", "ZhangSan", **own).output
    assert "停车" not in run("journal", "show", "--userid", "LiSi", **own).output
    assert run("journal", "purge", "--userid", "ZhangSan", "--yes", **own).output == "删掉了\n"
    assert "停车" not in run("journal", "show", **own).output
    assert run("journal", "purge", "--userid", "a", "--openid", "b", "--yes", **own).exit_code == 2
