"""The whole way of a message: over a socket, to the command as it is run, and back to a phone."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.app.baigu import Baigu
from bot.channel.reply import LIMIT
from bot.model import Question
from bot.settings import load_settings
from bot.simulator.account import Account
from bot.simulator.load import Plan
from bot.simulator.simulation import Simulation
from tests.journeys.messages import now, reply_to, send
from tests.journeys.service import WECHAT, Running, running
from tests.waiting import wait
from tests.wechat.counterpart import MODES, Sent, event, text_message
from tests.wechat.material import SHARED, needs_shared, real_messages

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET


KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
DEV = SHARED.parent / "questions" / "dev.jsonl"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("service"), PLAINTEXT="accept") as running_service:
        yield running_service


def test_a_verification_over_the_wire_is_the_echostr_and_nothing_else(service: Running) -> None:
    got = send(service, Sent(now().query(echostr="6213547281907453"), b""), "GET")
    assert (got.status, got.body) == (200, b"6213547281907453")
    assert got.headers["Content-Length"] == "16"
    assert got.headers["Content-Type"].startswith("text/plain")
    assert "Transfer-Encoding" not in got.headers


@needs_shared
@pytest.mark.parametrize("mode", MODES)
def test_questions_get_in_wechat_what_they_get_in_the_terminal(service: Running, mode: str) -> None:
    settings = load_settings(_env_file=None, public_url="https://baigu.example")
    baigu = Baigu(settings)
    questions = [json.loads(line)["q"] for line in DEV.read_text("utf-8").splitlines()]
    for number, question in enumerate(questions):
        root = reply_to(service, text_message(question, person=f"o{mode}{number}", msg_id=str(number)), mode)
        assert root is not None
        content = root.findtext("Content") or ""
        assert content == baigu.ask(Question(question, person="somebody")).reply.text
        assert 0 < len(content.encode()) <= LIMIT
        assert (root.findtext("ToUserName"), root.findtext("FromUserName")) == (f"o{mode}{number}", "gh_a")


@needs_shared
@pytest.mark.parametrize("retries", [0, 2])
@pytest.mark.parametrize("mode", MODES)
def test_every_real_message_gets_a_valid_reply_and_counts_once(
    service: Running, mode: str, retries: int
) -> None:
    before, replied = service.journal(), 0
    for number, path in enumerate(real_messages()):
        body = path.read_bytes()
        if b"<MsgType>" not in body and b"<Encrypt>" in body:
            continue  # a whole envelope of another account, for the test after this one
        # Pages of documentation use one person and one MsgId for all their messages.
        own = rb"\g<1>%b%d-%d-" % (mode.encode(), retries, number)
        body = re.sub(rb"(<FromUserName>(?:<!\[CDATA\[)?)", own, body)
        body = re.sub(rb"^\s*<\?xml[^>]*\?>\s*", b"", body)
        first, *again = (reply_to(service, body, mode) for _ in range(1 + retries))
        assert all(_content(other) == _content(first) for other in again)
        replied += first is not None
    assert service.journal() - before == replied > 50


def _content(root: ET.Element | None) -> str | None:
    return root.findtext("Content") if root is not None else None


@needs_shared
def test_an_envelope_for_another_account_is_refused(service: Running) -> None:
    envelopes = [
        p for p in real_messages() if b"<Encrypt>" in p.read_bytes() and b"<MsgType>" not in p.read_bytes()
    ]
    assert envelopes
    for path in envelopes:
        for mode in MODES:
            assert send(service, now().sent(path.read_bytes(), mode)).status in (400, 403)


@pytest.mark.parametrize("scanned", [event("subscribe", "qrscene_市方志办"), event("SCAN", "市方志办")])
def test_a_code_that_names_a_unit_shows_the_unit(service: Running, scanned: str) -> None:
    assert "市方志办做了这些" in (_content(reply_to(service, scanned)) or "")


@pytest.mark.parametrize("key", ["", "qrscene_1000000", "last_trade_no_4008072001201701105817415015"])
def test_a_code_that_names_nothing_is_welcomed(service: Running, key: str) -> None:
    assert "点一句试试" in (_content(reply_to(service, event("subscribe", key, person="oNew"))) or "")


def test_every_key_of_the_menu_that_is_shipped_leads_somewhere(service: Running) -> None:
    menu = tomllib.loads((KNOWLEDGE / "menu.toml").read_text("utf-8"))
    buttons = [inner for button in menu["button"] for inner in button.get("below", [button])]
    for key in (button["says"] for button in buttons if "says" in button):
        reply_to(service, event("CLICK", f"baigu:{key}", person=f"oMenu{key}"))
    assert service.journal("status = 'unanswered' and question in ('主题', '单位', '帮助')") == 0
    assert service.journal("status = 'directory'") >= 3


def test_the_simulator_finds_no_fault_in_any_mode(service: Running) -> None:
    class Silent:
        def __getattr__(self, name: str) -> object:
            return lambda *_: None

    account = Account(WECHAT.token, WECHAT.app_id, WECHAT.aes_key)
    assert Simulation(service.webhook, account).tour(Silent()) == 0  # type: ignore[arg-type]


def test_workers_that_are_killed_cost_no_answer_and_no_double_entry(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        over, killed = threading.Event(), list[int]()

        def kill() -> None:
            chance = random.Random(1)  # noqa: S311 # which worker dies is no secret
            while not over.wait(0.05):
                # By what was answered since, and not by the clock, else a busy machine has none that answers.
                if len(workers := service.workers()) == 2 and service.journal() >= 14 * (len(killed) + 1):
                    killed.append(chance.choice(workers))
                    os.kill(killed[-1], signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        account = Account(WECHAT.token, WECHAT.app_id, WECHAT.aes_key)
        plan = Plan(rate=20, seconds=5, persons=10, dropped=0.1, repeated=0.1)
        figures = Simulation(service.webhook, account).load(["小区停车乱怎么办", "单位", "1", "你好"], plan)
        over.set()
        killer.join()
        assert len(killed) > 3
        assert not figures.faults, figures
        # What goes on from what was said before may be answered without that, where the database was busy for long.
        assert {one.said for one in figures.differing} <= {"1"}, figures
        wait(
            lambda: service.journal() >= figures.messages
        )  # what waited for the database comes a little later
        assert service.journal() == figures.messages == 100


def test_units_go_out_as_cards_where_that_is_set(tmp_path: Path) -> None:
    with running(tmp_path, workers=1, CARDS="news") as service:
        roots = [reply_to(service, text_message("方志办做了哪些工作", msg_id="5")) for _ in range(2)]
    for root in roots:  # the second is the stored one
        assert root is not None
        assert root.findtext("MsgType") == "news"
        assert (root.findtext("Articles/item/Url") or "").startswith("https://baigu.example/speeches/")
        assert (root.findtext("Articles/item/PicUrl") or "").startswith("https://baigu.example/pictures/")
