"""Which organisation a text tells about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.importing.finding.organisations import Organisation, Organisations

_TOP, _TAIL = 6000, 200
_MEDIA = re.compile("报社|电视台|新闻|日报|晚报|网$|网站|通讯社|栏目组|编辑部")
_ABOVE = re.compile(
    "^(?:党中央|国务院|中央|[省市县区州](?:委|政府|人民政府)|[省市县区]委[省市县区]政府)|工作领导小组办公室$"
)
_ACTED_ON = re.compile("(?:由|与|向|和|联合|会同|走进|协调|在|配合|给|对接|邀请|被|、)$")
_LED_BY = re.compile("^(?:的?(?:坚强|正确|统一)?领导下|的(?:指导|支持|帮助|关心)下|等|、)")
_OPENING = 120
_TITLE_PLACE = re.compile(
    "(?![全我本各该两首每])((?:[\u4e00-\u9fff]{2,4}[省市州])?[\u4e00-\u9fff]{1,4}[市县区镇乡村旗]|[\u4e00-\u9fff]{2,6}(?:街道|社区))"
    "(?=[：:，,\\s“‘（]|探索|创新|推行|推动|推进|打造|实施|建立|构建|开展|深化|坚持|聚焦|用好|着力|扎实|全力|以|用|让|做|抓)"
)
_PLACES = "镇乡村"
_SHORTEST = 4
_SIGNATURE = re.compile(
    r"[（(]\s*([^（()）]{3,30}?)(?:\s+[\u4e00-\u9fff·]{2,8})*\s*[）)]\s*$|([\u4e00-\u9fffA-Za-z]{3,30}?)(?:、[\u4e00-\u9fff]+)?\s*供稿"
)


@dataclass(frozen=True)
class _Standing:
    """How a name stands in the text, for weighing."""

    name: str
    weight: float
    start: int


class Subject:
    """Finds the organisation that acts."""

    def __init__(self, organisations: Organisations) -> None:
        self._organisations = organisations

    def of(self, title: str, text: str, publisher: str | None = None) -> str | None:
        """The organisation: of the title, else the one that the text speaks of most, else who signs or publishes."""
        words = text[:_TOP]
        within, titled = self._fit(words), self._fit(title)
        named = [found for found in titled if found.placed or len(found.name) > _SHORTEST]
        if named:
            return self._in_full(named[0].name, [found.name for found in within])
        place = _TITLE_PLACE.match(title)
        if place:
            return place[1]
        best = self._weightiest(words, within)
        if best:
            return best
        return self._signed(text[-_TAIL:]) or self._publishing(publisher)

    def opening(self, text: str) -> str | None:
        """The first proper name of an organisation in the first sentences."""
        found = [
            one for one in self._organisations.find(text[:_OPENING]) if one.placed and not self._unfit(one)
        ]
        return found[0].name if found else None

    def _fit(self, text: str) -> list[Organisation]:
        """The names in a text; in quotation marks it may be but an expression: “空心村”."""
        return [
            found
            for found in self._organisations.find(text)
            if not self._unfit(found) and text[found.start - 1 : found.end + 1] != f"“{found.name}”"
        ]

    def _unfit(self, found: Organisation) -> bool:
        return bool(_MEDIA.search(found.name) or _ABOVE.fullmatch(found.name))

    def _in_full(self, short: str, names: Sequence[str]) -> str:
        """The name as the text gives it in full: 江西省融资担保股份有限公司 for 省融资担保公司.

        石门村党总支 for 石门村 only if the text never speaks of the village itself.
        """
        for name in names:
            longer = len(name) > len(short)
            if longer and name[-1] == short[-1] and _abbreviates(short, name):
                return name
            if longer and name.startswith(short) and short.endswith("集团") and name.endswith("公司"):
                return name
            if longer and short[-1] in _PLACES and short not in names and name.startswith(short):
                return name
        return short

    def _weightiest(self, text: str, within: list[Organisation]) -> str | None:
        standings = [self._standing(text, found, within) for found in within if self._acts(text, found)]
        best = max(standings, key=lambda one: (one.weight, -one.start), default=None)
        if best is None:
            return None
        return max((found.name for found in within if found.name.endswith(best.name)), key=len)

    def _acts(self, text: str, found: Organisation) -> bool:
        return not (
            _LED_BY.match(text[found.end : found.end + 12])
            or _ACTED_ON.search(text[max(found.start - 4, 0) : found.start])
        )

    def _standing(self, text: str, found: Organisation, within: list[Organisation]) -> _Standing:
        mentions = sum(
            other.name == found.name
            or (other.name in found.name and found.name.endswith(other.name))
            or (found.name[-1] in _PLACES and other.name.startswith(found.name))
            for other in within
        )
        proper = 1.5 if found.placed and found.name[-1] not in _PLACES else 1.0
        early = 3.0 if found.start < _OPENING else 1.0 if found.start < 4 * _OPENING else 0.0
        subject = 2.0 if _begins_clause(text, found.start) else 0.0
        return _Standing(found.name, proper * (min(mentions, 5) + early + subject), found.start)

    def _signed(self, tail: str) -> str | None:
        found = _SIGNATURE.search(tail)
        name = (found[1] or found[2]).strip() if found else ""
        return name if name and self._organisations.whole(name) else None

    def _publishing(self, publisher: str | None) -> str | None:
        fit = publisher and not _MEDIA.search(publisher) and self._organisations.whole(publisher)
        return publisher if fit else None


def _abbreviates(short: str, name: str) -> bool:
    """Whether the characters of the short name stand in the long one in their order."""
    rest = iter(name)
    return all(char in rest for char in short)


def _begins_clause(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return (
        not before or before[-1] in "。！？；，,\n：:" or bool(re.search("(?:近日|日前|以来|年来)$", before))
    )
