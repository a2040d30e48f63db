from pathlib import Path

import pytest

from bot.dialogue.edition import Edition, verify
from bot.dialogue.reception import Reception
from bot.errors import UnfaithfulQuote
from bot.model import Answer, Passage, Question, Quote, Reply, Role, Status
from bot.state.memory import SqlMemory, connect


@pytest.fixture
def memory(tmp_path: Path) -> SqlMemory:
    return SqlMemory(connect(f"sqlite:///{tmp_path / 'b.db'}"))


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


def test_whoever_asks_to_be_forgotten_leaves_no_trace(edition: Edition, memory: SqlMemory) -> None:
    reception = Reception(lambda: edition, memory)
    reception.reply(Question("防排处", person="p", key="1"))
    assert "删除" in reception.reply(Question("删除我的记录", person="p", key="2")).text
    assert memory.reply_to("1") is None
    assert memory.conversation("p").choices == ()


def test_a_quote_that_is_not_in_its_speech_is_not_sent(edition: Edition, memory: SqlMemory) -> None:
    forged = Passage("fangzhiban-20240111", "p1", "", "我们从来没有说过这句话。", Role.PRACTICE, 1)

    def render(answer: Answer) -> Reply:
        if answer.status is Status.ANSWERED:
            return Reply(forged.text, Status.ANSWERED, Quote(forged, 0, len(forged.text)))
        return edition.render(answer)

    forging = Edition(edition.corpus, edition.search, edition.dialogue, render)
    reply = Reception(lambda: forging, memory).reply(Question("小区停车乱怎么办"))
    assert reply.status is Status.UNANSWERED
    assert forged.text not in reply.text


def test_a_quote_changed_on_its_way_into_the_reply_is_noticed(edition: Edition) -> None:
    passage = edition.corpus.passages[0]
    with pytest.raises(UnfaithfulQuote):
        verify(Reply("别的话", Status.ANSWERED, Quote(passage, 0, 10)), edition.corpus)
