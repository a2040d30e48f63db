"""Reads what a message wants, once over the whole of it: an act by the fitted model, what it names by its slots."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.dialogue.acts import ASKING, COURTESIES, POLITE, QUESTION, load_acting
from bot.dialogue.describing import Describing
from bot.dialogue.intent import Intent, is_of_them
from bot.dialogue.pointing import LISTS, OF_SPEECHES
from bot.dialogue.restating import Restating
from bot.dialogue.slots import (
    CITY,
    NUMBER,
    OF_UNITS,
    ORDINAL,
    SUBJECT,
    THEME,
    THEY,
    UNIT,
    Slot,
    Slotting,
    bare,
)
from bot.model import RESERVED, Asked
from bot.model.names import Names

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.describing import Description
    from bot.dialogue.ports import Consulting
    from bot.dialogue.slots import Slotted
    from bot.model import Corpus

SURE, LIKELY = 0.4, 0.25
"""From which probability on an act is read, and other units than those told of are thought of."""

_BY_ITSELF = frozenset(("forget", "useful", "useless", *COURTESIES))
"""Rows of phrases.toml that must be all that is said."""

_SUREST = {"forget": 0.9}
"""From which on acts are taken that cannot be taken back, and that nobody asks for in the form of a question."""

_NEEDS = {
    "number": NUMBER,
    "ordinal": ORDINAL,
    "theme": THEME,
    "unit": UNIT + THEY,
    "instead": UNIT + THEY,
}
"""Slots without one of which an act means nothing."""

_WITH_ORDINAL = frozenset(("unit", "instead", "previous", "back", "again", "next", "more", "another"))
"""Acts that point at what an ordinal in them says: 某局第一点做了什么 names a unit to say whose, 再念第一条."""

_OF_MORE = frozenset(("next", "more", "another", "back"))
"""Acts of going on or back: to a unit where one is named behind them (接下来某局的)."""

_OF_NO_UNIT = frozenset(("help", "units", "themes", "theme", "who", "nothing", "greeting"))
"""Acts of messages that name no unit."""

_OF_NO_SUBJECT = frozenset(("unit", "instead", "count"))
"""Acts of messages that tell of no subject."""

_TAKEN_BACK = frozenset(("wrong", "unclear", "close", "brief"))
"""Acts that a question may follow, and is then all that is meant."""

_POINTING = frozenset(("number", "ordinal", "next", "previous", "unit", "instead"))
"""Acts that are meant, whatever is said before them."""

_COUNTING = frozenset(("number", "ordinal"))
"""Those that are meant even where what is said before them points as well (跳过一条，最后一条)."""

_BEHIND = 4
"""Characters behind a unit that say no more of it (接下来某局的那个呢)."""

_LITTLE = 2
"""Characters of what a courtesy is about (妥了, 厉害); more is something that happened (井盖丢了)."""

_ASKED = 0.5
"""From which probability on a clause is a question."""

_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_NAME = 2
"""Characters that may be a name."""

_CLAUSE = re.compile(r"[,，.。;；!！?？~～…\n、]+")
_MEANING = re.compile(r"[^\W这那它你他您]{2}是?指?(?:什么|啥)意思")
"""Asks what a word means, and not what was said (你这是什么意思)."""

_OTHERS = re.compile(r"(?:还有|别的?|其[他它余]|另外?)[^,，]{0,3}(?:谁|单位|部门|家|边个|局)")


class Interpreter:
    """Reads messages, knowing the names of one corpus and what its editors listed in phrases.toml."""

    def __init__(self, corpus: Corpus, normalise: Callable[[str], str], search: Consulting) -> None:
        self._normalise, self._search = normalise, search
        self._acting = load_acting()
        named = {name: unit for unit in corpus.units for name in unit.names}
        notes = {speech.title: speech.unit for speech in corpus.speeches if speech.is_note}
        self._units = {
            normalise(name): unit for name, unit in {**corpus.spoken_for, **notes, **named}.items()
        }
        self._themes = {normalise(name): theme for theme in corpus.themes for name in theme.names}
        ours = (normalise(name) for name in (*corpus.city.names, *corpus.city.nicknames))
        names = [
            *((name, UNIT) for name in self._units),
            *((name, THEME) for name in self._themes),
            *((name, CITY) for name in ours),
        ]
        self._slotting = Slotting(names, search.telling, self._acting.plain)
        self._describing = Describing(corpus, self._units, self._slotting, search, normalise)
        self._restating = Restating(self._units, self._slotting)
        self._phrases = {
            bare(normalise(said)): act
            for act, row in corpus.phrases.items()
            for said in row
            if act != RESERVED
        }
        within = (said for said, act in self._phrases.items() if len(said) > 1 and act not in _BY_ITSELF)
        self._within = Names(within)

    def read(self, text: str) -> Intent:
        """What a message wants."""
        plain = self._normalise(text)
        listed = self._phrases.get(bare(plain))
        if listed:
            return Intent(listed, text, self._slotting.of(plain), sure=1.0)
        whole = self._of(plain, text)
        listed = self._listed(plain, whole)
        if listed:
            return Intent(listed, text, whole.slotted, sure=1.0)
        described = self._describing.of(plain)
        if described:
            return self._described(described, plain, text)
        spaced = self._normalise(_SPACED.sub("，", text)) if _SPACED.search(text) else plain
        return self._restated(plain, spaced) or self._as_said(plain, spaced, whole)

    def _restated(self, plain: str, spaced: str) -> Intent | None:
        """A message that says what it does not mean, or asks where that stands which it is about.

        Args:
            spaced: the message, normalised, with a comma for each blank between two of ours.
        """
        meant = self._restating.repaired(spaced) or self._restating.meant(plain)
        if meant:
            return self.read(meant)
        located = self._restating.located(plain)
        if located:
            return replace(self._of(located, located), act=None, likely=None, sure=0.0)
        return self._excluding(plain)

    def _as_said(self, plain: str, spaced: str, reading: Intent) -> Intent:
        """A message, read as a whole, or its clauses that count."""
        if reading.to_beginning and not reading.topic:
            return replace(reading, act="back", sure=1.0, asked=None)
        ordinal = reading.slotted.of(ORDINAL)
        may_name = reading.is_bare or (ordinal is not None and plain.find(ordinal.text) >= _NAME)
        if may_name and not reading.unit:
            reading = self._mended(plain) or reading
        clauses = [clause for clause in _CLAUSE.split(spaced) if clause.strip()]
        if len(clauses) > 1:
            reading = self._ending(clauses, self._of(clauses[-1], clauses[-1]), reading)
        asks_besides = reading.act in _TAKEN_BACK and bool(reading.topic)  # 不是这个，我要装修噪音的
        return reading if reading.act and not asks_besides else self._of_clauses(clauses, reading)

    def _ending(self, clauses: list[str], last: Intent, reading: Intent) -> Intent:
        """A message, or what its last clause wants where that counts: 没有就算了，第三条."""
        if reading.act in _TAKEN_BACK or reading.act in COURTESIES:
            reading = last if last.act in _POINTING else reading
        elif not (reading.topic or reading.unit):
            reading = last if last.act in _COUNTING else reading
        if reading.act in (None, *COURTESIES) and last.act in COURTESIES:
            reading = _politely(last, reading)
        is_of_one = last.unit is not None and reading.slotted.text.count(UNIT) == 1
        if reading.act is None and is_of_one and last.act in ("unit", "instead") and last.is_act:
            reading = self._of_unit(clauses[:-1], last, reading)
        return reading

    def _of_unit(self, before: list[str], last: Intent, reading: Intent) -> Intent:
        """A message that ends in a unit as a whole, with why or of what before it: 赶简报，某局都做了哪些."""
        if any(self._of(said, said).asks >= _ASKED for said in before):
            return reading
        is_reserved = self._search.search(reading.question).is_reserved
        return reading if is_reserved else replace(last, question=reading.question)

    def _described(self, found: Description, plain: str, text: str) -> Intent:
        """A message with a unit's name in the place of its description; as it is where it tells a deed and nothing else."""
        before, behind = plain[: found.start], plain[found.end :]
        is_all = self._is_nothing(before) and self._is_nothing(behind)
        if found.unit is None or (is_all and found.is_deed):
            return replace(self._of(plain, text), unit=found.unit, is_of_unknown=not is_all)
        return self.read(before + found.unit.name + behind)

    def plain(self, text: str) -> str:
        """A text, normalised."""
        return self._normalise(text)

    def slots(self, plain: str) -> Slotted:
        """A normalised text with slots."""
        return self._slotting.of(plain)

    def tells(self, plain: str) -> bool:
        """Whether a normalised text has any word that tells of a subject, be it one that acts are made of."""
        return bool(self._search.telling(plain))

    def without_units(self, text: str) -> str:
        """A text without the names of units in it, normalised."""
        plain = self._normalise(text)
        return self._slotting.of(plain).without(UNIT + CITY, plain)

    def _listed(self, plain: str, whole: Intent) -> str | None:
        """The row of phrases.toml that a message says politely; 还有哪些单位, 哪些单位写了春联 say more than that."""
        said = next(iter(self._within.within(plain)), "")
        if not said:
            return None
        row = self._phrases[said]
        if row in LISTS and whole.act == "back" and not whole.topic:
            return row  # 回到目录
        is_all = not _says_else(whole, row) and all(map(self._is_nothing, plain.partition(said)[::2]))
        return row if is_all else None

    def _is_nothing(self, plain: str) -> bool:
        """Whether words say nothing by themselves: 请问, 谢谢, 呢."""
        return len(bare(plain)) <= 1 or self._of(plain, plain).act in COURTESIES

    def _of(self, plain: str, text: str) -> Intent:
        slotted = self._slotting.of(plain)
        asked = _fitting(self._acting.of(slotted), slotted)
        act, sure = self._act(asked, slotted)
        is_sure = act is not None and asked.kinds[act] >= SURE
        act = _pointed(act, slotted)
        number = slotted.of(ORDINAL) or slotted.of(NUMBER) or Slot("", "")
        unit, theme = slotted.of(UNIT), slotted.of(THEME)
        is_of_word = act == "unclear" and _MEANING.search(plain) is not None
        if is_of_word or (act in _SUREST and (sure < _SUREST[act] or ASKING.search(plain))):
            act = None
        return Intent(
            act=act if is_sure else None,
            question=text,
            slotted=slotted,
            likely=act,
            sure=sure,
            asked=asked,
            number=number.number,
            many=number.many,
            measure=number.measure,
            unit=self._units[unit.text] if unit else None,
            theme=self._themes[theme.text] if theme else None,
            besides=not is_of_them(slotted)
            and ((act == "others" and sure >= LIKELY) or _OTHERS.search(plain) is not None),
        )

    @staticmethod
    def _act(asked: Asked, slotted: Slotted) -> tuple[str | None, float]:
        """The likeliest act of a message, and how likely it is; courtesies are one."""
        acts = {act: p for act, p in asked.kinds.items() if p and act != QUESTION}
        act = max(acts, key=lambda act: acts[act], default=None)
        alike = POLITE if act in POLITE and _tells_little(slotted) else (act or "",)
        return act, sum(acts.get(act, 0.0) for act in alike)

    def _excluding(self, plain: str) -> Intent | None:
        """A message that wants others than the units it names, or than those shown."""
        found = self._restating.excluded(plain)
        if found is None:
            return None
        reading = self._of(found.rest, found.rest)
        return replace(
            reading,
            act=None,
            likely=None,
            sure=0.0,
            unit=None,
            excluded=found.units,
            shown=found.shown,
            besides=True,
        )

    def _mended(self, plain: str) -> Intent | None:
        """A message that names a unit, and nothing but an ordinal besides, once its typos are mended: 某半第一条."""
        mended = self._search.mended(plain)
        reading = self._of(self._normalise(mended), mended) if mended else None
        return reading if reading and reading.unit and not reading.topic else None

    def _of_clauses(self, clauses: list[str], reading: Intent) -> Intent:
        """A message of several clauses, less those before that it takes back or that say nothing."""
        taken_back = False
        for n, clause in enumerate(clauses[:-1]):
            said = self._of(clause, clause)
            act = said.act
            if act not in _TAKEN_BACK and (act not in COURTESIES or not _tells_little(said.slotted)):
                break
            taken_back = taken_back or act in _TAKEN_BACK
            rest = "，".join(clauses[n + 1 :])
            found = self._excluding(rest) or self._of(rest, rest)
            if found.act or (found.topic and (taken_back or n + 2 == len(clauses))):
                return found if found.act else self._of_clauses(clauses[n + 1 :], found)
        return reading


def _says_else(whole: Intent, row: str) -> bool:
    """Whether a message is about something, or another act than a row that the model knows as well."""
    is_known = whole.asked is not None and row in whole.asked.kinds
    return is_known and (bool(whole.topic) or whole.act not in (None, row))


def _tells_little(slotted: Slotted) -> bool:
    """Whether a message that is polite tells nothing besides: 我们这里夜市油烟很大 is no courtesy."""
    return len("".join(slotted.subjects)) <= _LITTLE


def _politely(last: Intent, reading: Intent) -> Intent:
    """A message that ends in a courtesy is likely that, as far as it is no question: 核完了，多谢配合."""
    sure = last.sure * (1 - reading.asks)
    return replace(reading, likely=last.likely, sure=sure) if sure > reading.sure else reading


def _pointed(act: str | None, slotted: Slotted) -> str | None:
    """An act, or the one that its slots make of it."""
    ordinal, number = slotted.of(ORDINAL), slotted.of(NUMBER)
    is_of_units = ordinal is not None and ordinal.measure in OF_UNITS
    if act in _WITH_ORDINAL and ordinal and not (act in _OF_MORE and act != "back" and is_of_units):
        return "ordinal"
    if act in ("unit", "instead") and number and not number.measure:
        return "ordinal"
    before, unit, behind = slotted.text.partition(UNIT)
    is_named_last = before and unit and len(behind) <= _BEHIND
    return "instead" if act in _OF_MORE and is_named_last and "还" not in behind else act


def _fitting(asked: Asked, slotted: Slotted) -> Asked:
    """How likely each act is that fits the slots of a message, now that the others are none."""
    # 三把火那个 tells how many there are.
    of_number = (slot for slot in slotted.slots if slot.kind != NUMBER or slot.measure not in OF_SPEECHES)
    slots = tuple(slot.kind for slot in of_number)
    kinds = {act: p if act == QUESTION or _fits(act, slots) else 0.0 for act, p in asked.kinds.items()}
    total = sum(kinds.values())
    return Asked({act: p / total for act, p in kinds.items()}, asked.spoke)


@lru_cache(maxsize=4096)
def _fits(act: str, kinds: tuple[str, ...]) -> bool:
    """Whether a message of these kinds of slots has those of an act, and none that it cannot have."""
    needed = _NEEDS.get(act, "")
    if (needed and not any(kind in needed for kind in kinds)) or (
        act == "number" and kinds.count(NUMBER) > 1
    ):
        return False
    if act in _OF_NO_SUBJECT and SUBJECT in kinds:
        return False  # 南宁市水务局 is another unit; how many trees there are is asked of the speeches
    if act in ("unit", "instead") and (THEME in kinds or kinds.count(UNIT) > 1):
        return False  # of two each is to be shown
    return UNIT not in kinds or act not in _OF_NO_UNIT
