"""What a message wants, read once over the whole of it: an act by the fitted model, what it names by its slots."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dialogue.acts import COURTESIES, QUESTION, load_acting
from bot.dialogue.slots import NUMBER, ORDINAL, SUBJECT, THEME, THEY, UNIT, Slot, Slotting, bare
from bot.model import RESERVED, Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.dialogue.slots import Slotted
    from bot.model import Corpus, Theme, Unit

SURE, LIKELY = 0.4, 0.25
"""From which probability on an act is taken at once, and tried where search has no answer."""

_BY_ITSELF = frozenset(("forget", *COURTESIES))
"""Rows of phrases.toml that must be all that is said."""

_SUREST = {"forget": 0.9}
"""From which on acts are taken that cannot be taken back."""

_NEEDS = {
    "number": NUMBER,
    "ordinal": ORDINAL,
    "theme": THEME,
    "unit": UNIT + THEY,
    "instead": UNIT + THEY,
}
"""Slots without one of which an act means nothing."""

_OF_NO_UNIT = frozenset(("help", "units", "themes", "theme", "who", "nothing", "greeting"))
"""Acts of messages that name no unit."""

_REPAIRS = frozenset(("wrong", "unclear", "brief", "human"))
"""Acts of people who were not helped; they say it in any words."""

_TAKEN_BACK = frozenset(("wrong", "unclear", "close", "brief"))
"""Acts that a question may follow, and is then all that is meant."""

_OF_SUBJECTS = frozenset(
    (
        "told",
        "count",
        "units",
        "unit",
        "detail",
        "brief",
        "again",
        "help",
        "others",
        "another",
        "ordinal",
        "next",
        "previous",
    )
)
"""Acts that a question about a subject looks like."""

_CLAUSE = re.compile(r"[,，.。;；!！?？~～…\n、]+")
_JOINED = re.compile(r"[和跟与及同、,，]|还有")
_INSTEAD = re.compile(
    r"我(?:其实|刚才|刚刚)?是?(?:想|要|想要)?(?:问|讲|说|指|看|找|要)的(?:其实)?(?:就?是|不是)(?!什么)"
    r"|(?:换|问)[一]?个(?:问题|话题|别的)[,，]?|还是换成|换成"
)
_CORRECTED = re.compile(
    r"[啊哦噢呃哎,，]*(?:不对|不是|说错了?|搞错了?|错了)[啊,，]*(?:应该|我)?(?:是|说的是|问的是)?"
)
_EXCEPT = re.compile(r"除了|除开|除去|除|不算|不要|不是")
_BESIDES = re.compile(r"以外|之外|外")
_SHOWN = re.compile(
    r"(?:他们|她们|它们|[他她它](?![们家])|刚才(?:那|这)?|这|那)(?P<n>[一两俩三几])?(?:个?单位|[家个])?"
)
_SEVERAL = {"两": 2, "俩": 2, "几": 3, "三": 3}
_OTHERS = re.compile(r"(?:还有|别的?|其[他它余]|另外?)[^,，]{0,3}(?:谁|单位|部门|家|边个|局)")
_ANOTHER = re.compile(r"[换别另]|其[他它余]")
_POINTS = re.compile(r"[这那嗰呢][一]?(?:条|个|篇|段|点|项|则|把火)")
_TOPIC = re.compile(r"[^A-Z]{0,3}X[^A-Z]{0,3}")
_COUNTED = re.compile(
    r"(?:几多|多少|好多|几)(?P<noun>把火|方面|部分|[个家]?(?:单位|部门|主题)|[\u4e00-\u9fff]?)"
)


@dataclass(frozen=True)
class Intent:
    """What a message wants.

    Attributes:
        act: what it surely wants: an act of docs/acts or the name of a row of knowledge/phrases.toml; None for a question.
        question: what is to be searched where it asks: the message as it was typed, less what it takes back.
        slotted: the message with slots.
        likely: the act to try where search has no answer.
        asked: how likely each act is; None where the message was known to the letter.
        number: of an ordinal or number, below zero from the end; 0 where there is none.
        measure: what it counts.
        unit: that it names.
        theme: that it names.
        excluded: units that it does not want.
        shown: how many of the units last told of it does not want (除了这两家).
        besides: whether it wants other units than those told of (还有谁, 别的单位).
    """

    act: str | None
    question: str
    slotted: Slotted
    likely: str | None = None
    asked: Asked | None = None
    number: int = 0
    measure: str = ""
    unit: Unit | None = None
    theme: Theme | None = None
    excluded: tuple[Unit, ...] = ()
    shown: int = 0
    besides: bool = False

    @property
    def excludes_shown(self) -> bool:
        """Whether it does not want units that were shown."""
        return self.shown > 0

    @property
    def wants_another(self) -> bool:
        """Whether it wants another one in the place of what was shown (换一个), not one more."""
        return _ANOTHER.search(self.slotted.said) is not None

    @property
    def they(self) -> bool:
        """Whether it says 他们 or the like."""
        return self.slotted.of(THEY) is not None

    @property
    def points(self) -> bool:
        """Whether it says 这条, 那个 or the like."""
        return _POINTS.search(self.slotted.text) is not None

    @property
    def topic(self) -> str:
        """The words in it that tell of a subject, joined."""
        return "".join(self.slotted.subjects)

    @property
    def tells(self) -> bool:
        """Whether its act may be one around a question (原文里停车怎么管), which search decides."""
        return self.act in _OF_SUBJECTS and bool(self.topic or self.theme)

    @property
    def is_bare(self) -> bool:
        """Whether it names a subject and asks nothing of it (那停车呢)."""
        return _TOPIC.fullmatch(self.slotted.text) is not None

    @property
    def counted(self) -> str:
        """What it wants counted, where it asks how many."""
        found = _COUNTED.search(self.slotted.said)
        return found["noun"] if found else ""


class Interpreter:
    """Reads messages, knowing the names of one corpus and what its editors listed in phrases.toml.

    Args:
        telling: the words of a normalised text that tell of a subject, in order.
    """

    def __init__(
        self, corpus: Corpus, normalise: Callable[[str], str], telling: Callable[[str], Iterable[str]]
    ) -> None:
        self._normalise = normalise
        self._acting = load_acting()
        spoken_for = {speech.speaker: speech.unit for speech in corpus.speeches if speech.speaker}
        named = {name: unit for unit in corpus.units for name in unit.names}
        self._units = {normalise(name): unit for name, unit in {**spoken_for, **named}.items()}
        self._themes = {normalise(name): theme for theme in corpus.themes for name in theme.names}
        names = [*((name, UNIT) for name in self._units), *((name, THEME) for name in self._themes)]
        self._slotting = Slotting(names, telling, self._acting.plain)
        self._phrases = {
            bare(normalise(said)): act
            for act, row in corpus.phrases.items()
            for said in row
            if act != RESERVED
        }

    def read(self, text: str) -> Intent:
        """What a message wants."""
        plain = self._normalise(text)
        listed = self._listed(plain)
        if listed:
            return Intent(listed, text, self._slotting.of(plain))
        meant = self._meant(plain) or self._corrected(plain)
        if meant:
            return self.read(meant)
        excluding = self._excluding(plain)
        if excluding:
            return excluding
        reading = self._of(plain, text)
        return reading if reading.act else self._of_clauses(plain, reading)

    def without_units(self, text: str) -> str:
        """A text without the names of units in it, normalised."""
        plain = self._normalise(text)
        return self._slotting.of(plain).without(UNIT, plain)

    def _listed(self, plain: str) -> str | None:
        """The row of phrases.toml that a message says, politely or not."""
        act = self._phrases.get(bare(plain))
        if act:
            return act
        within = (said for said, act in self._phrases.items() if len(said) > 1 and said in plain and act not in _BY_ITSELF)
        said = max(within, key=len, default="")
        around = plain.partition(said)[::2] if said else ()
        return self._phrases[said] if said and all(map(self._is_nothing, around)) else None

    def _is_nothing(self, plain: str) -> bool:
        """Whether words say nothing by themselves: 请问, 谢谢, 呢."""
        return len(bare(plain)) <= 1 or self._of(plain, plain).act in COURTESIES

    def _of(self, plain: str, text: str) -> Intent:
        slotted = self._slotting.of(plain)
        asked = self._acting.of(slotted)
        act = self._act(asked, slotted)
        sure = asked.kinds[act] if act else 0.0
        number = slotted.of(ORDINAL) or slotted.of(NUMBER) or Slot("", "")
        unit, theme = slotted.of(UNIT), slotted.of(THEME)
        return Intent(
            act=act if act and sure >= _SUREST.get(act, SURE) else None,
            question=text,
            slotted=slotted,
            likely=act if LIKELY <= sure < SURE and (act in _REPAIRS or not slotted.subjects) else None,
            asked=asked,
            number=number.number,
            measure=number.measure,
            unit=self._units[unit.text] if unit else None,
            theme=self._themes[theme.text] if theme else None,
            besides=act == "others" or _OTHERS.search(plain) is not None,
        )

    @staticmethod
    def _act(asked: Asked, slotted: Slotted) -> str | None:
        """The likeliest act that fits the slots of a message."""
        fitting = (act for act in asked.kinds if act != QUESTION and _fits(act, slotted))
        return max(fitting, key=lambda act: asked.kinds[act], default=None)

    def _of_clauses(self, plain: str, reading: Intent) -> Intent:
        """A message of several clauses, less those before that it takes back or that say nothing."""
        clauses = [clause for clause in _CLAUSE.split(plain) if clause.strip()]
        taken_back = False
        for n, clause in enumerate(clauses[:-1]):
            act = self._of(clause, clause).act
            if act not in _TAKEN_BACK and act not in COURTESIES:
                break
            taken_back = taken_back or act in _TAKEN_BACK
            rest = "，".join(clauses[n + 1 :])
            found = self._excluding(rest) or self._of(rest, rest)
            if found.act or (found.topic and (taken_back or n + 2 == len(clauses))):
                return found if found.act else self._of_clauses(rest, found)
        return reading

    def _meant(self, plain: str) -> str | None:
        """What stands behind 我问的是 and the like, where nothing is told before it but what is not meant."""
        *_, found = (None, *_INSTEAD.finditer(plain))
        if found is None or not bare(plain[found.end() :]):
            return None
        before = plain[: found.start()]
        told = self._slotting.of(before)
        is_meant = told.subjects and not before.startswith(("不", "别", "没"))
        return None if is_meant else plain[found.end() :].lstrip("，, ")

    def _corrected(self, plain: str) -> str | None:
        """What stands behind 不对，是 and the like, where it names a unit in the place of another."""
        for found in _CORRECTED.finditer(plain):
            before, behind = plain[: found.start()], plain[found.end() :]
            if any(before.endswith(name) for name in self._units) and self._leading_units(behind)[0]:
                return behind
        return None

    def _excluding(self, plain: str) -> Intent | None:
        """A message that wants others than the units it names, or than those shown: 除了水务局还有谁带头."""
        found = _EXCEPT.search(plain)
        before, behind = (plain[: found.start()], plain[found.end() :]) if found else ("", plain)
        if self._slotting.of(before).subjects:
            return None
        units, rest = self._leading_units(behind)
        shown = _SHOWN.match(behind) if found and not units else None
        rest = behind[shown.end() :] if shown else rest
        outside = _BESIDES.match(rest)
        if not (units or shown) or not (outside or (found and found[0] != "除")):
            return None
        if shown and not outside and not found[0].startswith("除"):  # type: ignore[index] # shown only where found
            return None
        rest = (rest[outside.end() :] if outside else rest).removeprefix("的").lstrip("，, ")
        reading = self._of(rest, rest)
        return replace(
            reading,
            act=None,
            likely=None,
            unit=None,
            excluded=units,
            shown=_SEVERAL.get(shown["n"], 1) if shown else 0,
            besides=True,
        )

    def _leading_units(self, text: str) -> tuple[tuple[Unit, ...], str]:
        """The units that a text begins with, and what follows them."""
        units: list[Unit] = []
        while True:
            name = max((name for name in self._units if text.startswith(name)), key=len, default="")
            if not name:
                return tuple(units), text
            units.append(self._units[name])
            text = text[len(name) :]
            joined = _JOINED.match(text)
            if joined and any(text.startswith(name, joined.end()) for name in self._units):
                text = text[joined.end() :]


def _fits(act: str, slotted: Slotted) -> bool:
    """Whether a message has the slots of an act, and none that it cannot have."""
    kinds = [slot.kind for slot in slotted.slots]
    needed = _NEEDS.get(act, "")
    if (needed and not any(kind in needed for kind in kinds)) or (
        act == "number" and kinds.count(NUMBER) > 1
    ):
        return False
    if act in ("unit", "instead") and (SUBJECT in kinds or THEME in kinds):
        return False  # 南宁市水务局 is another
    return UNIT not in kinds or act not in _OF_NO_UNIT
