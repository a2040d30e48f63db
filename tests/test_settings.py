from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings
from tests.builders import ROOT

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


def test_without_any_setting_the_service_is_local() -> None:
    assert load_settings().is_local


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAIGU_TOKEN", "token123")
    monkeypatch.setenv("BAIGU_PUBLIC_URL", "https://a.example.cn/")
    settings = load_settings()
    assert not settings.is_local
    assert settings.public_url == "https://a.example.cn"


def test_settings_come_from_a_file_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("BAIGU_HOTLINE=12345\nBAIGU_TOKEN=fromfile\nOTHER=1\n", "utf-8")
    monkeypatch.setenv("BAIGU_HOTLINE", "110")
    settings = load_settings()
    assert settings.hotline == "110"
    assert settings.token is not None
    assert settings.token.get_secret_value() == "fromfile"


def test_an_empty_setting_is_unset() -> None:
    Path(".env").write_text("BAIGU_TOKEN=\nBAIGU_AES_KEY=\nBAIGU_HOTLINE=\n", "utf-8")
    assert load_settings().is_local


def test_all_mistakes_are_told_at_once_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAIGU_TOKEN", "a-b")
    monkeypatch.setenv("BAIGU_AES_KEY", "short")
    monkeypatch.setenv("BAIGU_PUBLIC_URL", "baigu.cn")
    with pytest.raises(SettingsError) as error:
        load_settings()
    told = str(error.value)
    assert all(name in told for name in ("BAIGU_TOKEN", "BAIGU_AES_KEY", "BAIGU_PUBLIC_URL", ".env"))
    assert "\n" not in told
    assert "a-b" not in told


def test_a_misspelt_setting_is_told() -> None:
    Path(".env").write_text("BAIGU_TOKNE=abc\n", "utf-8")
    with pytest.raises(SettingsError, match="BAIGU_TOKNE"):
        load_settings()


def test_encryption_needs_the_app_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAIGU_AES_KEY", KEY)
    with pytest.raises(SettingsError, match="BAIGU_APP_ID"):
        load_settings()


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAIGU_TOKEN", "verysecret")
    assert "verysecret" not in repr(load_settings())


def test_the_example_file_names_every_setting_with_its_reason() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        assert f"# {field.description}\n" in example, name
        assert f"BAIGU_{name.upper()}=" in example, name


@pytest.mark.parametrize("written", ["MP_verify_AbCd1234EfGh5678.txt", "AbCd1234EfGh5678"])
def test_the_proof_of_the_domain_may_be_given_as_file_name_or_code(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("BAIGU_MP_VERIFY", written)
    assert load_settings().mp_verify == "AbCd1234EfGh5678"


def test_a_proof_of_the_domain_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAIGU_MP_VERIFY", "../etc/passwd")
    with pytest.raises(SettingsError, match="BAIGU_MP_VERIFY"):
        load_settings()
