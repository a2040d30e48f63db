import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select

from bot.dialogue.edition import Edition
from bot.dialogue.reception import Reception
from bot.model import Answer, Conversation, Passage, Question, Quote, Reply, Role, Status, Wording
from bot.state import tables
from bot.state.database import Database
from bot.state.journal import SqlJournal
from bot.state.memory import SqlMemory


@pytest.fixture(autouse=True)
def unfiltered() -> None:
    """Whoever logged to a file before this has let the small things out."""
    structlog.reset_defaults()


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'b.db'}")


@pytest.fixture
def memory(database: Database) -> SqlMemory:
    return SqlMemory(database)


@pytest.fixture
def journal(database: Database) -> SqlJournal:
    return SqlJournal(database)


def test_the_same_message_gets_the_same_reply_and_is_counted_once(
    edition: Edition, memory: SqlMemory
) -> None:
    reception = Reception(lambda: edition, memory)
    first = reception.reply(Question("防排处", person="p", key="k"))
    assert reception.reply(Question("防排处", person="p", key="k")).text == first.text
    assert reception.reply(Question("社科联", person="p", key="other")).text != first.text


def test_a_conversation_goes_on_over_messages(edition: Edition, memory: SqlMemory) -> None:
    reception = Reception(lambda: edition, memory)
    reception.reply(Question("防排处", person="p", key="1"))
    assert "泵站开放日" in reception.reply(Question("2", person="p", key="2")).text
    assert "泵站开放日" not in reception.reply(Question("2", person="somebody else", key="3")).text


@pytest.mark.parametrize("is_taken_in", [False, True])
def test_whoever_asks_to_be_forgotten_leaves_no_trace(
    edition: Edition, memory: SqlMemory, journal: SqlJournal, database: Database, *, is_taken_in: bool
) -> None:
    reception = Reception(lambda: edition, memory)
    reception.reply(Question("防排处", person="p", key="1"))
    if is_taken_in:
        journal.take_in()
    assert "删除" in reception.reply(Question("删除我的记录", person="p", key="2")).text
    journal.take_in()
    known = memory.recall("1", "p")
    assert isinstance(known, Conversation)
    assert known.choices == ()
    with database.reading() as connection:
        kept = connection.execute(select(tables.journal.c.person, tables.journal.c.question)).all()
    assert sorted(kept) == [(None, "删除我的记录"), (None, "［已删除］")]


@pytest.mark.parametrize("is_taken_in", [False, True])
def test_whoever_leaves_is_erased_everywhere(
    edition: Edition, memory: SqlMemory, journal: SqlJournal, database: Database, *, is_taken_in: bool
) -> None:
    reception = Reception(lambda: edition, memory)
    reception.reply(Question("防排处", person="p", key="1"))
    if is_taken_in:
        journal.take_in()
    reception.forget("p", time.time())
    journal.take_in()
    with database.reading() as connection:
        for table in (tables.conversations, tables.outbox):
            assert connection.execute(select(table)).all() == []
        assert connection.execute(select(tables.replies.c.person, tables.replies.c.reply)).all() == [
            (None, "")
        ]
        ((person, question, status),) = connection.execute(
            select(tables.journal.c.person, tables.journal.c.question, tables.journal.c.status)
        ).all()
    assert (person, question, status) == (None, "［已删除］", "answered")


def test_a_quote_that_is_not_in_its_speech_is_not_sent(edition: Edition, memory: SqlMemory) -> None:
    forged = Passage("fangzhiban-20240111", "p1", "", "我们从来没有说过这句话。", Role.PRACTICE, 1)

    def render(answer: Answer, _channel: str = "") -> Reply:
        if answer.status is Status.ANSWERED:
            return Reply(forged.text, Status.ANSWERED, (Quote(forged, 0, len(forged.text)),))
        return edition.render(answer)

    forging = Edition(edition.corpus, edition.search, edition.dialogue, render)
    reply = Reception(lambda: forging, memory).reply(Question("小区停车乱怎么办"))
    assert reply.status is Status.UNANSWERED
    assert forged.text not in reply.text


# What is kept of each message, and what is not


@dataclass
class Noting:
    """A memory that notes what it is told."""

    kept: list[tuple[Question, Answer, Reply, Conversation]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    asked: list[tuple[str | None, str | None]] = field(default_factory=list)
    before: Conversation = field(default_factory=Conversation)
    stands: Reply | None = None
    given: Reply | None = None
    forgets: bool = True

    def recall(self, key: str | None, person: str | None) -> Reply | Conversation:
        self.asked.append((key, person))
        return self.given or self.before

    def keep(self, question: Question, answer: Answer, reply: Reply, conversation: Conversation) -> Reply:
        self.kept.append((question, answer, reply, conversation))
        return self.stands or reply

    def forget(self, person: str, at: float | None = None) -> bool:  # noqa: ARG002 # a port's
        self.forgotten.append(person)
        return self.forgets


def test_each_new_message_is_kept_with_its_answer_and_the_conversation_after_it(edition: Edition) -> None:
    memory = Noting()
    asked = Question("防排处", person="p", key="k", channel="wechat")
    reply = Reception(lambda: edition, memory).reply(asked)
    answer, after = edition.dialogue.answer(asked, Conversation())
    assert memory.asked == [("k", "p")]
    assert memory.kept == [(asked, answer, reply, after)]
    assert after != Conversation()


def test_a_message_of_nobody_is_kept_without_asking_who_it_was(edition: Edition) -> None:
    memory = Noting()
    Reception(lambda: edition, memory).reply(Question("防排处"))
    assert memory.asked == [(None, None)]
    assert len(memory.kept) == 1


def test_the_conversation_before_is_what_a_message_leans_on(edition: Edition) -> None:
    memory = Noting(before=Conversation(passage="fangzhiban-20240111#p1"))
    Reception(lambda: edition, memory).reply(Question("第二条", person="p"))
    assert memory.kept[0][1].matches[0].passage.id == "fangzhiban-20240111#p2"


def test_a_message_that_came_before_is_not_met_again(edition: Edition) -> None:
    memory = Noting(given=Reply("答过的", Status.ANSWERED))
    reply = Reception(lambda: edition, memory).reply(Question("防排处", person="p", key="k"))
    assert reply is memory.given
    assert (memory.asked, memory.kept) == ([("k", "p")], [])


def test_the_reply_that_stands_is_the_one_that_memory_says(edition: Edition) -> None:
    first = Reply("先答的", Status.ANSWERED)
    assert Reception(lambda: edition, Noting(stands=first)).reply(Question("防排处", key="k")) is first


def test_who_is_forgotten_is_forgotten_once_and_no_more_named_in_what_is_kept(edition: Edition) -> None:
    memory = Noting(before=Conversation(trail=("防排处",)))
    Reception(lambda: edition, memory).reply(Question("删除我的记录", person="p", key="k"))
    assert memory.forgotten == ["p"]
    ((question, answer, _, after),) = memory.kept
    assert (question.person, question.key) == (None, "k")
    assert answer.forgets
    assert after == Conversation()


def test_whoever_can_be_forgotten_only_later_is_told_so(edition: Edition) -> None:
    memory = Noting(forgets=False)
    reply = Reception(lambda: edition, memory).reply(Question("删除我的记录", person="p", key="k"))
    assert "已经记下" in reply.text
    assert "已经删除" not in reply.text
    assert memory.kept[0][2] == reply


@pytest.mark.parametrize("asked", ["2", "第二条", "下一个", "谁讲的", "详细一点", "返回"])
def test_what_leans_on_a_conversation_that_is_lost_is_met_by_saying_so(edition: Edition, asked: str) -> None:
    reply = Reception(lambda: edition, Noting(before=Conversation(is_lost=True))).reply(
        Question(asked, person="p")
    )
    assert "读不到" in reply.text


def test_a_question_of_its_own_is_answered_though_the_conversation_is_lost(edition: Edition) -> None:
    lost = Noting(before=Conversation(is_lost=True))
    asked = Question("小区停车乱怎么办", person="p")
    assert Reception(lambda: edition, lost).reply(asked) == Reception(lambda: edition, Noting()).reply(asked)


def test_nobody_is_forgotten_by_any_other_message(edition: Edition) -> None:
    memory = Noting()
    reception = Reception(lambda: edition, memory)
    for text in ("防排处", "谢谢", "今天星期几"):
        reception.reply(Question(text, person="p"))
    reception.reply(Question("删除我的记录"))
    assert memory.forgotten == []
    reception.forget("p", 1.0)
    assert memory.forgotten == ["p"]


def test_an_apology_is_a_courtesy_and_not_kept(edition: Edition) -> None:
    memory = Noting()
    apology = Reception(lambda: edition, memory).courtesy(Wording.APOLOGY, "wechat")
    assert "抱歉" in apology.text
    assert apology.status is Status.COURTESY
    assert memory.kept == []


def test_what_was_asked_last_is_answered_from_the_edition_that_stands_by_then(edition: Edition) -> None:
    after = replace(edition, render=lambda answer, _channel="": Reply("新的一版", answer.status))
    editions = iter((edition, after))
    reception = Reception(lambda: next(editions), Noting())
    assert reception.reply(Question("谢谢")).text != "新的一版"
    assert reception.reply(Question("谢谢")).text == "新的一版"


def test_what_is_held_back_is_kept_as_unanswered_and_the_conversation_stays(edition: Edition) -> None:
    passage = edition.corpus.passages[0]
    forged = Reply("没有这句话", Status.ANSWERED, (Quote(passage, 0, 10),))
    forging = replace(
        edition, render=lambda answer, _channel="": forged if answer.quote else edition.render(answer)
    )
    memory = Noting(before=Conversation(trail=("防排处",)))
    with structlog.testing.capture_logs() as logged:
        reply = Reception(lambda: forging, memory).reply(Question("小区停车乱怎么办", person="p"))
    ((_, answer, kept, after),) = memory.kept
    assert (answer.status, kept, after) == (Status.UNANSWERED, reply, memory.before)
    assert reply.status is Status.UNANSWERED
    assert logged[0] == {
        "event": "unfaithful_quote",
        "log_level": "error",
        "error": f"引文与 {passage.id} 的原文不符；没有发出，请核对 knowledge/speeches/",
    }
    assert [(entry["event"], entry["status"]) for entry in logged[1:]] == [("replied", "unanswered")]


def test_the_log_says_of_a_reply_how_it_was_met_and_how_long_that_took_and_not_what_or_who(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = 1000.0

    def render(answer: Answer, _channel: str = "") -> Reply:
        nonlocal seconds
        seconds += 0.0123456
        return edition.render(answer)

    monkeypatch.setattr("time.perf_counter", lambda: seconds)
    reception = Reception(lambda: replace(edition, render=render), Noting())
    with structlog.testing.capture_logs() as logged:
        reception.reply(Question("小区停车乱怎么办", person="p", key="k", channel="wechat"))
    assert logged == [
        {
            "event": "replied",
            "log_level": "debug",
            "channel": "wechat",
            "status": "answered",
            "wording": "answered",
            "ms": 12.3,
        }
    ]


def test_a_message_that_came_before_is_not_counted_in_the_log(edition: Edition) -> None:
    reception = Reception(lambda: edition, Noting(given=Reply("答过的", Status.ANSWERED)))
    with structlog.testing.capture_logs() as logged:
        reception.reply(Question("防排处", person="p", key="k"))
    assert logged == []


def test_whoever_is_known_is_asked_once_in_a_conversation_if_an_answer_helped(
    edition: Edition, memory: SqlMemory
) -> None:
    reception = Reception(lambda: edition, memory)

    def said(text: str, person: str | None = "p") -> str:
        return reception.reply(Question(text, person=person)).text

    assert "帮上您了吗" not in said("文明遛狗", None)
    assert "帮上您了吗" not in said("今天星期几")
    first = said("文明遛狗")
    assert "帮上您了吗" in first
    assert first.count("msgmenucontent") == 3
    assert "帮上您了吗" not in said("小区停车乱怎么办")
    assert "帮上您了吗" in said("小区停车乱怎么办", "somebody else")


def test_what_is_said_of_an_answer_is_kept_with_it_as_a_tap_or_in_any_words(
    edition: Edition, memory: SqlMemory, journal: SqlJournal, database: Database
) -> None:
    reception = Reception(lambda: edition, memory)
    for person, words in (("p", "有用"), ("q", "没帮上"), ("r", "听不懂你讲什么"), ("s", "一点用都没有")):
        reception.reply(Question("文明遛狗", person=person))
        reception.reply(Question(words, person=person))
    journal.take_in()
    with database.reading() as connection:
        kept = connection.execute(select(tables.journal.c.feedback).where(tables.journal.c.why.is_not(None)))
        assert [row[0] for row in kept] == ["useful", "useless", "useless", "useless"]


def test_the_release_that_answered_and_how_long_it_took_are_kept(
    edition: Edition, memory: SqlMemory, journal: SqlJournal, database: Database
) -> None:
    Reception(lambda: replace(edition, release=3), memory).reply(Question("文明遛狗", person="p"))
    journal.take_in()
    with database.reading() as connection:
        (row,) = connection.execute(select(tables.journal)).all()
    assert row.release == 3
    assert 0 < row.latency < 5
