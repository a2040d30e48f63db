"""Whose speech it is: every name that may be meant, weighed over the whole page.

Names come from title, byline, label, self-introduction, signature, publisher and running text. Each has features: where
it stands, how often, what kind of name it is. What they add up to is how likely it is the one. Running text alone gives
a guess at most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.importing.finding.found import Evidence
from bot.importing.finding.organisations import PARTY_BODIES
from bot.importing.finding.people import Byline
from bot.importing.finding.title import ABOUT
from bot.importing.finding.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import People

_TOP, _LONGEST, _SHORTEST_END = 4000, 40, 3
_MOST = {"begins clauses": 2.0, "acts": 2.0}  # what may add up
LABELS = ("label", "byline")
_TELLING = ("label", "byline", "title", "introduction", "signature", "publisher", "text")
_ISSUES = "关于|令第|发布|印发|出台|召开|举行|举办|推出|开展|通报"
_MEDIA = re.compile(
    "报社?$|报业|电视台|新闻|日报|晚报|网$|网站|通讯社|栏目组|编辑部|频道|广播|出版社|杂志|新华社|客户端"
)
_PLACE_BEGINS = re.compile(
    "(?![全我本各该两首每某])[\u4e00-\u9fff]{2,5}?(?:省|市|县|区|州|旗|镇|乡|村|街道|社区)"
)
_ISSUER = re.compile(f"([\u4e00-\u9fffA-Za-z0-9（）()]{{2,40}}?)(?:{_ISSUES})")
_PARTY_COMMITTEE = re.compile(f"中共(.{{3,}})委员会|(.{{3,}})(?:{PARTY_BODIES})")
_OWN_KIND = re.compile("[全我该本]([省市县区州旗镇乡村校院局委厅社街司部会站所队厂办])")


@dataclass(frozen=True)
class Telling:
    """What one speech gives to go by.

    Attributes:
        told: names that the page gives as the one who tells, by how it does: byline, label, introduction, signature.
        publisher: of the page.
        among: whether the page gives the name of each of several who tell, and nothing but names.
        guest: who answers, in an interview.
    """

    title: str
    text: str
    told: Mapping[str, str] = field(default_factory=dict)
    publisher: str | None = None
    among: bool = False
    guest: Byline = field(default_factory=Byline)


@dataclass
class Candidate:
    """A name that may be meant, and what speaks for and against it.

    Attributes:
        at: where it first stands in the text.
        is_told: whether more than the running text tells it, and all of it: it may be told as sure.
    """

    name: str
    features: dict[str, float] = field(default_factory=dict)
    at: int | None = None
    is_told: bool = False

    def why(self) -> str:
        """The strongest way in which the page tells it."""
        return next(way for way in _TELLING if way == "text" or self.features.get(way))


class Units:
    """Finds the unit of a speech."""

    def __init__(self, organisations: Organisations, people: People) -> None:
        self._organisations = organisations
        self._people = people
        self._weighing = Weighing("units")

    def of(self, telling: Telling, *, apart: bool = True) -> tuple[str | None, Evidence | None]:
        """The likeliest name and what speaks for it; no name where none is likely enough.

        Args:
            apart: whether it is sure that this is one speech and a whole one.
        """
        candidates = self.candidates(telling)
        ranked, chance = rank(candidates, self._weighing.chances([one.features for one in candidates]))
        named = tuple(one.name for one in ranked)
        if not ranked or chance < self._weighing.fair:
            return None, Evidence(False, "text", named[:3]) if named else None
        best = ranked[0]
        why = best.why()
        level = self._weighing.labelled if why in LABELS else self._weighing.sure
        sure = apart and chance >= level and best.is_told
        sentence = telling.text.count("。", 0, best.at) + 1 if why == "text" and best.at is not None else 0
        return best.name, Evidence(sure, why, named[1:4], sentence)

    def candidates(self, telling: Telling) -> list[Candidate]:
        """Every name that may be meant, each with its features."""
        found: dict[str, Candidate] = {}
        text = telling.text[:_TOP]
        given = [(name, {way: 1.0}) for way, name in telling.told.items()]
        given += [(telling.publisher, {})] if telling.publisher else []
        named = self._organisations.named(text)
        for name, features in (*self._in_title(telling.title, text), *given):
            self._add(found, self._without_honour(name, {one for one, _ in named}), features)
        for name, at in named:
            acts = self._organisations.acts(text, at + len(name))
            begins = not (before := text[max(at - 4, 0) : at].rstrip()) or before[-1] in "。！？；，,\n：:"
            self._add(found, name, {"begins clauses": float(begins), "acts": float(acts)}, at)
        return [self._whole(one, telling, text, found) for one in found.values()]

    def _add(
        self, found: dict[str, Candidate], name: str, features: Mapping[str, float], at: int | None = None
    ) -> None:
        if not 2 <= len(name) <= _LONGEST or name[0] in "各每我本该":  # noqa: PLR2004 # 广东 to a headquarters' full name
            return
        one = found.setdefault(name, Candidate(name))
        one.at = at if one.at is None else one.at
        for feature, value in features.items():
            one.features[feature] = one.features.get(feature, 0.0) + value

    def _without_honour(self, name: str, in_text: set[str]) -> str:
        """A name as the text says it, where a place's honour stands before it: 某市文明校园标兵 青禾县实验小学."""
        organisations = self._organisations
        honours = {
            one: name.removesuffix(one) for one in in_text if name.endswith(one) and _PLACE_BEGINS.match(one)
        }
        bare = [
            one
            for one, honour in honours.items()
            if organisations.is_placed(honour) and not organisations.is_name(honour)
        ]
        return name if name in in_text else max(bare, key=len, default=name)

    def _in_title(self, title: str, text: str) -> Iterator[tuple[str, dict[str, float]]]:
        about = ABOUT.split(title)
        if "“" in about[-1] and self._organisations.whole(about[-1]):  # 某县“灯笼嫂”志愿服务队
            yield about[-1], {"title": 1.0, "title begins": 1.0}
        title = "——".join(about)
        for issuer in filter(None, map(_ISSUER.match, {title, title.rpartition("《")[2]})):
            is_name = self._organisations.ends_as_name(issuer[1])
            yield issuer[1], {"title": 1.0, "issues": float(is_name)}
        names, place = self._organisations.named(title), _PLACE_BEGINS.match(title)
        if place and place[0] in text and not any(place[0] == name for name, _ in names):
            names.append((place[0], 0))  # jieba cuts names that it does not know; the text has it again
        for name, start in names:
            if any(start == at and other != name and other.startswith(name) for other, at in names):
                continue  # 乐山市 of 乐山市税务局
            begins = not re.search("[\u4e00-\u9fff]", title[:start].rpartition("——")[2])
            yield name, {"title": 1.0, "title begins": float(begins)}

    def _whole(
        self, one: Candidate, telling: Telling, text: str, found: Mapping[str, Candidate]
    ) -> Candidate:
        """The candidate with what only the whole page tells."""
        name, others = one.name, (other for other in found if other not in one.name)
        most = max((text.count(other) for other in others), default=0)
        first = min((other.at for other in found.values() if other.at is not None), default=None)
        capped = {key: min(value, _MOST.get(key, 1.0)) for key, value in one.features.items()}
        one.features = (
            capped
            | self._kind(name, text)
            | {
                "mentioned most": float(text.count(name) >= max(most, 1)),
                "holds shorter": float(any(other in name and other != name for other in found)),
                "stands first": float(one.at is not None and one.at == first),
                "publisher": float(telling.publisher == name),
            }
        )
        one.is_told = self._is_told(one, telling, found)
        return one

    def _is_told(self, one: Candidate, telling: Telling, found: Mapping[str, Candidate]) -> bool:
        """Whether more than the running text tells a name, all of it, and something else bears that out."""
        name, why, title = one.name, one.why(), telling.title
        end = title.find(name) + len(name)
        if why == "text" or not (
            self._organisations.ends_as_name(name) or self._organisations.is_placed(name)
        ):
            return False  # 产业发展型, which the text below tells of
        if why == "title" and name in title and self._may_go_on(one, title[end:], found):
            return False
        if why == "label" and name in title and re.match(r"[\w（(]", title[end:]):
            return False  # a heading that runs on may begin with a part of a longer name
        in_text = any(_is_form_of(other.name, name) for other in found.values() if other.at is not None)
        speaks = one.features["of its kind"] or ("我" in telling.text and not one.features["place"])
        ends = name[-_SHORTEST_END:] if one.features["place"] else name  # 桥头区 of 东川市桥头区
        among = telling.among and why in LABELS
        return bool(among or in_text or speaks or ends in telling.text)

    def _may_go_on(self, one: Candidate, words: str, found: Mapping[str, Candidate]) -> bool:
        """Whether what follows a name in a title may be more of it: 桥头区 实验小学, but not 市中医院 志愿服务十年."""
        ends = self._organisations.ends_as_name(self._organisations.subject(words))
        longer = (
            one.features["place"]
            or ends
            or any(name.startswith(one.name) for name in found.keys() - {one.name})
        )
        return bool(longer) and self._organisations.goes_on(words, 0)

    def _kind(self, name: str, text: str) -> dict[str, float]:
        """What kind of name it is."""
        return {
            "place": float(bool(self._organisations.places(name)) and not self._organisations.whole(name)),
            "placed": float(self._organisations.is_placed(name)),
            "of its kind": float(_kind_of(name) in _OWN_KIND.findall(text)),
            "media": float(bool(_MEDIA.search(name))),
        }


def rank(candidates: Sequence[Candidate], chances: Sequence[float]) -> tuple[list[Candidate], float]:
    """The likeliest first, and how likely that one is, in whatever form it is named; 0 where there is none."""
    rated = sorted(zip(chances, candidates, strict=True), key=lambda one: (-one[0], one[1].at or 0))
    alike = (chance for chance, one in rated if _is_form_of(one.name, rated[0][1].name))
    return [one for _, one in rated], sum(alike)


def _is_form_of(name: str, other: str) -> bool:
    """Whether one of two names is the other or leaves out some of its words, party committees aside: 房管所 for 市房屋管理所."""
    short, full = sorted((_without_party(name), _without_party(other)), key=len)
    rest = iter(full)
    return short[-1] == full[-1] and all(char in rest for char in short)


def _without_party(name: str) -> str:
    """Whose committee one is: 市水务局 of 市水务局党组 and 中共市水务局委员会; other names as they are."""
    committee = _PARTY_COMMITTEE.fullmatch(name)
    return (committee[1] or committee[2]) if committee else name


def _kind_of(name: str) -> str:
    """The word by which an organisation calls itself: 校 for a 小学."""
    return "校" if name.endswith(("学", "学院")) else name[-1]
