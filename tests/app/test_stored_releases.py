"""Where OpenSearch is set a service opens releases in folders, which another process makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.app.web_service import WebService
from bot.corpus.archive import pack
from bot.corpus.folder import KnowledgeFolder
from bot.corpus.stored_corpus import StoredCorpus
from bot.errors import ReleaseError
from bot.model import Conversation, Question, Release
from bot.settings import load_settings
from tests.builders import KNOWLEDGE
from tests.journeys.service import free_port

if TYPE_CHECKING:
    from pathlib import Path

    from bot.dialogue.edition import Edition
    from bot.retrieval.dictionary import Dictionary

QUESTION, ANSWER = "小区停车乱怎么办", "小区党员与我们一起积极帮忙联系车主挪车"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dictionary: Dictionary) -> WebService:
    """A service that has published once; its OpenSearch does not answer."""
    for name, told in (
        ("HOME", tmp_path),
        ("KNOWLEDGE", KNOWLEDGE),
        ("SEARCH_URL", f"http://127.0.0.1:{free_port()}"),
        ("DATABASE_URL", f"sqlite:///{tmp_path / 'baigu.db'}"),
    ):
        monkeypatch.setenv(f"BAIGU_{name}", str(told))
    service = WebService(load_settings(), dictionary=dictionary)
    knowledge = KnowledgeFolder(KNOWLEDGE)
    release = Release(knowledge.load().version, "小李", "第一版", 4)
    service.releases.publish(release, pack(knowledge.files), 0)
    return service


def reply(edition: Edition, text: str = QUESTION) -> str:
    return edition.ask(Question(text), Conversation()).reply.text


def test_a_release_is_opened_from_a_folder_and_answers_as_one_in_memory_does(
    service: WebService, tmp_path: Path, edition: Edition
) -> None:
    service.editions.look()
    opened = service.editions.current()
    assert (opened.release, service.editions.problem) == (1, None)
    assert isinstance(opened.corpus, StoredCorpus)
    assert opened.corpus.version == edition.corpus.version
    for text in (QUESTION, "文明遛狗", "有哪些单位", "市方志办第1条", "今天星期几"):
        assert reply(opened, text) == reply(edition, text)
    client, speech = service.wsgi().test_client(), opened.corpus.newest[0]
    for path in (
        "/",
        "/units",
        f"/units/{speech.unit.slug}",
        "/themes",
        "/speeches",
        f"/speeches/{speech.slug}",
    ):
        assert speech.unit.name in client.get(path, follow_redirects=True).text or path == "/themes"
    for path in ("/about", "/search?q=停车", "/sitemap.xml", "/feed.xml", "/readyz"):
        assert client.get(path).status_code == 200, path
    (place,) = (path for path in (tmp_path / "var" / "stored").iterdir() if path.is_dir())
    made = place.stat().st_ino
    assert [*(tmp_path / "var" / "words").glob("*/words_by_sound.content.npy")]  # by who made the folder

    quoted = opened.ask(Question(QUESTION), Conversation()).answer.matches[0].passage
    less = service._published_edition(1, frozenset({quoted.id}))  # noqa: SLF001 # what the next look would do
    assert ANSWER in reply(opened)
    assert ANSWER not in reply(less)
    assert place.stat().st_ino == made

    (tmp_path / "baigu.db").rename(tmp_path / "away")
    again = WebService(service.settings, dictionary=service.dictionary)
    again.editions.look()
    assert (again.editions.number, reply(again.editions.current())) == (1, reply(edition))

    (place / "shelf" / "words.content.npy").write_bytes(b"")
    with pytest.raises(ReleaseError, match="坏了"):
        again._published_edition(1, frozenset())  # noqa: SLF001 # the same
    assert not place.exists()


def test_why_a_release_cannot_be_put_into_a_folder_is_told(service: WebService) -> None:
    release = Release("2", "小李", "坏的", 4)
    service.releases.publish(release, b"no archive", 1)
    with pytest.raises(ReleaseError, match="第 2 版存不成本机的索引：存着的内容不是一个版本"):
        service._published_edition(2, frozenset())  # noqa: SLF001 # what a look does
