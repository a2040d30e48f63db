"""What a message wants: its act, what it names, and what of it is a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.acts import ASKING, POLITE, QUESTION
from bot.dialogue.slots import THEY

if TYPE_CHECKING:
    from bot.dialogue.slots import Slotted
    from bot.model import Asked, Theme, Unit

_NO_QUESTION = 0.02
"""How unlikely it must be that a message which names a unit beside another act is a question: that may well be what is asked."""

_SURELY = 15
"""How much likelier an act must be than that a message is a question for it to be taken without a search."""

_POINTEDLY = 3
"""The same of an ordinal (他们第二条做的是哪样): where no subject is told beside it there is little to search for."""

_RATHER = 0.25
"""How likely an act must be that is weighed against questions, once for the message and once for each subject it tells of."""

_ANOTHER = re.compile(r"[换别另]|其[他它余]")
_SECOND = re.compile(r"另外?[一那]?[个家条篇]")
_BEGINNING = re.compile(r"(?:最开始|一开始|最初)[的那说讲问]*[个条段]?[了吧呢]?$")
_LIST = re.compile(r"列表|目录|单子|清单|名单|菜单|\blist\b")
_TWICE = re.compile(r"下下|上上|后后|前前")
_POINTS = re.compile(r"[这那𠮶呢][一]?(?:条|个|篇|段|点|项|则|把火)")
_TOPIC = re.compile(r"[那还就哦嗯好,]{0,4}[XT](?:的|[那这]一?[块边]|方面|这些|那些)*[呢咧嘞哩啊呀]?")
_COUNTED = re.compile(
    r"(?:几多|多少|好多|几)(?:个(?![呢啊呀吗嘛了的来]|\W|$))?(?P<noun>把火|方面|部分|家?(?:单位|部门|主题)|[\u4e00-\u9fff]?)"
)


@dataclass(frozen=True)
class Intent:
    """What a message wants.

    Attributes:
        act: what it surely wants: an act of docs/acts or the name of a row of knowledge/phrases.toml; None for a question.
        question: what is to be searched where it asks: the message as it was typed, less what it takes back.
        slotted: the message with slots.
        likely: the likeliest act that fits what it names; tried where search has no answer.
        sure: how likely that act is, 0…1.
        asked: how likely each act is; None where the message was known to the letter.
        number: of an ordinal or number, below zero from the end; 0 where there is none.
        many: how many from that on (前两条).
        measure: what it counts.
        unit: that it names.
        theme: that it names.
        excluded: units that it does not want.
        shown: how many of the units last told of it does not want (除了这两家).
        besides: whether it wants other units than those told of (还有谁, 别的单位).
        is_of_unknown: whether it describes a unit and nobody can say which.
    """

    act: str | None
    question: str
    slotted: Slotted
    likely: str | None = None
    sure: float = 0.0
    asked: Asked | None = None
    number: int = 0
    many: int = 1
    measure: str = ""
    unit: Unit | None = None
    theme: Theme | None = None
    excluded: tuple[Unit, ...] = ()
    shown: int = 0
    besides: bool = False
    is_of_unknown: bool = False

    @property
    def excludes_shown(self) -> bool:
        """Whether it does not want units that were shown."""
        return self.shown > 0

    @property
    def wants_another(self) -> bool:
        """Whether it wants another one in the place of what was shown (换一个), not one more."""
        return _ANOTHER.search(self.slotted.said) is not None

    @property
    def wants_second(self) -> bool:
        """Whether it wants the other of two (另一家呢)."""
        return _SECOND.search(self.slotted.said) is not None

    @property
    def wants_theirs(self) -> bool:
        """Whether it wants more of the unit it points at (他们还做了别的没), and not another one (另外那家呢)."""
        return is_of_them(self.slotted)

    @property
    def steps(self) -> int:
        """How far it goes on or back: 下下个 is two."""
        return 2 if _TWICE.search(self.slotted.text) else 1

    @property
    def to_beginning(self) -> bool:
        """Whether it goes back to what was shown first (还是要最开始那个)."""
        return _BEGINNING.search(self.slotted.text) is not None

    @property
    def to_list(self) -> bool:
        """Whether it goes back to a list, and not to what was read from it (回到列表)."""
        return _LIST.search(self.question) is not None

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
    def asks(self) -> float:
        """How likely it is to be a question, 0…1."""
        return self.asked.kinds[QUESTION] if self.asked else 0.0

    @property
    def is_remark(self) -> bool:
        """Whether it is likelier said by the way than asked (我当年也修过堤)."""
        if self.likely not in POLITE or ASKING.search(self.slotted.text):
            return False
        return self.asked is not None and sum(self.asked.kinds.get(act, 0.0) for act in POLITE) > self.asks

    @property
    def is_act(self) -> bool:
        """Whether it is an act and surely no question: known to the letter, or about no subject and hardly one."""
        is_known = self.asked is None
        return self.act is not None and (is_known or (self._is_hardly_asked and not self.topic))

    @property
    def _is_hardly_asked(self) -> bool:
        is_beside = self.unit is not None and self.act != "unit"
        times = _POINTEDLY if self.act == "ordinal" else _SURELY
        most = _NO_QUESTION if is_beside else self.sure / times
        return self.asks <= most

    @property
    def rather(self) -> str | None:
        """The act that it may be beside a question: the likelier, the more subjects it may ask of."""
        asked_of = 0 if self._is_hardly_asked else len(self.slotted.subjects)
        return self.likely if self.sure >= _RATHER * (1 + asked_of) else None

    @property
    def is_bare(self) -> bool:
        """Whether it names a subject and asks nothing of it (那停车呢)."""
        return _TOPIC.fullmatch(self.slotted.text) is not None

    @property
    def counted(self) -> str:
        """What it wants counted, where it asks how many."""
        found = _COUNTED.search(self.slotted.said)
        return found["noun"] if found else ""


def is_of_them(slotted: Slotted) -> bool:
    """Whether a message says 他们, with no 另外 or the like before it."""
    before, they, _ = slotted.text.partition(THEY)
    return bool(they) and _ANOTHER.search(before) is None
