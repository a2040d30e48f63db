import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadFileScheduling

from bot.app.baigu import Baigu
from bot.app.web_service import WebService
from bot.corpus.folder import KnowledgeFolder
from bot.dialogue.edition import Edition
from bot.model import Corpus
from bot.retrieval.dictionary import Dictionary
from bot.settings import Settings, load_settings

from . import postgresql as _postgresql
from . import redis_cluster as _redis_cluster
from . import redis_server as _redis
from .builders import KNOWLEDGE, SHARED
from .opensearch import cluster as _opensearch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]

_HERE = Path(__file__).parent

_JOURNEYS = "tests/journeys/"
"""They measure how long people wait, and so must not keep each other waiting."""

_CUTTERS = 4
"""Most tests are about the words of one of a few corpora, and a cutter takes longer to make than a test."""


_WITH_AN_ENGINE = (
    "tests/app/test_engines_examined.py",
    "tests/retrieval/test_opensearch.py",
    "tests/retrieval/test_opensearch_loss.py",
    "tests/retrieval/test_ranking.py",
)
"""Files that want OpenSearch, as a journey does: in the same process, so that it is started once."""


class _Dealing(LoadFileScheduling):  # type: ignore[misc] # the library publishes no types
    """Deals whole files to the processes that run tests, the journeys as if they were one file."""

    def _split_scope(self, nodeid: str) -> str:
        scope: str = super()._split_scope(nodeid)
        return _JOURNEYS if scope.startswith((_JOURNEYS, *_WITH_AN_ENGINE)) else scope


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> _Dealing:
    return _Dealing(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest first, so that nobody waits for it in the end: journeys, then files in no folder (stories, wheel)."""
    items.sort(key=lambda item: (not item.nodeid.startswith(_JOURNEYS), item.path.parent != _HERE))


# Machines are noisy and the first call of many a function loads a dictionary.
hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.load_profile("here")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("BAIGU_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("BAIGU_HOME", str(tmp_path))
    monkeypatch.setenv("BAIGU_KNOWLEDGE", str(KNOWLEDGE))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def made_of_knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what is made of knowledge at some expense is kept, as it is at home from one command to the next."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(autouse=True)
def _made_once(monkeypatch: pytest.MonkeyPatch, made_of_knowledge: Path) -> None:
    """Each test has a home of its own, but all of them the same dictionary and the same sample."""
    monkeypatch.setattr("bot.app.baigu.Dictionary", lambda _shelves: _dictionary())
    monkeypatch.setattr(Baigu, "_kept_here", made_of_knowledge)


# The functions that are cached keep what takes seconds to build over the sessions of a process: `make mutants`
# forks a thousand from one.
@cache
def _dictionary() -> Dictionary:
    return Dictionary(cutters=_CUTTERS)


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    return _dictionary()


@pytest.fixture(scope="session")
def knowledge() -> Corpus:
    return KnowledgeFolder(KNOWLEDGE).load()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(
        database_url=f"sqlite:///{tmp_path / 'baigu.db'}", secret_key="test", hotline="12345", _env_file=None
    )


@pytest.fixture
def baigu(settings: Settings, dictionary: Dictionary) -> WebService:
    return WebService(settings, dictionary=dictionary)


@cache
def _edition() -> Edition:
    return Baigu(load_settings(_env_file=None, knowledge=KNOWLEDGE), dictionary=_dictionary()).edition


@pytest.fixture(scope="session")
def edition() -> Edition:
    return _edition()


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """Debian's browser; one for all tests, for a thread drives no two."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 # most tests need none

    path = shutil.which("chromium")
    if path is None:
        reason = "no chromium: apt-get install chromium fonts-noto-cjk"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("../shared stands only where Baigu is developed")
    return SHARED


@pytest.fixture(scope="session")
def redis_server() -> Iterator[_redis.Server]:
    with _redis.running() as server:
        yield server


@pytest.fixture(scope="session")
def redis_cluster() -> Iterator[_redis_cluster.Cluster]:
    with _redis_cluster.running() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def opensearch() -> Iterator[_opensearch.Cluster]:
    """A single node; to start it takes seconds, so that all tests share it."""
    with _opensearch.running() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def three_nodes() -> Iterator[_opensearch.Cluster]:
    """Small ones; what holds of search holds where passages and speeches are on several machines."""
    with _opensearch.running(nodes=3, heap=256) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgresql() -> Iterator[_postgresql.Server]:
    with _postgresql.running() as server:
        yield server
