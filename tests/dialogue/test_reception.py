from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import structlog

from bot.dialogue.edition import Edition, verify
from bot.dialogue.reception import Reception
from bot.errors import UnfaithfulQuote
from bot.model import Answer, Conversation, Passage, Question, Quote, Reply, Role, Status
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


# What is kept of each message, and what is not


@dataclass
class Noting:
    """A memory that notes what it is told."""

    kept: list[tuple[Question, Answer, Reply, Conversation]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    before: Conversation = field(default_factory=Conversation)
    stands: Reply | None = None
    given: Reply | None = None

    def reply_to(self, key: str) -> Reply | None:
        self.asked.append(key)
        return self.given

    def conversation(self, person: str) -> Conversation:
        self.asked.append(person)
        return self.before

    def keep(self, question: Question, answer: Answer, reply: Reply, conversation: Conversation) -> Reply:
        self.kept.append((question, answer, reply, conversation))
        return self.stands or reply

    def forget(self, person: str) -> None:
        self.forgotten.append(person)


def test_each_new_message_is_kept_with_its_answer_and_the_conversation_after_it(edition: Edition) -> None:
    memory = Noting()
    asked = Question("防排处", person="p", key="k", channel="wechat")
    reply = Reception(lambda: edition, memory).reply(asked)
    answer, after = edition.dialogue.answer(asked, Conversation())
    assert memory.asked == ["k", "p"]
    assert memory.kept == [(asked, answer, reply, after)]
    assert after != Conversation()


def test_a_message_of_nobody_is_kept_without_asking_who_it_was(edition: Edition) -> None:
    memory = Noting()
    Reception(lambda: edition, memory).reply(Question("防排处"))
    assert memory.asked == []
    assert len(memory.kept) == 1


def test_the_conversation_before_is_what_a_message_leans_on(edition: Edition) -> None:
    memory = Noting(before=Conversation(passage="fangzhiban-20240111#p1"))
    Reception(lambda: edition, memory).reply(Question("第二条", person="p"))
    assert memory.kept[0][1].matches[0].passage.id == "fangzhiban-20240111#p2"


def test_a_message_that_came_before_is_not_met_again(edition: Edition) -> None:
    memory = Noting(given=Reply("答过的", Status.ANSWERED))
    reply = Reception(lambda: edition, memory).reply(Question("防排处", person="p", key="k"))
    assert reply is memory.given
    assert (memory.asked, memory.kept) == (["k"], [])


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


def test_nobody_is_forgotten_by_any_other_message(edition: Edition) -> None:
    memory = Noting()
    reception = Reception(lambda: edition, memory)
    for text in ("防排处", "谢谢", "今天星期几"):
        reception.reply(Question(text, person="p"))
    assert memory.forgotten == []
    reception.reply(Question("删除我的记录"))
    assert memory.forgotten == []
    reception.forget("p")
    assert memory.forgotten == ["p"]


def test_an_apology_is_not_kept(edition: Edition) -> None:
    memory = Noting()
    assert "抱歉" in Reception(lambda: edition, memory).apology().text
    assert memory.kept == []


def test_what_is_held_back_is_kept_as_unanswered_and_the_conversation_stays(edition: Edition) -> None:
    passage = edition.corpus.passages[0]
    forged = Reply("没有这句话", Status.ANSWERED, Quote(passage, 0, 10))
    forging = replace(edition, render=lambda answer: forged if answer.quote else edition.render(answer))
    memory = Noting(before=Conversation(trail=("防排处",)))
    with structlog.testing.capture_logs() as logged:
        reply = Reception(lambda: forging, memory).reply(Question("小区停车乱怎么办", person="p"))
    ((_, answer, kept, after),) = memory.kept
    assert (answer.status, kept, after) == (Status.UNANSWERED, reply, memory.before)
    assert reply.status is Status.UNANSWERED
    assert [entry["event"] for entry in logged] == ["unfaithful_quote", "replied"]
    assert logged[1]["status"] == "unanswered"
