"""Backing up, putting back and moving to another database, by the commands, on both databases."""

from __future__ import annotations

import shutil
import tarfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select

from bot.app.service import Service
from bot.cli import main
from bot.model import Question, Release
from bot.settings import load_settings
from bot.state.tables import journal, tokens
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from bot.retrieval.dictionary import Dictionary
    from tests.postgresql import Server
    from tests.redis_server import Server as RedisServer


class Home:
    """An installation."""

    def __init__(self, folder: Path, dictionary: Dictionary, **env: str) -> None:
        self.folder, self._dictionary = folder, dictionary
        self._env = {"BAIGU_HOME": str(folder), **env}
        folder.mkdir()

    def run(self, *arguments: str | Path) -> Result:
        return CliRunner().invoke(main, list(map(str, arguments)), env=self._env)

    @contextmanager
    def service(self) -> Iterator[Service]:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self._env.items():
                patch.setenv(name, value)
            service = Service(load_settings(), dictionary=self._dictionary)
        yield service
        service.close()

    def answer(self, question: str) -> None:
        """Answer somebody."""
        with self.service() as service:
            key = service.pseudonyms.of(question)
            service.reception.reply(Question(question, person=service.pseudonyms.of("openid"), key=key))

    def asked(self) -> list[str]:
        """What that person asked."""
        with self.service() as service:
            service.journal.take_in()
            with service.database.reading() as connection:
                query = select(journal.c.question).where(journal.c.person == service.pseudonyms.of("openid"))
                return list(connection.execute(query.order_by(journal.c.id)).scalars())


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return "sqlite:///var/baigu.db"
    server: Server = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture(autouse=True)
def _unset_knowledge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BAIGU_KNOWLEDGE")


def settled(folder: Path, dictionary: Dictionary, url: str) -> Home:
    """A home with knowledge and settings, where somebody has been answered."""
    home = Home(folder, dictionary)
    shutil.copytree(KNOWLEDGE, folder / "knowledge")
    secret = "" if url.startswith("sqlite") else "BAIGU_SECRET_KEY=given\n"
    (folder / ".env").write_text(f"BAIGU_HOTLINE=12345\nBAIGU_DATABASE_URL={url}\n{secret}", "utf-8")
    with home.service() as service:
        service.releases.publish(Release("aaaa", "小李", "开张", 4), b"content", 0)
    home.answer("文明遛狗")
    (folder / "var" / "spool" / "person").mkdir(parents=True, exist_ok=True)
    (folder / "var" / "spool" / "person" / "erase").touch()
    return home


@pytest.fixture
def home(tmp_path: Path, dictionary: Dictionary, url: str) -> Home:
    return settled(tmp_path / "home", dictionary, url)


@pytest.fixture
def small(tmp_path: Path, dictionary: Dictionary) -> Home:
    """On SQLite."""
    return settled(tmp_path / "home", dictionary, "sqlite:///var/baigu.db")


@pytest.fixture
def kept(home: Home, tmp_path: Path) -> Path:
    """A backup of it."""
    done = home.run("backup", tmp_path / "kept.tar.gz")
    assert done.exit_code == 0, done.output
    assert "备份好了" in done.output
    assert "releases 1" in done.output
    return tmp_path / "kept.tar.gz"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_backup_holds_all_that_cannot_be_made_again(home: Home, kept: Path) -> None:
    with tarfile.open(kept) as archive:
        names = set(archive.getnames())
    assert {"database.db", "secret.key", "settings.env", "spool/person/erase", "backup.json"} < names
    assert {f"knowledge/{name}" for name in contents(home.folder / "knowledge")} < names
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in kept.parent.glob(".*")] == []


def test_it_comes_back_whole_on_another_machine(
    home: Home, kept: Path, tmp_path: Path, dictionary: Dictionary, url: str
) -> None:
    other = Home(tmp_path / "other", dictionary)
    if not url.startswith("sqlite"):  # that machine has no server
        (other.folder / ".env").write_text("BAIGU_DATABASE_URL=sqlite:///var/b.db\n", "utf-8")
    done = other.run("restore", kept)
    assert done.exit_code == 0, done.output
    assert "恢复好了" in done.output
    assert "原来的在" not in done.output
    assert other.asked() == ["文明遛狗"]
    with other.service() as service:
        assert service.releases.content(1) == b"content"
    assert contents(other.folder / "knowledge") == contents(home.folder / "knowledge")
    assert (other.folder / "var" / "spool" / "person" / "erase").is_file()


def test_the_settings_come_back_where_there_are_none(
    small: Home, tmp_path: Path, dictionary: Dictionary
) -> None:
    small.run("backup", tmp_path / "kept.tar.gz")
    other = Home(tmp_path / "other", dictionary)
    other.run("restore", tmp_path / "kept.tar.gz")
    assert (other.folder / ".env").read_bytes() == (small.folder / ".env").read_bytes()
    assert (other.folder / ".env").stat().st_mode & 0o777 == 0o600


def test_what_is_there_stays_unless_one_says_otherwise(home: Home, kept: Path) -> None:
    (home.folder / "knowledge" / "city.toml").write_text("changed", "utf-8")
    before = contents(home.folder / "knowledge"), home.asked()
    done = home.run("restore", kept)
    assert done.exit_code == 1
    assert "已经有了，没有动它" in done.output
    assert done.output.count("\n") == 1
    assert (contents(home.folder / "knowledge"), home.asked()) == before


def test_what_was_there_is_moved_aside(home: Home, kept: Path) -> None:
    home.answer("后来问的")
    (home.folder / "knowledge" / "city.toml").write_text("changed", "utf-8")
    done = home.run("restore", kept, "--yes")
    assert done.exit_code == 0, done.output
    assert home.asked() == ["文明遛狗"]
    assert (home.folder / "knowledge" / "city.toml").read_bytes() == (KNOWLEDGE / "city.toml").read_bytes()
    (aside,) = home.folder.glob("replaced-*")
    assert str(aside) in done.output
    assert (aside / "knowledge" / "city.toml").read_text() == "changed"


def test_nothing_is_put_back_under_a_running_service(home: Home, kept: Path) -> None:
    with home.service() as service:
        service.services.sign()
        done = home.run("restore", kept, "--yes")
        assert (done.exit_code, "先停下它" in done.output) == (1, True)
        assert not list(home.folder.glob("replaced-*"))
        service.services.sign_off()
    assert home.run("restore", kept, "--yes").exit_code == 0


def test_a_damaged_backup_changes_nothing(home: Home, kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[:-5000])
    before = contents(home.folder / "knowledge")
    done = home.run("restore", kept, "--yes")
    assert (done.exit_code, "坏了" in done.output) == (1, True)
    assert contents(home.folder / "knowledge") == before
    assert home.asked() == ["文明遛狗"]


def test_a_backup_of_other_people_is_not_put_under_our_secret(
    kept: Path, tmp_path: Path, dictionary: Dictionary
) -> None:
    other = Home(tmp_path / "other", dictionary, BAIGU_SECRET_KEY="another")
    (other.folder / ".env").touch()
    done = other.run("restore", kept)
    assert (done.exit_code, "BAIGU_SECRET_KEY" in done.output) == (1, True)
    assert sorted(path.name for path in other.folder.iterdir()) == [".env"]


def test_a_damaged_database_can_be_replaced(small: Home, tmp_path: Path) -> None:
    small.run("backup", tmp_path / "kept.tar.gz")
    (small.folder / "var" / "baigu.db").write_bytes(b"no database" * 1000)
    done = small.run("restore", tmp_path / "kept.tar.gz", "--yes")
    assert done.exit_code == 0, done.output
    assert small.asked() == ["文明遛狗"]


def test_what_a_crash_has_left_is_moved_aside_as_well(
    small: Home, tmp_path: Path, dictionary: Dictionary
) -> None:
    small.run("backup", tmp_path / "kept.tar.gz")
    with small.service() as service, service.database.writing() as connection:
        connection.execute(insert(tokens), {"name": "t", "value": "v", "until": 1.0})
        crashed = Home(tmp_path / "crashed", dictionary)
        with service.database.reading():
            shutil.copytree(small.folder, crashed.folder, dirs_exist_ok=True)
    assert (crashed.folder / "var" / "baigu.db-wal").is_file()
    done = crashed.run("restore", tmp_path / "kept.tar.gz", "--yes")
    assert done.exit_code == 0, done.output
    assert crashed.asked() == ["文明遛狗"]


def test_a_backup_goes_nowhere_that_is_not_there(home: Home, tmp_path: Path) -> None:
    done = home.run("backup", tmp_path / "gone" / "kept.tar.gz")
    assert (done.exit_code, "没有文件夹" in done.output) == (1, True)


def test_data_are_copied_to_a_server_and_everybody_is_known_there(small: Home, postgresql: Server) -> None:
    server = postgresql.new_database()
    done = small.run("copy-data", server)
    assert done.exit_code == 0, done.output
    assert "releases 1" in done.output
    secret = (small.folder / "var" / "secret.key").read_text()
    (small.folder / ".env").write_text(f"BAIGU_DATABASE_URL={server}\nBAIGU_SECRET_KEY={secret}\n", "utf-8")
    assert small.asked() == ["文明遛狗"]


def test_data_are_not_copied_away_under_a_running_service(small: Home, postgresql: Server) -> None:
    with small.service() as service:
        service.services.sign()
    done = small.run("copy-data", postgresql.new_database())
    assert (done.exit_code, "先停下它" in done.output) == (1, True)


def test_data_are_not_copied_over_others(small: Home, postgresql: Server) -> None:
    server = postgresql.new_database()
    small.run("copy-data", server)
    done = small.run("copy-data", server)
    assert (done.exit_code, "不是空的" in done.output) == (1, True)


def test_what_waits_in_redis_is_fetched_first_and_what_else_is_there_is_said_to_be_left_out(
    small: Home, redis_server: RedisServer, tmp_path: Path
) -> None:
    with (small.folder / ".env").open("a", encoding="utf-8") as settings:
        settings.write(f"BAIGU_REDIS_URL={redis_server.new_database()}\n")
    small.answer("小区停车乱怎么办")
    done = small.run("backup", tmp_path / "kept.tar.gz")
    assert done.exit_code == 0, done.output
    assert "Redis 里一小时内给过的回答和聊天上下文不在里面" in done.output
    assert small.asked() == ["文明遛狗", "小区停车乱怎么办"]
    with redis_server.frozen():
        done = small.run("backup", tmp_path / "without.tar.gz")
    assert done.exit_code == 0, done.output
    assert "Redis 连不上" in done.output


def test_a_home_restored_beside_another_does_not_lead_back_to_its_knowledge(
    small: Home, tmp_path: Path, dictionary: Dictionary
) -> None:
    live = tmp_path / "live"
    (small.folder / "knowledge").rename(live)
    with (small.folder / ".env").open("a") as env:
        env.write(f"BAIGU_KNOWLEDGE={live}\n")
    kept, second = tmp_path / "kept.tar.gz", tmp_path / "second"
    assert small.run("backup", kept).exit_code == 0
    refused = Home(second, dictionary).run("restore", kept)
    own = second / "knowledge"
    assert f"可能别处正在用；要放到这个家里，就带上环境变量 BAIGU_KNOWLEDGE={own} 再来" in refused.output
    second.rename(tmp_path / "refused")
    done = Home(second, dictionary, BAIGU_KNOWLEDGE=str(own)).run("restore", kept)
    assert done.exit_code == 0, done.output
    assert load_settings(_env_file=second / ".env", home=second).knowledge == own
    assert contents(own) == contents(live)
    assert (second / ".env").stat().st_mode & 0o777 == 0o600
