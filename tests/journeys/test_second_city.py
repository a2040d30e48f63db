"""From `baigu init` to a running account, and nothing of our own city on the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.app.checking import Checking
from bot.app.web_service import WebService
from bot.cli import main
from bot.dialogue.naming import examples
from bot.model import Occasion, Question, Status, Wording
from bot.settings import load_settings
from bot.simulator.person import Person
from tests.journeys import second_city
from tests.pages.test_conversation import Visitor
from tests.test_names import NAMES, told
from tests.wechat.counterpart import NOW, Counterpart, text_message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

    from bot.retrieval.dictionary import Dictionary

WECHAT = Counterpart()
BASE = "https://guilin.example.cn"
QUESTIONS = (
    *(
        "没地方停车",
        "小区停车乱怎么办",
        "电瓶车在楼道充电",
        "摆摊怎么管",
        "邻里有事怎么商量",
        "今天天气怎么样",
    ),
    *("城管局做了什么", "七星街道第2条", "停车秩序", "桂林", "柠檬怎么种", "1", "更多", "还有吗", "返回"),
)
# Every city may take part in the campaign that ours takes part in; this one does.
OURS = re.compile(NAMES.pattern.replace("文明城市|", ""))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("second") / "guilin"
    second_city.make(folder)
    return folder


@pytest.fixture(scope="module")
def service(folder: Path, dictionary: Dictionary) -> Iterator[WebService]:
    service = WebService(
        load_settings(
            _env_file=None,
            knowledge=folder,
            public_url=BASE,
            token=WECHAT.token,
            app_id=WECHAT.app_id,
            aes_key=WECHAT.aes_key,
            hotline="12345",
            secret_key="test",
            database_url=f"sqlite:///{folder.parent / 'baigu.db'}",
        ),
        clock=lambda: NOW,
        dictionary=dictionary,
    )
    yield service
    service.close()


@pytest.fixture(scope="module")
def client(service: WebService) -> FlaskClient:
    return service.wsgi().test_client()


def test_no_file_of_the_new_folder_names_our_own_city(folder: Path) -> None:
    assert [line for line in told(folder) if OURS.search(line)] == []


def test_the_folder_has_no_fault_before_and_after_its_first_speeches(service: WebService) -> None:
    reading = Checking(service).check(service.knowledge)
    assert (reading.faults, reading.to_do) == ((), ())
    assert len(reading.corpus.speeches) == 2


@pytest.mark.parametrize(
    ("question", "unit", "practice"),
    [
        ("小区停车乱怎么办", "市城管局", 1),
        ("没地方停车", "市城管局", 1),
        ("桂林的夜市怎么管", "市城管局", 2),
        ("电瓶车在楼道充电", "七星街道", 2),
        ("邻里有事怎么商量", "七星街道", 1),
    ],
)
def test_residents_words_find_the_practices_of_a_city_that_taught_none(
    service: WebService, question: str, unit: str, practice: int
) -> None:
    match = service.ask(Question(question)).answer.matches[0]
    speech = service.edition.corpus.speech_of(match.passage)
    assert (speech.unit.name, match.passage.number) == (unit, practice)


def test_every_example_that_it_gives_is_answered(service: WebService) -> None:
    given = list(examples(service.edition.corpus))
    assert given == ["市城管局做了什么", "邻里有事怎么商量"]
    for question in given:
        assert service.ask(Question(question)).answer.status is Status.ANSWERED


def test_no_reply_names_our_own_city(service: WebService) -> None:
    phrases = [said[0] for said in service.edition.corpus.phrases.values()]
    asked = [Question(text) for text in (*phrases, *QUESTIONS)]
    asked += [Question(occasion=occasion) for occasion in Occasion]
    replies = [service.ask(question).reply.text for question in asked]
    replies.append(service.reception.courtesy(Wording.APOLOGY, "wechat").text)
    assert [reply for reply in replies if OURS.search(reply)] == []
    assert "漓江问答" in service.ask(Question(occasion=Occasion.WELCOME)).reply.text
    assert "市城管局做了什么" in service.ask(Question("帮助")).reply.text


def test_no_page_names_our_own_city_and_each_shows_the_account(client: FlaskClient) -> None:
    seen = dict(second_city.pages(client, BASE))
    assert [path for path, page in seen.items() if OURS.search(page)] == []
    assert [path for path, page in seen.items() if "漓江问答" not in page] == ["/sitemap.xml"]
    assert len(seen) > 20
    home = client.get("/").get_data(as_text=True)
    assert "<title>漓江问答</title>" in home
    assert "桂林怎么做" in re.sub("<[^>]+>", "", home)


def test_what_is_asked_on_a_page_is_answered_in_its_own_name(client: FlaskClient) -> None:
    pages = [Visitor(client).ask(question) for question in QUESTIONS]
    assert "新增停车位860个" in pages[0]
    assert [page for page in pages if OURS.search(page) or "漓江问答" not in page] == []


def test_every_message_that_wechat_signs_is_answered_without_our_own_city(client: FlaskClient) -> None:
    person = Person("oSecond", clock=lambda: NOW)
    pushes = [push.xml("gh_a") for push in (*person.messages(), *person.events())]
    texts = [text_message(text, msg_id=str(number)) for number, text in enumerate(QUESTIONS, 1)]
    replies = list[str]()
    for xml in (*texts, *pushes):
        sent = WECHAT.sent(xml, "safe")
        got = client.post("/wechat", query_string=sent.query, data=sent.body)
        assert got.status_code == 200
        replies.append("" if got.data == b"success" else WECHAT.opened(got.get_data(as_text=True)))
    assert "新增停车位860个" in replies[0]
    assert sum(map(bool, replies)) > len(QUESTIONS) + 10
    assert [reply for reply in replies if OURS.search(reply)] == []


def test_chat_and_serve_speak_in_its_own_name(folder: Path, service: WebService) -> None:
    env = {"BAIGU_KNOWLEDGE": str(folder)}
    chat = CliRunner().invoke(main, ["chat"], input="帮助\n小区停车乱怎么办\n", env=env)
    assert "漓江问答" in chat.output
    assert not OURS.search(chat.output)
    assert service.example == "市城管局做了什么"


def test_it_is_published_and_answers_from_what_was_published(folder: Path, tmp_path: Path) -> None:
    env = {
        "BAIGU_KNOWLEDGE": str(folder),
        "BAIGU_DATABASE_URL": f"sqlite:///{tmp_path / 'baigu.db'}",
        "BAIGU_EDITOR": "小蒋",
    }
    done = CliRunner().invoke(main, ["publish", "--yes", "--why", "开张"], env=env)
    assert done.exit_code == 0, done.output
    assert not OURS.search(done.output)
    settings = load_settings(_env_file=None, database_url=env["BAIGU_DATABASE_URL"], knowledge=tmp_path)
    published = WebService(settings)
    assert published.editions.current().corpus.city.account == "漓江问答"
    published.close()
