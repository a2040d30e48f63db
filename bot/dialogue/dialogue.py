"""Question + Conversation -> Answer + Conversation: what a message wants, and what is remembered of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.dialogue.answering import Answering
from bot.dialogue.choosing import load_choosing
from bot.dialogue.directory import Directory
from bot.dialogue.guide import Guide, list_of_counted
from bot.dialogue.instead import Instead
from bot.dialogue.interpreter import Interpreter
from bot.dialogue.keywords import Keywords
from bot.dialogue.leaning import ACT, ALONE, NONE, OTHERS, OWN, Leaning, Light, standing_alone
from bot.dialogue.others import Others
from bot.dialogue.placing import Placing
from bot.dialogue.pointing import LISTS, Pointing, has_told
from bot.dialogue.remembering import Remembering
from bot.dialogue.retelling import Retelling
from bot.dialogue.returning import Returning
from bot.dialogue.slots import bare
from bot.model import Answer, Conversation, Feedback, Occasion, Quote, Status, Verdict, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.dialogue.choosing import Choosing
    from bot.dialogue.intent import Intent
    from bot.dialogue.leaning import Ways
    from bot.dialogue.ports import Consulting
    from bot.model import Corpus, Passage, Question

    Turn = tuple[Answer, Conversation]

OF_PRACTICES = frozenset(("条", "点", "个", "项", "件", "把火", "把", "招", "步", "道", "样", "部分", "方面"))
"""What practices are counted by."""

_LEANING = frozenset(
    (
        "number",
        "ordinal",
        "next",
        "previous",
        "more",
        "another",
        "others",
        "detail",
        "brief",
        "told",
        "again",
        "back",
    )
)
"""Acts that mean nothing without what was shown."""


_NOTHING_ELSE = 3
"""Characters around the name of the city that say nothing besides (那某市的呢)."""


def _leans(act: str | None, reading: Intent) -> bool:
    """Whether an act of a message means something that was shown; a unit that it names says what else it means."""
    return act in _LEANING and not reading.unit


def _is_blank(conversation: Conversation) -> bool:
    """Whether nothing is known to have been shown; then whoever seems to point at something may well ask."""
    return not (conversation.trail or conversation.passage or conversation.choices)


class Dialogue:
    """Decides the answer to each message over one corpus."""

    def __init__(
        self,
        corpus: Corpus,
        search: Consulting,
        normalise: Callable[[str], str],
        choose: Choosing | None = None,
    ) -> None:
        self._corpus = corpus
        self._search = search
        self._choose = choose or load_choosing()
        self._directory = Directory(corpus, normalise)
        self._reader = Interpreter(corpus, normalise, search)
        self._pointing = Pointing(corpus, self._directory)
        self._placing = Placing(corpus, search, self._reader, self._pointing)
        self._leaning = Leaning(corpus, search, normalise)
        self._answering = Answering(corpus, search, self._directory)
        self._remembering = Remembering(corpus)
        guide = Guide(corpus, self._directory, self._answering, self._remembering, self._of_text)
        self._guide = guide
        others = Others(
            corpus, search, self._reader, self._pointing, guide, self._answering, self._remembering
        )
        self._others = others
        returning = Returning(self._pointing, guide, self._answering, self._remembering, self._of_text)
        retelling = Retelling(corpus, search, self._pointing, guide, self._answering, self._remembering)
        instead = Instead(
            self._reader, self._pointing, self._leaning, guide, self._answering, self._remembering
        )
        self._keywords = Keywords(corpus, normalise, search.told, guide)
        self._acts: dict[str, Callable[[Intent, Conversation], Turn]] = {
            "forget": self._forget,
            "help": self._list,
            "units": self._list,
            "themes": self._list,
            "number": lambda *turn: guide.number(*turn) or self._asking(*turn),
            "ordinal": lambda *turn: guide.ordinal(*turn) or self._asking(*turn),
            "next": lambda reading, before: (
                guide.next(reading, returning.to_named(reading, before)) or others.another(reading, before)
            ),
            "previous": lambda reading, before: (
                guide.previous(reading, returning.to_named(reading, before))
                or returning.back(reading, before)
            ),
            "more": lambda *turn: guide.more(*turn) or others.another(*turn),
            "count": self._count,
            "unit": lambda *turn: others.of_them(*turn) or instead.unit(*turn) or self._asking(*turn),
            "instead": lambda *turn: instead.instead(*turn) or self._asking(*turn),
            "theme": self._theme,
            "another": others.another,
            "others": others.another,
            "detail": lambda *turn: retelling.whole(*turn) or instead.unit(*turn) or others.another(*turn),
            "brief": lambda *turn: retelling.brief(*turn) or self._asking(*turn),
            "unclear": lambda *turn: retelling.brief(*turn) or self._asking(*turn),
            "wrong": retelling.wrong,
            Feedback.USELESS.value: retelling.wrong,
            "told": lambda *turn: retelling.told(*turn) or returning.again(*turn),
            "again": returning.again,
            "back": returning.back,
            "human": self._human,
            "phone": self._phone,
            "close": lambda _, before: self._courtesy("goodbye", before),
            "nothing": lambda _, before: self._courtesy("greeting", before),
            "acknowledged": self._acknowledged,
        }

    def answer(self, question: Question, conversation: Conversation) -> Turn:
        """The answer to a question, and the conversation after it; once in it, whoever is known is asked if it helped."""
        answer, after = self._turn(question, conversation)
        polls = question.person is not None and not conversation.polled and self._may_poll(answer)
        return replace(answer, polls=polls), replace(after, polled=conversation.polled or polls)

    def named(self, text: str) -> Passage | None:
        """The passage that a text names to the letter, as taps do (市水务局第1条)."""
        return self._directory.passage(text)

    def _may_poll(self, answer: Answer) -> bool:
        """Whether an answer quotes what somebody asked, and what they would tap is known."""
        is_known = all(self._corpus.phrases.get(feedback.value) for feedback in Feedback)
        return is_known and answer.status is Status.ANSWERED and bool(answer.verdict) and answer.act is None

    def _turn(self, question: Question, conversation: Conversation) -> Turn:
        if question.occasion in (None, Occasion.MENU):
            turn = self._keywords.turn(question.text, conversation)
            if turn:
                return turn
        if question.occasion:
            return self._of_occasion(question.occasion, question.text, conversation)
        said = self._search.said(question.text)
        if said:
            answer, after = self._turn(replace(question, text=said), conversation)
            return replace(answer, meant=answer.meant or said), after
        turn = self._of_text(question.text, conversation)
        is_in_vain = turn[0].status in (Status.UNANSWERED, Status.SUGGESTED)
        return (self._keywords.alike(question.text, conversation) if is_in_vain else None) or turn

    def _of_occasion(self, occasion: Occasion, about: str, conversation: Conversation) -> Turn:
        """What meets something other than text; a scanned code that names something leads there instead."""
        turn = self._guide.named(about, conversation)
        if turn:
            return turn
        # A menu of others may say 帮助 as well; whatever else its keys are, nobody has asked it.
        act = self._reader.read(about).act if occasion is Occasion.MENU else None
        if act in LISTS:
            return self._of_text(about, conversation)
        choices = self._directory.questions() if occasion in (Occasion.WELCOME, Occasion.MENU) else ()
        return self._remembering.turn(
            Answer(Status.COURTESY, occasion.wording, choices=choices), None, conversation
        )

    def _of_text(self, text: str, conversation: Conversation) -> Turn:
        """What a message names to the letter, or is read to want."""
        turn = self._guide.named(text, conversation)
        if turn:
            return turn
        reading = self._reader.read(text)
        placed = self._placing.named(text, reading, conversation)
        if placed:
            return self._of_text(placed, conversation)
        here = self._asked_here(reading, conversation)
        if here:
            return self._of_text(here, replace(conversation, vain=None))
        leans_on_nothing = _is_blank(conversation) and _leans(reading.act, reading)
        if reading.act and reading.is_act and not leans_on_nothing:
            way, (answer, after) = ACT, self._act(reading.act, reading, conversation)
        else:
            way, (answer, after) = self._question(reading, conversation)
        if answer.status is Status.UNANSWERED and reading.is_remark:
            answer, after = self._courtesy(Wording.REMARK, conversation)
        act = reading.act or reading.rather if way == ACT else None
        return replace(answer, read=reading.asked, act=act), after

    def _asked_here(self, reading: Intent, conversation: Conversation) -> str | None:
        """The question that was asked of another place, for somebody who then says the name of the city and nothing else."""
        if not conversation.vain:
            return None
        plain = rest = self._reader.plain(reading.question)
        for name in self._corpus.city.names:
            rest = rest.replace(name, "")
        if rest == plain or len(bare(rest)) > _NOTHING_ELSE:
            return None
        limit = self._search.search(conversation.vain).limit
        return self._reader.plain(conversation.vain).replace(limit.name, "") if limit and limit.name else None

    def _question(self, reading: Intent, conversation: Conversation) -> tuple[str, Turn]:
        """What answers a message that is no sure act, and in which way."""
        if reading.excluded or reading.excludes_shown:
            return OTHERS, self._others.besides(reading, conversation)
        if reading.is_of_unknown and not _is_blank(conversation):  # which 那家 might be taken for
            return NONE, self._guide.list_of(Wording.UNITS, conversation)
        unit = reading.unit or (self._corpus.unit(conversation.unit) if conversation.unit else None)
        # Whoever asked in vain twice is about something else.
        shown = self._pointing.shown(conversation, reading.unit) if conversation.unanswered <= 1 else ()
        asked = conversation.vain or self._pointing.asked(conversation)
        before = self._reader.without_units(asked) if asked and reading.unit else None
        light = Light(conversation, self._pointing.last(conversation), shown, unit, before)
        ways = self._leaning.ways(reading, light)
        turns = dict(self._turns(reading, ways, light))
        way = self._choose(ways.features, turns) if len(turns) > 1 else next(iter(turns))
        return way, turns[way]()

    def _asking(self, reading: Intent, conversation: Conversation) -> Turn:
        """What answers a message that turned out to be no act."""
        return self._question(replace(reading, act=None, likely=None), conversation)[1]

    def _turns(self, reading: Intent, ways: Ways, light: Light) -> Iterator[tuple[str, Callable[[], Turn]]]:
        """The turn of each way that there is; of those that lead to one passage the first."""
        conversation = light.conversation
        is_blank, is_told = _is_blank(conversation), has_told(conversation)
        is_settled = ways.is_settled or (is_blank and ways.is_sure)
        act = reading.act if is_blank else reading.rather
        if act and not is_settled:
            yield ACT, lambda: self._act(act, replace(reading, act=act), conversation)
            if is_blank and not ways.is_near:
                return
        if reading.besides and not is_blank:
            yield OTHERS, lambda: self._others.besides(reading, conversation)
        leans = not is_settled and (is_told or light.unit or light.shown)
        for way, answer in ways.leading.items() if leans else ():
            if is_told or isinstance(answer, Quote) or (way == OWN and self._leaning.is_told(answer.finding)):
                yield way, partial(self._led, answer, ways, reading, conversation)
        if is_settled or not is_told:
            yield ALONE, lambda: self._found(reading, ways.alone, conversation)
        else:
            is_near = reading.is_bare and ways.alone.finding.is_said
            none = ways.alone if is_near else replace(ways.alone, status=Status.UNANSWERED)
            others = self._leaning.others(ways, self._pointing.last(conversation))
            yield NONE, lambda: self._found(reading, none, conversation, others)

    def _led(
        self,
        answer: Quote | Verdict,
        ways: Ways,
        reading: Intent,
        conversation: Conversation,
    ) -> Turn:
        """A passage that answers, with what else may be meant; what is told of it further leaves it what was asked for."""
        if isinstance(answer, Verdict):
            return self._found(reading, answer, conversation)
        asked = None if answer.passage.id == conversation.passage else reading.question
        others = self._leaning.others(ways, answer.passage)
        return self._remembering.turn(self._answering.fact(answer, others), asked, conversation)

    def _found(
        self, reading: Intent, found: Verdict, conversation: Conversation, others: tuple[Passage, ...] = ()
    ) -> Turn:
        return self._remembering.turn(
            self._answering.found(found, others), standing_alone(reading, found), conversation
        )

    def _act(self, name: str, reading: Intent, conversation: Conversation) -> Turn:
        if conversation.is_lost and _leans(name, reading):
            return self._courtesy(Wording.LOST, conversation)
        act = self._acts.get(name)
        return act(reading, conversation) if act else self._courtesy(name, conversation)

    # Lists and units

    def _list(self, reading: Intent, conversation: Conversation) -> Turn:
        return self._guide.list_of(reading.act or Wording.HELP, conversation)

    def _theme(self, reading: Intent, conversation: Conversation) -> Turn:
        theme = reading.theme
        return self._guide.theme(theme, conversation) if theme else self._asking(reading, conversation)

    def _count(self, reading: Intent, conversation: Conversation) -> Turn:
        """How many practices there are; of anything else, what the passage shown tells (一共几篇; after 缺口, 几个)."""
        last, counted = self._pointing.last(conversation), reading.counted
        is_of_practices = counted in OF_PRACTICES
        is_listed = not counted or is_of_practices or list_of_counted(counted) is not None
        before = None if reading.topic else self._pointing.asked(conversation)
        asked = before if is_of_practices else ""
        if last and counted and not reading.unit and asked is not None:
            told = self._leaning.fact(replace(reading, question=asked + reading.question), (last,))
            if told:
                return self._remembering.turn(self._answering.fact(told), None, conversation)
        return (self._guide.count if is_listed else self._asking)(reading, conversation)

    # Courtesies, questions

    def _courtesy(self, wording: str, conversation: Conversation) -> Turn:
        return self._remembering.turn(Answer(Status.COURTESY, wording), None, conversation)

    def _acknowledged(self, reading: Intent, conversation: Conversation) -> Turn:
        """What meets 好的; whoever tells something besides (我家路灯坏了) is not met by that."""
        return self._courtesy(Wording.REMARK if reading.topic else "acknowledged", conversation)

    def _human(self, reading: Intent, conversation: Conversation) -> Turn:
        """A person, or a number to call where the words of that row are said: acts tell the two not apart."""
        is_call = any(said in reading.question for said in self._corpus.phrases.get("phone", ()))
        return self._phone(reading, conversation) if is_call else self._courtesy("human", conversation)

    @staticmethod
    def _phone(_: Intent, conversation: Conversation) -> Turn:
        """That no speech tells a number to call, with the city's own; what was spoken of goes on being meant."""
        return Answer(Status.UNANSWERED, "phone"), conversation

    @staticmethod
    def _forget(_: Intent, __: Conversation) -> Turn:
        return Answer(Status.COURTESY, Wording.FORGOTTEN, forgets=True), Conversation()
