"""Reads what a message wants, once over the whole of it: an act by the fitted model, what it names by its slots."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.acts import COURTESIES, QUESTION, load_acting
from bot.dialogue.describing import Describing
from bot.dialogue.intent import Intent
from bot.dialogue.restating import Restating
from bot.dialogue.slots import NUMBER, ORDINAL, SUBJECT, THEME, THEY, UNIT, Slot, Slotting, bare
from bot.model import RESERVED

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.describing import Description
    from bot.dialogue.ports import Consulting
    from bot.dialogue.slots import Slotted
    from bot.model import Asked, Corpus

SURE, LIKELY = 0.4, 0.25
"""From which probability on an act is read, and other units than those told of are thought of."""

_BY_ITSELF = frozenset(("forget", "useful", "useless", *COURTESIES))
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

_TAKEN_BACK = frozenset(("wrong", "unclear", "close", "brief"))
"""Acts that a question may follow, and is then all that is meant."""

_CLAUSE = re.compile(r"[,，.。;；!！?？~～…\n、]+")
_OTHERS = re.compile(r"(?:还有|别的?|其[他它余]|另外?)[^,，]{0,3}(?:谁|单位|部门|家|边个|局)")


class Interpreter:
    """Reads messages, knowing the names of one corpus and what its editors listed in phrases.toml."""

    def __init__(self, corpus: Corpus, normalise: Callable[[str], str], search: Consulting) -> None:
        self._normalise = normalise
        self._acting = load_acting()
        named = {name: unit for unit in corpus.units for name in unit.names}
        self._units = {normalise(name): unit for name, unit in {**corpus.spoken_for, **named}.items()}
        self._themes = {normalise(name): theme for theme in corpus.themes for name in theme.names}
        names = [*((name, UNIT) for name in self._units), *((name, THEME) for name in self._themes)]
        self._slotting = Slotting(names, search.telling, self._acting.plain)
        self._describing = Describing(corpus, self._units, self._slotting, search)
        self._restating = Restating(self._units, self._slotting)
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
            return Intent(listed, text, self._slotting.of(plain), sure=1.0)
        described = self._describing.of(plain)
        if described:
            return self._described(described, plain, text)
        meant = self._restating.meant(plain)
        if meant:
            return self.read(meant)
        excluding = self._excluding(plain)
        if excluding:
            return excluding
        reading = self._of(plain, text)
        return reading if reading.act else self._of_clauses(plain, reading)

    def _described(self, found: Description, plain: str, text: str) -> Intent:
        """A message with a unit's name in the place of its description; as it is where it says nothing besides."""
        before, behind = plain[: found.start], plain[found.end :]
        is_all = self._is_nothing(before) and self._is_nothing(behind)
        if is_all or found.unit is None:
            return replace(self._of(plain, text), unit=found.unit, is_of_unknown=not is_all)
        return self.read(before + found.unit.name + behind)

    def without_units(self, text: str) -> str:
        """A text without the names of units in it, normalised."""
        plain = self._normalise(text)
        return self._slotting.of(plain).without(UNIT, plain)

    def _listed(self, plain: str) -> str | None:
        """The row of phrases.toml that a message says, politely or not."""
        act = self._phrases.get(bare(plain))
        if act:
            return act
        within = (
            said
            for said, act in self._phrases.items()
            if len(said) > 1 and said in plain and act not in _BY_ITSELF
        )
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
        if act == "unit" and slotted.of(ORDINAL):
            act = "ordinal"  # 某局第一点做了什么 names a unit to say whose
        number = slotted.of(ORDINAL) or slotted.of(NUMBER) or Slot("", "")
        unit, theme = slotted.of(UNIT), slotted.of(THEME)
        if act in _SUREST and sure < _SUREST[act]:
            act = None
        return Intent(
            act=act if sure >= SURE else None,
            question=text,
            slotted=slotted,
            likely=act,
            sure=sure,
            asked=asked,
            number=number.number,
            measure=number.measure,
            unit=self._units[unit.text] if unit else None,
            theme=self._themes[theme.text] if theme else None,
            besides=(act == "others" and sure >= LIKELY) or _OTHERS.search(plain) is not None,
        )

    @staticmethod
    def _act(asked: Asked, slotted: Slotted) -> str | None:
        """The likeliest act that fits the slots of a message."""
        fitting = (act for act in asked.kinds if act != QUESTION and _fits(act, slotted))
        return max(fitting, key=lambda act: asked.kinds[act], default=None)

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
