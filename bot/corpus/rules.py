"""What entries of units.toml, themes.toml and vocabulary.toml must keep to, however they come in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model import is_web_address

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from bot.model import Keyword, Synonym, Theme, Unit

SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
"""What names of files, units and themes may be made of, for they stand in addresses."""

BAD_SLUG = "不合规"
ONLY_SLUG = "只用小写字母、数字和短横"
_SHOWN = 40


@dataclass(frozen=True)
class Objection:
    """Why an entry cannot stand as it is.

    Attributes:
        value: the words that are objected to.
    """

    value: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what}；{self.mend}"


class Register:
    """Units, or themes: what each is called and where its page stands, of which no two may have the same."""

    def __init__(self, entries: Iterable[Unit | Theme] = ()) -> None:
        self._names: dict[str, str] = {}
        self._slugs: dict[str, str] = {}
        for entry in entries:
            self.put(entry)

    def put(self, entry: Unit | Theme) -> None:
        """Take an entry; what another has already stays with that one."""
        for name in entry.names:
            self._names.setdefault(plain(name), entry.name)
        self._slugs.setdefault(entry.slug, entry.name)

    def take(self, new: Unit | Theme, instead_of: Unit | Theme | None = None) -> Objection | None:
        """Put an entry in the place of another, or as a new one; what stands against it, where it cannot be."""
        if instead_of:
            self.drop(instead_of)
        objection = next(self.objections(new), None)
        kept = instead_of if objection else new
        if kept:
            self.put(kept)
        return objection

    def owner(self, name: str) -> str | None:
        """What the entry is called that goes by that name."""
        return self._names.get(plain(name))

    def drop(self, entry: Unit | Theme) -> None:
        """Let go of an entry and its names."""
        for name in entry.names:
            if self._names.get(plain(name)) == entry.name:
                del self._names[plain(name)]
        if self._slugs.get(entry.slug) == entry.name:
            del self._slugs[entry.slug]

    def objections(self, entry: Unit | Theme) -> Iterator[Objection]:
        """What stands against an entry that is not in the register."""
        own = set[str]()
        for name in entry.names:
            owner = self.owner(name)
            if owner:
                yield Objection(name, f"“{name}”已经是“{owner}”的名字", "只留给一个")
            elif plain(name) in own:
                yield Objection(name, f"“{name}”写了两次", "只写一次")
            own.add(plain(name))
        slug, owner = entry.slug, self._slugs.get(entry.slug)
        if not SLUG.fullmatch(slug):
            yield Objection(slug, f"网址名 {slug[:_SHOWN]} {BAD_SLUG}", ONLY_SLUG)
        if owner:
            yield Objection(slug, f"网址名 {slug[:_SHOWN]} 已经是“{owner}”的", "换一个")


def leads_nowhere(synonym: Synonym, texts: Iterable[str]) -> Objection | None:
    """That none of the words an entry of the vocabulary leads to stands in any text, which a general one may."""
    if synonym.general or any(word in text for text in texts for word in synonym.means):
        return None
    what = f"means 里的“{'”“'.join(synonym.means)}”哪篇稿子里都没有"
    return Objection(synonym.means[0], what, "改成稿子里一字不差的词，或把这一项删掉")


_LONGEST_REPLY = 1900
"""Bytes of a fixed reply, which leaves room for its link's markup in what WeChat takes."""

_SHORTEST_BEGINNING = 2


def keyword_objection(
    keyword: Keyword, others: Iterable[Keyword], passages: Container[str], kept: Iterable[str]
) -> Objection | None:
    """What stands against a fixed reply.

    Args:
        passages: ids of those there are.
        kept: words that mean something else already.
    """
    first = keyword.says[0]
    if bool(keyword.text) is bool(keyword.practice):
        return Objection(first, f"“{first}”要么写 text，要么写 practice", "只写其中一个")
    if keyword.practice and keyword.practice not in passages:
        return Objection(first, f"没有 {keyword.practice} 这一段", "写“讲稿编号#锚点”")
    if keyword.link and (keyword.practice or not is_web_address(keyword.link)):
        mend = "写 http:// 或 https:// 开头的完整网址，跟在 text 后面"
        return Objection(first, f"“{first}”的 link 不对", mend)
    if len(f"{keyword.text}{keyword.link or ''}".encode()) > _LONGEST_REPLY:
        mend = f"缩短到 {_LONGEST_REPLY} 字节以内（一个汉字 3 字节）"
        return Objection(first, f"“{first}”的回复太长", mend)
    if "<" in keyword.text:
        return Objection(first, f"“{first}”的 text 里有 <", "网址写到 link 里")
    return next(_objections_to_words(keyword, others, kept), None)


def _objections_to_words(
    keyword: Keyword, others: Iterable[Keyword], kept: Iterable[str]
) -> Iterator[Objection]:
    taken = {plain(says) for other in others if other.prefix == keyword.prefix for says in other.says}
    reserved = {plain(word) for word in kept}
    for says in keyword.says:
        key = plain(says)
        if key in taken:
            yield Objection(says, f"“{says}”写了两次", "只留一个")
        elif key.isdigit():
            yield Objection(says, f"“{says}”是数字，要留给选项", "换成文字")
        elif keyword.prefix and len(key) < _SHORTEST_BEGINNING:
            yield Objection(says, f"“{says}”太短，做开头会拦住别的问题", "写两个字以上，或去掉 prefix")
        elif key in reserved or (keyword.prefix and any(word.startswith(key) for word in reserved)):
            yield Objection(says, f"“{says}”会拦住“删除我的记录”", "换一个说法")


def plain(name: str) -> str:
    """What names are compared by: width, case and spaces make none different."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
