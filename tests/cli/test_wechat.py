from __future__ import annotations

import json
from email.utils import formatdate
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.state.database import Database
from tests.http import Says, serving
from tests.simulator.webhooks import WECHAT, webhook
from tests.wechat.platform import APP_ID, SECRET, Wechat

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str, **settings: str) -> Result:
    env = {f"BAIGU_{name.upper()}": value for name, value in settings.items()}
    return CliRunner().invoke(main, arguments, env=env)


def account(url: str) -> dict[str, str]:
    return {"app_id": APP_ID, "app_secret": SECRET, "api_url": url}


OWN = ["--token", WECHAT.token, "--app-id", WECHAT.app_id, "--aes-key", WECHAT.aes_key]


# simulate


def test_a_sound_webhook_passes_with_exit_code_0() -> None:
    with serving(webhook()) as url:
        result = run("simulate", url, *OWN)
    assert result.exit_code == 0, result.output
    assert "没有毛病" in result.output


def test_a_fault_is_shown_as_on_the_phone_and_exits_with_1() -> None:
    with serving(lambda _: Says(b"oops", 500)) as url:
        result = run("simulate", url, *OWN, "--say", "你好")
    assert result.exit_code == 1
    assert "该公众号提供的服务出现故障" in result.output
    assert "HTTP 500" in result.output


def test_the_account_of_the_settings_is_used_where_none_is_given() -> None:
    with serving(webhook()) as url:
        result = run(
            "simulate", url, "--say", "你好", token=WECHAT.token, app_id=WECHAT.app_id, aes_key=WECHAT.aes_key
        )
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("arguments", "why"),
    [([], "--token"), (["--token", "t", "--mode", "safe"], "EncodingAESKey")],
)
def test_what_the_simulator_needs_to_know_is_asked_for(arguments: list[str], why: str) -> None:
    result = run("simulate", "http://127.0.0.1:9/wechat", *arguments)
    assert result.exit_code == 1
    assert why in result.output


@pytest.mark.parametrize("url", ["127.0.0.1:8000/wechat", "ftp://a/"])
def test_an_address_that_is_none_is_a_wrong_use(url: str) -> None:
    assert run("simulate", url, *OWN).exit_code == 2


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1/wechat", "https://baigu.example/wechat", "http://localhost.example/"]
)
def test_load_goes_to_this_machine_alone_unless_one_says_whose_the_address_is(url: str) -> None:
    result = run("simulate", url, *OWN, "--load", "1")
    assert result.exit_code == 2
    assert "--i-own-this-address" in result.output


def test_load_prints_its_figures() -> None:
    with serving(webhook()) as url:
        load = ["--load", "30", "--seconds", "1", "--drop", "0"]
        as_json = run("simulate", url, *OWN, *load, "--json")
        as_table = run("simulate", url, *OWN, *load)
    assert as_json.exit_code == as_table.exit_code == 0
    assert json.loads(as_json.output)["messages"] == 30
    assert "第 1 次答上" in as_table.output


# menu


def test_the_menu_of_the_file_is_shown_without_an_account() -> None:
    result = run("menu", "show", public_url="https://baigu.example")
    assert result.exit_code == 0
    assert "打开 https://baigu.example/" in result.output


def test_a_menu_is_pushed_compared_and_deleted() -> None:
    wechat = Wechat()
    with serving(wechat) as url:
        assert run("menu", "diff", **account(url)).exit_code == 1
        pushed = run("menu", "push", **account(url))
        assert pushed.exit_code == 0, pushed.output
        assert wechat.menu
        assert "5 分钟" in pushed.output
        assert run("menu", "diff", **account(url)).exit_code == 0
        assert run("menu", "delete", "--yes", **account(url)).exit_code == 0
    assert wechat.menu is None


def test_an_account_without_the_right_to_menus_is_told_what_to_do() -> None:
    with serving(Wechat(errors={"menu/create": 48001})) as url:
        result = run("menu", "push", **account(url))
    assert result.exit_code == 1
    assert "docs/wechat.md" in result.output
    assert "Traceback" not in result.output


def test_without_id_and_secret_the_settings_are_named() -> None:
    result = run("menu", "push")
    assert result.exit_code == 1
    assert "BAIGU_APP_SECRET" in result.output


def test_check_names_the_faults_of_the_menu_too(tmp_path: Path) -> None:
    (tmp_path / "menu.toml").write_text("", "utf-8")
    result = run("check", knowledge=str(tmp_path))
    assert result.exit_code == 1
    assert "menu.toml:1" in result.output


# doctor


def test_the_doctor_finds_a_sound_service_sound(tmp_path: Path) -> None:
    wechat, hook = Wechat(menu={"button": []}), webhook()
    both = lambda asked: hook(asked) if asked.path == "/wechat" else _now(wechat(asked))  # noqa: E731
    database = f"sqlite:///{tmp_path / 'b.db'}"
    Database(database).make()  # made by a service
    with serving(both) as url:
        settings = {**account(url), "public_url": url, "token": WECHAT.token, "aes_key": WECHAT.aes_key}
        settings |= {"handler": "某市某局", "contact": "0772-12345"}
        result = run("doctor", "--json", database_url=database, **settings)
    found = json.loads(result.output)
    # Only the address of this machine is one that phones could not open.
    assert [row["what"] for row in found if row["severity"] != "good"] == [f"BAIGU_PUBLIC_URL 是 {url}"]
    assert result.exit_code == 1
    assert len(found) == 14


def _now(says: Says) -> Says:
    return Says(says.body, headers={"Date": formatdate(usegmt=True)})


def test_the_doctor_says_what_to_do_about_an_address_that_is_not_whitelisted(tmp_path: Path) -> None:
    with serving(Wechat(errors={"stable_token": 40164})) as url:
        result = run("doctor", database_url=f"sqlite:///{tmp_path / 'b.db'}", **account(url))
    assert result.exit_code == 1
    assert "203.0.113.9" in result.output
    assert "IP 白名单" in result.output


def test_the_doctor_goes_on_where_the_database_is_broken(tmp_path: Path) -> None:
    (tmp_path / "b.db").mkdir()
    with serving(Wechat()) as url:
        result = run("doctor", database_url=f"sqlite:///{tmp_path / 'b.db'}", **account(url))
    assert result.exit_code == 1
    assert f"✗ 数据库 {tmp_path / 'b.db'}" in result.output.replace("\n", "")
    assert "公网" in result.output or "BAIGU_PUBLIC_URL" in result.output


@pytest.mark.parametrize(
    ("name", "value"), [("token", "a!"), ("token", "ab"), ("aes_key", "a" * 42), ("aes_key", "a" * 44)]
)
def test_wrong_settings_are_a_finding_too(name: str, value: str) -> None:
    result = run("doctor", "--json", **{name: value})
    assert result.exit_code == 1
    assert f"BAIGU_{name.upper()}" in json.loads(result.output)[0]["what"]


def test_the_doctor_is_content_with_a_service_that_has_no_account_yet(tmp_path: Path) -> None:
    result = run("doctor", database_url=f"sqlite:///{tmp_path / 'b.db'}")
    assert result.exit_code == 0
    assert "本机模式" in result.output
