"""What entries of units.toml, themes.toml and vocabulary.toml must keep to, however they come in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.model import Synonym, Theme, Unit

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


def plain(name: str) -> str:
    """What names are compared by: width, case and spaces make none different."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
