from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.app.web_service import WebService
from bot.corpus.archive import pack
from bot.errors import KnowledgeError
from bot.model import Question, Release, Reply, Status
from tests.wechat.counterpart import Counterpart, text_message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from bot.model import Corpus
    from bot.retrieval.dictionary import Dictionary
    from tests.redis_server import Server as RedisServer

PAGE = "/speeches/fangpaichu-20240111"


def publish(baigu: WebService, folder: Path, title: str) -> None:
    """Publish with another title of a speech, unchecked."""
    path = folder / "speeches" / "fangpaichu-20240111.md"
    _, *rest = path.read_text("utf-8").removeprefix("---\n").split("\n")
    path.write_text("\n".join(["---", f"title: {title}", *rest]), "utf-8")
    release = Release(baigu.knowledge.load().version, "小李", title, 4)
    baigu.releases.publish(release, pack(baigu.knowledge.files), len(baigu.releases.switches()))


def execute(baigu: WebService, statement: str) -> None:
    with baigu.database.writing() as connection:
        connection.exec_driver_sql(statement)


def ready(baigu: WebService) -> tuple[int, str]:
    response = baigu.wsgi().test_client().get("/readyz")
    return response.status_code, response.get_data(as_text=True)


def page(baigu: WebService) -> str:
    return baigu.wsgi().test_client().get(PAGE).get_data(as_text=True)


def test_pages_and_replies_come_from_the_release_and_ask_from_the_folder(
    baigu: WebService, folder: Path
) -> None:
    publish(baigu, folder, "发布了的题目")
    path = folder / "speeches" / "fangpaichu-20240111.md"
    path.write_text(path.read_text("utf-8").replace("发布了的题目", "还没有发布的题目"), "utf-8")
    baigu.editions.look()
    assert "发布了的题目" in page(baigu)
    assert "还没有发布的题目" not in page(baigu)
    assert baigu.reception.reply(Question("文明遛狗")).release == 1
    asked = baigu.ask(Question("文明遛狗"))
    assert asked.reply.release is None
    assert baigu.edition.corpus.speech_of(asked.answer.matches[0].passage).title == "还没有发布的题目"


def test_pages_of_a_running_service_change_with_the_release(baigu: WebService, folder: Path) -> None:
    client = baigu.wsgi().test_client()
    for title in ("第一个题目", "第二个题目"):
        publish(baigu, folder, title)
        baigu.editions.look()
        assert title in client.get(PAGE).get_data(as_text=True)
        assert title in client.get("/speeches").get_data(as_text=True)
    baigu.releases.roll_back(1, "小李", "试", 2)
    baigu.editions.look()
    assert "第一个题目" in client.get("/speeches").get_data(as_text=True)


def test_with_a_damaged_release_the_service_is_ready_answers_from_the_last_good_one_and_says_so(
    baigu: WebService, folder: Path
) -> None:
    publish(baigu, folder, "好的题目")
    baigu.editions.look()
    publish(baigu, folder, "坏了的题目")
    execute(baigu, "UPDATE releases SET content = x'00' WHERE number = 2")
    baigu.editions.look()
    status, told = ready(baigu)
    assert (status, told.split("\n")[0]) == (200, "degraded")
    assert "第 2 版用不了，还在用第 1 版。第 2 版坏了" in told
    assert "好的题目" in page(baigu)
    assert "坏了的题目" not in page(baigu)


@pytest.mark.parametrize("damage", ["DROP TABLE switches", "DROP TABLE releases"])
def test_with_damaged_tables_the_service_goes_on_answering(
    baigu: WebService, folder: Path, damage: str
) -> None:
    publish(baigu, folder, "好的题目")
    baigu.editions.look()
    publish(baigu, folder, "后来的题目")
    execute(baigu, damage)
    baigu.editions.look()
    status, told = ready(baigu)
    assert status == 200
    assert "还在用第 1 版" in told
    assert "好的题目" in page(baigu)


@pytest.mark.parametrize("published", [False, True])
def test_a_knowledge_folder_that_breaks_does_not_touch_a_running_service(
    baigu: WebService, folder: Path, *, published: bool
) -> None:
    if published:
        publish(baigu, folder, "好的题目")
    baigu.editions.look()
    (folder / "units.toml").write_text("[[broken", "utf-8")
    baigu.editions.look()
    assert ready(baigu) == (200, "ok\n")
    shutil.rmtree(folder)
    baigu.editions.look()
    assert ready(baigu) == (200, "ok\n")
    assert "<h1" in page(baigu)


def test_a_machine_that_starts_without_database_and_folder_answers_from_the_release_it_had(
    baigu: WebService, folder: Path, tmp_path: Path, dictionary: Dictionary
) -> None:
    publish(baigu, folder, "发布了的题目")
    baigu.editions.look()
    baigu.close()
    shutil.rmtree(folder)
    (tmp_path / "baigu.db").write_bytes(b"no database" * 1000)
    again = WebService(baigu.settings, dictionary=dictionary)
    status, told = ready(again)
    assert (status, told.split("\n")[0]) == (200, "degraded")
    assert "看不到发布了哪些版本，还在用第 1 版" in told
    assert "发布了的题目" in page(again)


def test_a_service_that_starts_with_a_broken_folder_uses_the_release(baigu: WebService, folder: Path) -> None:
    publish(baigu, folder, "好的题目")
    shutil.rmtree(folder)
    assert "好的题目" in page(baigu)
    assert ready(baigu) == (200, "ok\n")


def test_a_service_that_has_nothing_to_answer_from_does_not_start(baigu: WebService, folder: Path) -> None:
    (folder / "units.toml").write_text("[[broken", "utf-8")
    with pytest.raises(KnowledgeError, match=r"units\.toml:1"):
        baigu.serve("127.0.0.1", 1, 1, lambda: None)


@pytest.mark.parametrize(("plaintext", "status"), [("refuse", 403), ("accept", 200)])
def test_messages_in_the_clear_are_taken_beside_a_key_only_where_the_operator_says_so(
    baigu: WebService, plaintext: str, status: int
) -> None:
    wechat = Counterpart(now=int(time.time()))
    secrets = {"token": SecretStr(wechat.token), "aes_key": SecretStr(wechat.aes_key)}
    account = {**secrets, "app_id": wechat.app_id, "plaintext": plaintext}
    baigu.settings = baigu.settings.model_copy(update=account)
    client = baigu.wsgi().test_client()
    sent = wechat.sent(text_message())
    assert client.post("/wechat", query_string=dict(sent.query), data=sent.body).status_code == status


def test_a_passage_that_is_withheld_is_neither_quoted_nor_shown_and_its_page_says_so(
    baigu: WebService,
) -> None:
    asked, passage = Question("文明遛狗"), "fangpaichu-20240111#p1"
    first = baigu.reception.reply(replace(asked, person="p", key="k"))
    client = baigu.wsgi().test_client()
    words = client.get(f"{PAGE}/p1").get_data(as_text=True)
    assert first.quoted == (passage,)
    assert isinstance(baigu.memory.recall("k", None), Reply)
    baigu.withholdings.record(passage, "小李", "说错了", is_back=False)
    for take_up in (baigu.editions.hold_back, baigu.editions.look):
        take_up()
        again, anew = baigu.reception.reply(replace(asked, person="p", key="k")), baigu.reception.reply(asked)
        (quote,) = first.quotes
        assert not any(quote.text in reply.text for reply in (again, anew))
        assert again.status is Status.UNANSWERED
        assert client.get(f"{PAGE}/p1").status_code == 410
        assert "已经撤回" in client.get(f"{PAGE}/p1").get_data(as_text=True)
        speech = client.get(f"{PAGE}?p1=0-5").get_data(as_text=True)
        assert 'id="p1">这里有一段已经撤回' in speech
        assert quote.text[:10] not in speech
        assert "/p1" not in client.get("/sitemap.xml").get_data(as_text=True)
        assert client.get("/search?q=文明遛狗").status_code == 200
    baigu.withholdings.record(passage, "小李", "核实过了", is_back=True)
    baigu.editions.look()
    assert baigu.reception.reply(asked).quoted == (passage,)
    assert client.get(f"{PAGE}/p1").get_data(as_text=True) == words


def test_a_speech_of_which_nothing_is_left_says_so_under_every_name_it_had(
    baigu: WebService, folder: Path
) -> None:
    path = folder / "speeches" / "fangpaichu-20240111.md"
    path.write_text(
        path.read_text("utf-8").replace("\nsource:\n", "\nformerly: [old]\nsource:\n", 1), "utf-8"
    )
    for passage in baigu.knowledge.load().speech("fangpaichu-20240111").passages:  # type: ignore[union-attr]
        baigu.withholdings.record(
            passage.id.replace("fangpaichu-20240111", "old"), "小李", "全错了", is_back=False
        )
    client = baigu.wsgi().test_client()
    for address in (PAGE, f"{PAGE}/p1", "/speeches/old", "/speeches/old/p1"):
        assert client.get(address).status_code == 410
    assert client.get("/").status_code == 200
    assert client.get("/units/fangpaichu").status_code == 404  # as any unit that has told nothing
    assert baigu.reception.reply(Question("防排处")).text


def test_what_was_asked_is_kept_for_as_many_days_as_the_operator_says(baigu: WebService) -> None:
    baigu.settings = baigu.settings.model_copy(update={"journal_days": 2})
    now = [1_700_000_000.0]
    baigu.clock = lambda: now[0]
    baigu.reception.reply(Question("谢谢"))
    for days, left in ((0, 1), (1.9, 1), (0.2, 0)):
        now[0] += days * 86400
        baigu.journal.take_in()
        with baigu.database.reading() as connection:
            assert len(connection.exec_driver_sql("SELECT * FROM journal").all()) == left


def test_no_address_of_the_site_shows_what_is_withheld(baigu: WebService) -> None:
    corpus = baigu.knowledge.load()
    passage = corpus.passage("fangpaichu-20240111#p1")
    assert passage
    words = passage.text[slice(*passage.sentences[0])].encode()
    app = baigu.wsgi()
    client = app.test_client()
    assert any(words in client.get(address).data for address in addresses(app, corpus))
    baigu.withholdings.record(passage.id, "小李", "说错了", is_back=False)
    for take_up in (baigu.editions.hold_back, baigu.editions.look):
        take_up()
        for address in addresses(app, corpus):
            response = client.get(address)
            assert response.status_code in (200, 301, 302, 404, 410, 503), address
            assert words not in response.data, address


def addresses(app: Flask, corpus: Corpus) -> Iterator[str]:
    """Every address of the site that can be read, with the names of a speech, its unit and a theme in it."""
    speech = corpus.speeches[0]
    slugs = [speech.slug, speech.unit.slug, corpus.themes[0].slug]
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("pages.") and "GET" in (rule.methods or ()):
            for slug in slugs if "slug" in rule.arguments else [""]:
                yield rule.rule.replace("<slug>", slug).replace("<anchor>", "p1") + "?q=文明遛狗"


def test_a_new_message_asks_redis_twice_and_one_that_comes_again_once(
    baigu: WebService, redis_server: RedisServer
) -> None:
    wechat, redis = Counterpart(now=int(time.time())), redis_server.client()
    secrets = {"token": wechat.token, "aes_key": wechat.aes_key, "redis_url": redis_server.new_database()}
    account = {name: SecretStr(secret) for name, secret in secrets.items()}
    baigu.settings = baigu.settings.model_copy(update={**account, "app_id": wechat.app_id})
    client = baigu.wsgi().test_client()

    def asked(number: int) -> tuple[int, int, int]:
        """How often Redis heard anything, how many scripts it ran and how many conversations it read for a message."""
        sent = wechat.sent(text_message(msg_id=str(number)), "safe")
        redis.config_resetstat()
        assert client.post("/wechat", query_string=dict(sent.query), data=sent.body).status_code == 200
        heard, ran = redis.info("stats")["total_reads_processed"] - 1, redis.info("commandstats")
        scripts, read = (ran.get(f"cmdstat_{name}", {"calls": 0})["calls"] for name in ("eval", "hmget"))
        return heard, scripts, read

    asked(1)  # which connects
    assert asked(2) == (2, 1, 1)
    assert asked(2) == (1, 0, 1)


def test_without_an_address_of_redis_what_speaks_to_it_is_not_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from bot.app.web_service import WebService; from bot.settings import load_settings\n"
        f"service = WebService(load_settings(database_url='sqlite:///{tmp_path}/b.db', _env_file=None))\n"
        "service.database.make()  # made before somebody waits for it\n"
        "assert service.memory.failure() is None and service.shared is None\n"
        "print('redis' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert said.stdout == "False\n"
