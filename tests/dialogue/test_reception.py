from pathlib import Path

import pytest
from sqlalchemy import select

from bot.dialogue.edition import Edition
from bot.dialogue.reception import Reception, verify
from bot.errors import UnfaithfulQuote
from bot.model import Answer, Passage, Question, Quote, Reply, Status
from bot.state import tables
from bot.state.database import Database
from bot.state.journal import SqlJournal
from bot.state.memory import SqlMemory


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
    edition: Edition, memory: SqlMemory, journal: SqlJournal
) -> None:
    reception = Reception(lambda: edition, memory, journal)
    first = reception.reply(Question("防排处", person="p", key="k"))
    assert reception.reply(Question("防排处", person="p", key="k")).text == first.text
    assert reception.reply(Question("社科联", person="p", key="other")).text != first.text


def test_a_conversation_goes_on_over_messages(
    edition: Edition, memory: SqlMemory, journal: SqlJournal
) -> None:
    reception = Reception(lambda: edition, memory, journal)
    reception.reply(Question("防排处", person="p", key="1"))
    assert "泵站开放日" in reception.reply(Question("2", person="p", key="2")).text
    assert "泵站开放日" not in reception.reply(Question("2", person="somebody else", key="3")).text


@pytest.mark.parametrize("is_taken_in", [False, True])
def test_whoever_asks_to_be_forgotten_leaves_no_trace(
    edition: Edition, memory: SqlMemory, journal: SqlJournal, database: Database, *, is_taken_in: bool
) -> None:
    reception = Reception(lambda: edition, memory, journal)
    reception.reply(Question("防排处", person="p", key="1"))
    if is_taken_in:
        journal.take_in()
    assert "删除" in reception.reply(Question("删除我的记录", person="p", key="2")).text
    journal.take_in()
    assert memory.reply_to("1") is None
    assert memory.conversation("p").choices == ()
    with database.reading() as connection:
        kept = connection.execute(select(tables.journal.c.person, tables.journal.c.question)).all()
    assert kept == [(None, "删除我的记录")]


@pytest.mark.parametrize("is_taken_in", [False, True])
def test_whoever_leaves_is_erased_everywhere(
    edition: Edition, memory: SqlMemory, journal: SqlJournal, database: Database, *, is_taken_in: bool
) -> None:
    reception = Reception(lambda: edition, memory, journal)
    reception.reply(Question("防排处", person="p", key="1"))
    if is_taken_in:
        journal.take_in()
    reception.forget("p")
    with database.reading() as connection:
        for table in (tables.replies, tables.conversations, tables.outbox, tables.journal):
            assert connection.execute(select(table)).all() == []


def test_a_quote_that_is_not_in_its_speech_is_not_sent(
    edition: Edition, memory: SqlMemory, journal: SqlJournal
) -> None:
    forged = Passage("fangzhiban-20240111", "p1", "", "我们从来没有说过这句话。", 1)

    def render(answer: Answer) -> Reply:
        if answer.status is Status.ANSWERED:
            return Reply(forged.text, Status.ANSWERED, Quote(forged, 0, len(forged.text)))
        return edition.render(answer)

    forging = Edition(edition.corpus, edition.search, edition.dialogue, render)
    reply = Reception(lambda: forging, memory, journal).reply(Question("小区停车乱怎么办"))
    assert reply.status is Status.UNANSWERED
    assert forged.text not in reply.text


def test_a_quote_changed_on_its_way_into_the_reply_is_noticed(edition: Edition) -> None:
    passage = edition.corpus.passages[0]
    with pytest.raises(UnfaithfulQuote):
        verify(Reply("别的话", Status.ANSWERED, Quote(passage, 0, 10)), edition.corpus)
