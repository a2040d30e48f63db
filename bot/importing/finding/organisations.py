"""Names of organisations in Chinese text.

A name is a run of words that can stand in a name, ending with a word that organisations end with (局, 街道, 党支部…).
jieba says where words begin and what they are; verbs are in a name only if they are an organisation's trade (管理).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import jieba

from bot.importing.finding.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORDS = words("organisations")
_STRONG = re.compile(f"(?:{'|'.join(_WORDS['ends'])}|[一二三四五六七八九十][中小])$")
_DEPARTMENTS = frozenset(_WORDS["departments"])
_WEAK = frozenset(_WORDS["weak_ends"])
_NEVER = tuple(_WORDS["never_ends"])
_GENERIC = frozenset(_WORDS["generic"])
_TRADES = frozenset(_WORDS["trades"])
_STOPS = frozenset(_WORDS["stops"])
_PROPER = re.compile(
    r"(?:某|省|市|县|区|州)|[\u4e00-\u9fff]{1,7}?(?:省|市|县|(?<![社园校片小辖景库厂山新])区|州|旗|镇|乡|村|街道|路)|中国|国家|中央|全国"
)
_NAME_FLAGS = ("n", "s", "j", "b", "a", "f", "vn", "vg", "q", "g", "z")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十]{1,3}|\d{1,3}")
_ENDING = re.compile(f"[{''.join({end[-1] for end in (*_WORDS['ends'], *_WEAK, *_DEPARTMENTS)})}]")
_PLACE_CHAR = re.compile("[省市县区州旗镇乡村]|街道")
PLACE_END = re.compile("(?:省|市|自治区|县|区|州|旗|镇|乡|村|街道|社区)$")
_NO_PLACE = re.compile(
    "^(?:中国|全|我|本|各|该|两|首|每|某|美丽|文明)|(?:城|都|地|园|小|校|景|山|辖|厂|社|片|库|郊|闹|灾|疫|老)区$|[入进驻到整乡农山古]村$|[锦红旌校国党]旗$|(?:城|超|门|早|夜|菜)市$|(?:家|故|城|下|老|水|山)乡$|[农乡山渔古全]村$"
)
_PLACES = re.compile("(?:[\u4e00-\u9fff]{2,6}?(?:省|市|自治区|县|区|州|旗|镇|乡|村|街道|社区))+")
_PLACE = re.compile("[\u4e00-\u9fff]{1,4}(?:省|市|县|区|州|旗|镇|乡|村|街道)")
_PLACE_WORDS, _LONGEST_PART, _HALF_PLACE = 7, 3, 2
_COMMON = 100_000
_CALLED = re.compile("(?<=\\w)“[^“”]{1,10}”(?=\\w)")
_REMEMBERED, _REMEMBERED_STRETCHES = 1000, 8000
_LONGEST_IDIOM, _SHORTEST, _LONGEST, _LONGEST_WORD = 4, 3, 40, 6
_LEVELS = frozenset({"省", "市", "县", "区", "州", "镇", "乡", "某", "某市", "某县", "某区"})
_JOINERS = frozenset("和与及暨")
PARTY_BODIES = "党委|党组|党工委|党总支|党支部"
"""How the party's bodies in an organisation are called behind its name."""
_PARTY_BODY = re.compile(f"(?:{PARTY_BODIES})$")
_PARTY_OFFICE = re.compile("(?:第一)?副?书记|成员|委员")  # 某公司党委副书记 is of the company
_HAN = re.compile(r"[\u4e00-\u9fff]")
_STRETCH = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]+")


@dataclass(frozen=True)
class Organisation:
    """A name in a text.

    Attributes:
        start: offset in characters.
        placed: whether it begins with a place or a level of government, as proper names do.
    """

    name: str
    start: int
    placed: bool

    @property
    def end(self) -> int:
        """Offset after it."""
        return self.start + len(self.name)


@dataclass(frozen=True)
class _Word:
    text: str
    flag: str
    start: int


class Organisations:
    """Finds names of organisations.

    Args:
        known: names to find as they are, whatever they look like.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = tuple(dict.fromkeys(known))
        # Every way of finding speeches asks about the same lines again.
        self.find = lru_cache(maxsize=_REMEMBERED)(self._find)
        # The same stretches are cut for organisations and places, for paragraphs and pages.
        self._words = lru_cache(maxsize=_REMEMBERED_STRETCHES)(lambda text: tuple(self._cut(text)))

    @cached_property
    def _tagger(self) -> Any:
        """The tagger of jieba over its own dictionary file; its cache in the temporary directory is not trusted."""
        from jieba.posseg import POSTokenizer  # noqa: PLC0415 # loading takes a second that only importing should pay

        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        tagger = POSTokenizer(tokenizer)
        for department in _DEPARTMENTS:
            tokenizer.add_word(department)
            tagger.word_tag_tab[department] = "nt"
        tokenizer.add_word("城关", _COMMON)  # 某县 城关镇, not 某 县城 关镇
        tagger.word_tag_tab["城关"] = "ns"
        return tagger

    def _find(self, text: str) -> tuple[Organisation, ...]:
        """The names in a text, in order."""
        found = [
            one
            for stretch in _STRETCH.finditer(text)
            if _ENDING.search(stretch[0])  # cutting takes most of the time
            for one in self._in_stretch(stretch[0], stretch.start())
        ]
        found += [
            Organisation(name, at.start(), placed=True)
            for name in self._known
            if name in text
            for at in re.finditer(re.escape(name), text)
        ]
        found.sort(key=lambda one: (one.start, -one.end))
        kept: list[Organisation] = []
        for one in found:
            if not kept or kept[-1].end <= one.start:
                kept.append(one)
        return tuple(kept)

    def named(self, text: str) -> list[tuple[str, int]]:
        """Organisations and places with where they begin; a place inside an organisation's name is none of its own."""
        organisations = self.find(text)
        inside = {place for one in organisations for place in range(one.start + 1, one.end)}
        places = [(name, start) for name, start in self.places(text) if start not in inside]
        return [(one.name, one.start) for one in organisations] + places

    def whole(self, text: str) -> bool:
        """Whether a text is the name of an organisation and nothing else: 某县水务局, 某县“灯笼嫂”志愿服务队."""
        if text in self._known:
            return True
        if len(text) > _LONGEST or re.search(r"\W", text):
            bare = _CALLED.sub("", text, count=1)
            return bare != text and self.whole(bare)
        found = any(found.name == text for found in self.find(text))
        return found or (self.signs(text) and self.subject(text) == text)

    def is_name(self, text: str) -> bool:
        """Whether a text is the name of an organisation or a place and nothing else."""
        return self.whole(text) or self.is_place(text)

    def places(self, text: str) -> list[tuple[str, int]]:
        """Names of places and where they begin: 广东, 青禾县, 菊园新区; the longest where one begins with another."""
        found, seen = list[tuple[str, int]](), 0
        for stretch in filter(self._may_hold_place, _STRETCH.finditer(text)):
            words = self._words(stretch[0])
            for number, word in enumerate(words):
                start = stretch.start() + word.start
                if start < seen or word.text in _STOPS:
                    continue
                name = max(self._place_names(words[number : number + _PLACE_WORDS]), key=len, default="")
                if name:
                    found.append((name, start))
                    seen = start + len(name)
        return found

    def _may_hold_place(self, stretch: re.Match[str]) -> bool:
        """What may be told of it without cutting it."""
        text = stretch[0]
        pairs = (text[at : at + length] for length in (2, 3) for at in range(len(text) - length + 1))
        return bool(_PLACE_CHAR.search(text)) or not self._known_places.isdisjoint(pairs)

    @cached_property
    def _known_places(self) -> frozenset[str]:
        """Short names of places that the dictionary has: 广东, 重庆."""
        tags: dict[str, str] = self._tagger.word_tag_tab
        return frozenset(word for word, tag in tags.items() if tag == "ns" and len(word) in (2, 3))

    def _place_names(self, words: Sequence[_Word]) -> Iterator[str]:
        name = ""
        for word in words:
            is_made_up = word.text not in self._tagger.tokenizer.FREQ and bool(_HAN.match(word.text))
            may_be = len(word.text) <= _LONGEST_PART and (
                word.flag in ("ns", "nr", "nrt", "nz") or is_made_up
            )
            if not (may_be or PLACE_END.search(word.text)):
                return
            name += word.text
            is_place = PLACE_END.search(name) and len(name) >= _SHORTEST
            is_known = name == word.text and word.flag == "ns"
            if (is_place or is_known) and not _NO_PLACE.search(name):
                yield name

    def ends_as_name(self, text: str) -> bool:
        """Whether a text ends as names of organisations or places do: all that stands before 关于…的通知."""
        words = self._words(text)
        return (
            len(text) <= _LONGEST
            and bool(words)
            and (self._is_end(words[-1].text) or bool(PLACE_END.search(text)) or text[-1] in "部会署")
        )

    def signs(self, text: str) -> bool:
        """Whether a line that is no sentence may be an organisation's name, whatever it does by trade: 某市创建…指挥部办公室."""
        return self.is_placed(text) and self.ends_as_name(text) and not PLACE_END.search(text)

    def is_place(self, text: str) -> bool:
        """Whether a text is the name of a place and nothing else."""
        several = len(_PLACE_CHAR.findall(text)) > 1  # 吉林省长春市宽城区
        return (
            bool(_PLACES.fullmatch(text))
            and len(text) <= _LONGEST
            and (several or not (_NO_PLACE.search(text) or self.subject(text) != text))
        )

    def is_placed(self, name: str) -> bool:
        """Whether a name begins with a place or a level of government, as proper names do."""
        words = list(self._words(name))
        return bool(words) and (self._placed_run(words) or bool(_PROPER.match(name)))

    def acts(self, text: str, end: int) -> bool:
        """Whether what stands after a name says how, by what or that something is done: a verb, preposition, adverb."""
        return self._kind_after(text, end) in tuple("vpda")

    def goes_on(self, text: str, end: int) -> bool:
        """Whether a noun stands after a name, so that it may be a part of a longer one."""
        return self._kind_after(text, end) == "n"

    def _kind_after(self, text: str, end: int) -> str:
        after = _STRETCH.match(text, end, end + _LONGEST_WORD)
        return self._words(after[0])[0].flag[0] if after else ""

    def subject(self, text: str) -> str:
        """What stands before the first word of a text that says that something is done, or all before its first stop."""
        stretch = _STRETCH.match(text)
        words = self._words(stretch[0]) if stretch else ()
        end = next((one.start for one in words if one.flag[0] in "vpd" and one.text not in _TRADES), None)
        return stretch[0][:end] if stretch else ""

    def _in_stretch(self, text: str, offset: int) -> Iterator[Organisation]:
        run: list[_Word] = []
        words = [*self._words(text), _Word("", "w", len(text))]
        for word, following in zip_longest(words, words[1:]):
            of_people = (
                word.flag == "n" and run and following and following.text and self._is_end(following.text)
            )
            if self._may_stand_in_name(word, run) or of_people:  # 教师党支部, but not 教师
                run.append(word)
            else:
                yield from self._in_run(run, text, offset)
                run = [word] if word.text == "某" else []

    def _cut(self, text: str) -> Iterator[_Word]:
        """Words with their kinds; a verb before half a place that nobody knows is the other half of it: 望 汀区."""
        start, verb = 0, ""
        for token in self._tagger.cut(f"{text}\n"):
            word, known = token.word, token.word in self._tagger.tokenizer.FREQ
            if verb and (known or len(word) != _HALF_PLACE or not PLACE_END.search(word)):
                yield _Word(verb, "v", start - 1)
                verb = ""
            is_verb = token.flag == "v" and len(word) == 1 and word not in _STOPS
            if not is_verb and word != "\n":
                yield _Word(verb + word, token.flag, start - len(verb))
            verb = word * is_verb
            start += len(word)

    def _may_stand_in_name(self, word: _Word, run: list[_Word]) -> bool:
        text, flag = word.text, word.flag
        if not text or text in _STOPS:
            return False
        if text in _JOINERS or _ORDINAL.fullmatch(text):
            return bool(run) or text.startswith("第")
        if text in _TRADES or self._is_end(text):
            return True
        if flag == "v":
            return (
                len(text) > 1
                and bool(run)
                and self._placed(run[0])
                and not any(self._is_end(one.text) for one in run)
            )
        if flag in ("l", "i"):
            return len(text) <= _LONGEST_IDIOM
        return flag.startswith(_NAME_FLAGS)

    def _in_run(self, run: list[_Word], text: str, offset: int) -> Iterator[Organisation]:
        """The names in a run, the last first: what stands before the last one's joiner may be another."""
        while run:
            last = next((n for n in range(len(run) - 1, -1, -1) if self._ends_name(run, n)), None)
            if last is None:
                return
            first = self._first(run, last)
            name = "".join(word.text for word in run[first : last + 1])
            if _PARTY_OFFICE.match(text, run[last].start + len(run[last].text)):
                bare = _PARTY_BODY.sub("", name)
                name = name if PLACE_END.search(bare) else bare
            told = len(_HAN.findall(name)) >= _SHORTEST and len(name) <= _LONGEST
            if told and name not in _GENERIC:
                placed = self._placed(run[first]) or bool(_PROPER.match(name))
                yield Organisation(name, offset + run[first].start, placed)
            run = run[: max(first - 1, 0)]

    def _ends_name(self, run: list[_Word], number: int) -> bool:
        text = run[number].text
        if not (self._is_end(text) or run[number].flag == "nt"):
            return False
        if number == 0:
            return len(text) > _SHORTEST or text[0] in _LEVELS or text in _DEPARTMENTS or text.endswith("局")
        return text not in _WEAK or len(run[number - 1].text) > 1

    def _is_end(self, text: str) -> bool:
        return (bool(_STRONG.search(text)) or text[-1] in _WEAK) and not text.endswith(_NEVER)

    def _first(self, run: list[_Word], last: int) -> int:
        """Where the name begins: after a joiner, unless what stands before it belongs to the same name."""
        joiner = next((n for n in range(last, -1, -1) if run[n].text in _JOINERS), None)
        if joiner is None:
            return 0
        before = run[joiner - 1].text
        if (self._is_end(before) and before not in _TRADES) or not self._placed_run(run):
            return joiner + 1
        return 0

    def _placed_run(self, run: list[_Word]) -> bool:
        """Whether it begins with a place, be it one that jieba does not know: 云汐 市, 泓 阜市."""
        begins = ("".join(word.text for word in run[:several]) for several in (2, 3))
        return self._placed(run[0]) or any(
            _PLACE.fullmatch(one) and not _NO_PLACE.search(one) for one in begins
        )

    def _placed(self, word: _Word) -> bool:
        return word.flag in ("ns", "nt") or word.text in _LEVELS or bool(_PROPER.match(word.text))
