from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings, passed_over
from tests.builders import KNOWLEDGE, ROOT

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


def test_all_mistakes_are_told_at_once_in_a_line_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAIGU_TOKEN", "a-b")
    monkeypatch.setenv("BAIGU_AES_KEY", "short")
    monkeypatch.setenv("BAIGU_PUBLIC_URL", "baigu.cn")
    with pytest.raises(SettingsError) as error:
        load_settings()
    told = str(error.value)
    assert all(name in told for name in ("BAIGU_TOKEN", "BAIGU_AES_KEY", "BAIGU_PUBLIC_URL", ".env"))
    assert [line.split()[0] for line in told.splitlines()[1:-1]] == [
        "BAIGU_TOKEN",
        "BAIGU_AES_KEY",
        "BAIGU_PUBLIC_URL",
    ]
    assert len(error.value.mistakes) == 3
    assert "a-b" not in told


def test_one_mistake_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAIGU_TOKEN", "a-b")
    with pytest.raises(SettingsError, match=r"^设置有误：BAIGU_TOKEN [^\n]+\.env\.example$"):
        load_settings()


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


@pytest.mark.parametrize("days", ["0", "3651", "-1"])
def test_how_long_questions_are_kept_is_a_number_of_days_that_makes_sense(
    monkeypatch: pytest.MonkeyPatch, days: str
) -> None:
    monkeypatch.setenv("BAIGU_JOURNAL_DAYS", days)
    with pytest.raises(SettingsError, match="BAIGU_JOURNAL_DAYS 要写成 1 到 3650 的整数"):
        load_settings()


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


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation somewhere, while one stands somewhere else."""
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    monkeypatch.setenv("BAIGU_HOME", str(home))
    monkeypatch.delenv("BAIGU_KNOWLEDGE")
    monkeypatch.chdir(elsewhere)
    return home


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("is_empty", [False, True])
def test_without_a_home_it_is_the_folder_that_the_code_stands_in(
    monkeypatch: pytest.MonkeyPatch, *, is_empty: bool
) -> None:
    monkeypatch.delenv("BAIGU_HOME")
    if is_empty:
        monkeypatch.setenv("BAIGU_HOME", "")
    settings = load_settings(_env_file=None)
    assert (settings.home, settings.knowledge, settings.var) == (ROOT, KNOWLEDGE, ROOT / "var")
    assert settings.database_url == f"sqlite:///{ROOT}/var/baigu.db"


def test_everything_is_found_at_home_wherever_one_stands(home: Path) -> None:
    (home / ".env").write_text("BAIGU_HOTLINE=12345\n", "utf-8")
    Path(".env").write_text("BAIGU_HOTLINE=110\n", "utf-8")
    settings = load_settings()
    assert settings.hotline == "12345"
    assert (settings.knowledge, settings.var) == (home / "knowledge", home / "var")
    assert settings.database_url == f"sqlite:///{home}/var/baigu.db"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:///data/b.db", "sqlite:///{home}/data/b.db"),
        ("sqlite+pysqlite:///b.db", "sqlite+pysqlite:///{home}/b.db"),
        ("sqlite:////srv/b.db", "sqlite:////srv/b.db"),
        ("postgresql://host/b", "postgresql://host/b"),
    ],
)
def test_a_file_of_the_database_is_taken_from_home(
    home: Path, monkeypatch: pytest.MonkeyPatch, written: str, meant: str
) -> None:
    monkeypatch.setenv("BAIGU_DATABASE_URL", written)
    assert load_settings().database_url == meant.format(home=home)


@pytest.mark.parametrize(("written", "meant"), [("stories", "{home}/stories"), ("/srv/k", "/srv/k")])
def test_the_knowledge_folder_is_taken_from_home(
    home: Path, monkeypatch: pytest.MonkeyPatch, written: str, meant: str
) -> None:
    monkeypatch.setenv("BAIGU_KNOWLEDGE", written)
    assert str(load_settings().knowledge) == meant.format(home=home)


@pytest.mark.parametrize("wrong", ["relative", "/no/such/folder"])
def test_a_home_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("BAIGU_HOME", wrong)
    with pytest.raises(SettingsError, match=f"BAIGU_HOME 是 {wrong}，没有这个文件夹"):
        load_settings()


def test_a_home_cannot_stand_in_the_file_that_is_found_by_it(home: Path) -> None:
    (home / ".env").write_text("BAIGU_HOME=/srv\n", "utf-8")
    with pytest.raises(SettingsError, match=r"BAIGU_HOME 不能写在 \.env 里"):
        load_settings()


def test_settings_of_ours_that_are_passed_over_are_noticed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert passed_over(home) is None
    Path(".env").write_text("SECRET_OF_ANOTHER_PROGRAM=1\n", "utf-8")
    assert passed_over(home) is None
    Path(".env").write_text("BAIGU_HOTLINE=110\n", "utf-8")
    assert passed_over(home) == Path.cwd() / ".env"
    (home / ".env").write_text("BAIGU_HOTLINE=110\n", "utf-8")
    monkeypatch.chdir(home)
    assert passed_over(home) is None


def test_links_lead_to_the_port_that_is_served_unless_they_are_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (load_settings().port, load_settings().public_url) == (8000, "http://127.0.0.1:8000")
    monkeypatch.setenv("BAIGU_PORT", "9000")
    assert (load_settings().port, load_settings().public_url) == (9000, "http://127.0.0.1:9000")
    monkeypatch.setenv("BAIGU_PUBLIC_URL", "https://a.example.cn")
    assert load_settings().public_url == "https://a.example.cn"


@pytest.mark.parametrize("wrong", ["0", "65536", "web", "-1"])
def test_a_port_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("BAIGU_PORT", wrong)
    with pytest.raises(SettingsError, match="BAIGU_PORT 要写成 1 到 65535 的整数"):
        load_settings()


WECOM = {"wecom_corp_id": "wwbaigutest0000001", "wecom_token": "token123", "wecom_aes_key": KEY}


def test_an_application_of_wecom_needs_no_public_account() -> None:
    settings = load_settings(_env_file=None, **WECOM, wecom_previous_aes_key=KEY[::-1])
    assert not settings.is_local
    assert settings.wecom_aes_keys == (KEY, KEY[::-1])
    assert (settings.token, settings.wecom_api_url) == (None, "https://qyapi.weixin.qq.com")


@pytest.mark.parametrize("name", WECOM)
def test_half_an_application_is_told_with_what_is_missing(name: str) -> None:
    with pytest.raises(SettingsError, match=f"接企业微信还要填 BAIGU_{name.upper()}。"):
        load_settings(_env_file=None, **{**WECOM, name: None})


def test_a_secret_needs_to_know_of_which_application_it_is() -> None:
    with pytest.raises(SettingsError, match="BAIGU_WECOM_AGENT_ID"):
        load_settings(_env_file=None, **WECOM, wecom_secret="s")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("wecom_corp_id", "企业"),
        ("wecom_agent_id", "agent"),
        ("wecom_token", "a-b"),
        ("wecom_aes_key", "short"),
        ("wecom_previous_aes_key", "short"),
        ("wecom_api_url", "qyapi"),
        ("staffed_hours", "九点到五点"),
    ],
)
def test_a_setting_of_the_application_that_is_none_is_told(name: str, wrong: str) -> None:
    with pytest.raises(SettingsError, match=f"BAIGU_{name.upper()} 要"):
        load_settings(_env_file=None, **{**WECOM, name: wrong})


def test_the_hours_of_customer_service_are_read_as_people_write_them() -> None:
    assert load_settings(_env_file=None).staffed is None
    staffed = load_settings(_env_file=None, staffed_hours="周一至周五 9:00-17:00").staffed
    assert staffed
    assert staffed.written == "周一至周五 9:00-17:00"


@pytest.mark.parametrize("url", ["10.0.0.2:6379", "http://10.0.0.2", "redis://", "redis+cluster://"])
def test_an_address_of_redis_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("BAIGU_REDIS_URL", url)
    with pytest.raises(SettingsError, match="BAIGU_REDIS_URL 要写成 redis"):
        load_settings()


@pytest.mark.parametrize(
    "url",
    ["redis://h", "rediss://:geheim@h:1/0", "unix:///s", "redis+sentinel://h:1,i:1/n", "redis+cluster://h"],
)
def test_addresses_of_redis_are_taken_and_their_passwords_not_shown(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("BAIGU_REDIS_URL", url)
    assert "geheim" not in repr(load_settings())


@pytest.mark.parametrize("url", ["https://ops:p@h:9200", "http://h:9200,i:9200/liuzhou", "https://h/"])
def test_where_opensearch_is(url: str) -> None:
    settings = load_settings(_env_file=None, search_url=url)
    assert settings.search_url
    assert settings.search_url.get_secret_value() == url
    assert "ops" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "wrong", "told"),
    [
        ("search_url", "h:9200", "用户:密码@主机"),
        ("search_url", "https://h:9200/a/b", "用户:密码@主机"),
        ("search_shards", "0", "1 到 32"),
        ("search_replicas", "-1", "0 到 5"),
    ],
)
def test_how_opensearch_is_used_must_make_sense(name: str, wrong: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        load_settings(_env_file=None, **{name: wrong})
