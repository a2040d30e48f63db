"""The unit that a message names by what it does, or by a part of its name: 写志书那家, 清小广告的那个单位, 防洪第二条."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.restating import EXCEPT
from bot.dialogue.slots import ORDINAL, SUBJECT, UNIT, bare

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.dialogue.ports import Searching
    from bot.dialogue.slots import Slotting
    from bot.model import Corpus, Unit

_DESCRIBED = re.compile(
    rf"(?:{EXCEPT.pattern}|[那这就是])*(?P<does>\w{{2,}})(?<![是了])[那这𠮶该]一?(?:家(?:单位)?|个?(?:单位|部门)|个[处办局会委])"
    r"|[那这𠮶]个(?P<is>\w{2,})的(?:单位|部门)"
)

_TITLED = re.compile(r"(?P<title>\w{2,}?)的?[那这𠮶]一?篇(?:讲话|讲稿|文章|稿子?)?")
"""A speech by words of its title (麻雀变凤凰那篇)."""

_MAY_IMPLY = re.compile(r"[第头末尾除]|最[后前]|倒数|中间|不算")
_IMPLIED = re.compile(rf"(?:除[了开去]|不算){SUBJECT}的?(?=呢|还有|以外|之外|外|$)|{SUBJECT}的?(?={ORDINAL})")
"""A part of a unit's name in the place of one: before an ordinal, or not wanted (除了防洪的呢); in a message with slots."""

_CLEAR, _TOLD = 0.5, 0.5
"""How far the texts of other units must be behind, and what of a description must be told at least."""

_SHARED = 2
"""Characters that a description has of a name at least; with one in half of its words."""


@dataclass(frozen=True)
class Description:
    """A description and where it stands.

    Attributes:
        unit: that it means; None where no unit, or more than one, is told by it.
        is_deed: whether that is known by what its texts tell, and not by its name.
    """

    unit: Unit | None
    is_deed: bool
    start: int
    end: int


class Describing:
    """Finds descriptions in messages about one corpus.

    Args:
        units: by their normalised names.
    """

    def __init__(
        self,
        corpus: Corpus,
        units: Mapping[str, Unit],
        slotting: Slotting,
        search: Searching,
        normalise: Callable[[str], str],
    ) -> None:
        self._corpus, self._units = corpus, units
        self._slotting, self._search = slotting, search
        self._normalise = normalise

    def of(self, plain: str) -> Description | None:
        """The description in a normalised message; None where there is none."""
        found = _DESCRIBED.search(plain)
        if found is None:
            return self._titled(plain) or (self._implied(plain) if _MAY_IMPLY.search(plain) else None)
        if self._slotting.of(plain[: found.start()]).of(UNIT):
            return None
        does = (found["does"] or found["is"]).removesuffix("的")
        slotted = self._slotting.of(does)
        if not (slotted.subjects or slotted.of(UNIT)):
            return None
        start = found.start("does") if found["does"] else found.start()
        named = slotted.of(UNIT)
        doing = None if named else self._by_texts(does[does.index(slotted.subjects[0]) :])
        unit = self._units[named.text] if named else doing or self._by_name(does, slotted.words)
        return Description(unit, doing is not None, start, found.end())

    def _titled(self, plain: str) -> Description | None:
        """The unit of the only speech found whose title has what stands before 那篇, or the most of its end."""
        found = _TITLED.search(plain)
        if found is None:
            return None
        matches = self._search.search(found["title"]).matches
        speeches = [self._corpus.speech_of(match.passage) for match in matches]
        titles = {bare(self._normalise(speech.title)): speech.unit for speech in speeches}
        for start in range(found.start("title"), found.end("title") - 1):
            units = {unit for title, unit in titles.items() if plain[start : found.end("title")] in title}
            if units:
                break
        else:
            return None
        if len(units) > 1 or self._slotting.of(plain[:start]).subjects:
            return None
        return Description(units.pop(), is_deed=False, start=start, end=found.end())

    def _implied(self, plain: str) -> Description | None:
        """The unit that is meant by a part of its name that its texts tell of."""
        slotted = self._slotting.of(plain)
        found = None if slotted.of(UNIT) else _IMPLIED.search(slotted.text)
        if found is None:
            return None
        at = sum(map(str.isupper, slotted.text[: slotted.text.index(SUBJECT, found.start())]))
        slot, behind = slotted.slots[at], slotted.slots[at + 1 : at + 2]
        if any(beside.kind == ORDINAL and not beside.measure for beside in behind):
            return None  # 小区最后变好了吗
        unit = self._by_name(slot.text, slot.words)
        if unit is None or unit != self._by_texts(slot.text):
            return None
        start = plain.find(slot.text)
        end = start + len(slot.text)
        return Description(unit, is_deed=False, start=start, end=end + plain.startswith("的", end))

    def _by_texts(self, does: str) -> Unit | None:
        """The unit whose texts tell of it, where those of others do not."""
        finding = self._search.search(does)
        if finding.is_of_other or finding.features.get("clear", 0.0) < _CLEAR:
            return None
        first = finding.matches[0]
        return self._corpus.speech_of(first.passage).unit if first.coverage.told >= _TOLD else None

    def _by_name(self, does: str, words: Sequence[str]) -> Unit | None:
        """The only unit that has a name like it."""
        alike = {unit for name, unit in self._units.items() if _is_alike(_common(does, name), words)}
        return alike.pop() if len(alike) == 1 else None


def _is_alike(common: str, told: Sequence[str]) -> bool:
    shared = sum(any(char in common for char in word) for word in told)
    return len(common) >= _SHARED and 2 * shared >= len(told)


def _common(text: str, name: str) -> str:
    """The characters of a text that stand in a name."""
    return "".join(char for char in dict.fromkeys(text) if char in name and char != "的")
