"""Lines -> paragraphs, where a source kept a whole page on a line or a title on several."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

from bot.importing.finding.boilerplate import LABELS, is_furniture
from bot.importing.finding.markers import NO_SIGN
from bot.importing.finding.numbering import uncounted
from bot.importing.reading.page import CELL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.importing.reading.page import Line

_ENDS = "。！？；：!?;…—"
_CLOSERS = "”’」』）)】》〉\"'"
_PAIRS = dict(zip("“「『（(《〈【[", "”」』）)》〉】]", strict=True))
_LONGEST_ASIDE = 300
_LONGEST_HEADING = 60
_NAME = 3
_WORD_SPACES = 2
_FEW, _WHOLE_PAGE = 8, 300
ROW = "row"
"""The list in which each row of a table is a point, where several are told by one unit."""
NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|0\d-|"
    "第[一二三四五六七八九十]+[章条]"
)
_DEEDS = re.compile("做法|举措|措施|经验")
_NAMED = re.compile(
    rf"(?P<sign>{NUMBERED.pattern}|[^{NO_SIGN}]?)\s*(?P<name>\w{{3,20}})(?P<gap>\u3000+|\s{{2,}})(?=.{{6}})"
)
_STARTS_STORY = re.compile(r".{3,}(?:讯|电)$|[（(](?:记者|通讯员|本报|本站|实习)|(?:本报|本站|记者|通讯员)")
_FEWEST_REPEATED, _REPEATED = 6, 0.8
_PUBLISHED = re.compile(
    rf"[【\[]?(?:文章|信息|稿件)?(?:{LABELS})[:：】\]]|星期[一二三四五六日]$|[（(\[]?(?:19|20)\d{{2}}[-/.年]\d{{1,2}}|"
    r"\[?[^\[\]]{0,12}\d{1,2}:\d{2}(?::\d{2})?\]?$|[（(]?总?第\s*[\d一二三四五六七八九十]+\s*期|.{0,12}[〔\[（(](?:19|20)\d{2}[〕\]）)]第?\d+号|(?:\d+次?|次)$|[【\[（(]?(?:大|中|小|打印|关闭)(?:[】\]）)]|$)"
)


KINDS = "材料|发言|讲话|汇报|报告|总结"
"""Kinds of paper that tell what somebody did; titles end with them."""
_KIND = re.compile(rf"(?:{KINDS})(?:材料)?稿?")
_BEGINS = re.compile(  # how texts begin
    r"尊敬的|各位|同志们|大家好|今年|去年|近[年期日来]|[一几两]年来|20\d\d年|\d{1,2}月|为[了深全贯进推]|根据|按照"
)
_SPACED = re.compile("[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff]){2,}(?=$|[（(])")


def split(lines: Iterable[Line], is_unit: Callable[[str], bool] = lambda _: False) -> Iterator[Line]:
    """Paragraphs; a line that holds several, parted by spaces after a sentence's end, comes apart."""
    rows = map(_closed_up, _cells(lines, is_unit))
    for number, line in enumerate(_named(list(rows), is_unit)):
        pieces = _pieces(line)
        long = len(line.text) > (_WHOLE_PAGE if number else _LONGEST_HEADING)
        whole_page = len(pieces) > 1 or ("。" in line.text and long)
        if whole_page and number == 0:
            pieces = [*_titled(pieces[0]), *pieces[1:]]
        for piece in pieces:
            yield from _headed(piece, is_unit) if whole_page else (piece,)


def _closed_up(line: Line) -> Line:
    """A line set with spaces between its characters without these: 防 汛 专 报; it looks like a title."""
    spaced = _SPACED.match(line.text)
    if not spaced:
        return line
    text = re.sub(r"\s", "", spaced[0]) + line.text[spaced.end() :]
    return replace(line, text=text, level=line.level or 1, bold=len(text) * bool(line.bold))


def _named(lines: Sequence[Line], is_unit: Callable[[str], bool]) -> Iterator[Line]:
    """Lines that all begin with a name and a gap, whatever sign before it, come apart there: ●市水务局　清淤两次。….

    Of lines that begin alike most name a unit, and so what stands there in the others is one.
    """
    found = [_NAMED.match(line.text) for line in lines]
    names = defaultdict[str, list[bool]](list)
    for one in filter(None, found):
        names[uncounted(one["sign"])].append(is_unit(one["name"]))
    for line, named in zip(lines, found, strict=True):
        of_units = names[uncounted(named["sign"])] if named else []
        if named and len(of_units) > 1 and 2 * sum(of_units) + bool(named["sign"]) > len(of_units):
            gap = named.start("gap")
            yield from _cut(line, [space for space in _open_spaces(line.text) if space.start() == gap])
        else:
            yield line


def _cells(lines: Iterable[Line], is_unit: Callable[[str], bool]) -> Iterator[Line]:
    """The rows of a table of which most tell whose text they hold come apart into cells."""
    for is_table, group in groupby(lines, key=lambda line: line.row > 0):
        table = list(group)
        if not is_table:
            yield from table
            continue
        form = [(line, [*filter(None, line.text.split(CELL))]) for line in table]
        if any(
            cells[0].endswith("单位") and is_unit(cells[1])
            for _, cells in form
            if cells and len(cells) % 2 == 0
        ):
            for line, cells in form:  # 申报单位 | 某街道办事处: what a cell means stands before it
                pairs = ["：".join(pair) for pair in zip(cells[::2], cells[1::2], strict=False)]
                said = pairs if len(cells) % 2 == 0 else [" ".join(cells)]
                yield from (replace(line, text=one, bold=0, row=0) for one in said)
            continue
        headed = _under_heads(table, is_unit)
        if headed:
            yield from headed
            continue
        rows = list(_merged(table, is_unit))
        whole = [cells for line, cells, at in rows if at or not line.item]
        telling = [any(map(is_unit, row)) and _is_prose("".join(row)) for row in whole]
        for line, cells, at in rows:
            apart = 2 * sum(telling) > len(telling) and any(map(_is_prose, cells))
            point = next((n for n, cell in enumerate(cells) if n >= at and not cell.isdecimal()), at)
            for number, cell in enumerate(cells if apart else [" ".join(cells)]):
                item = ROW if apart and len(whole) < len(rows) and number == point else ""
                yield replace(line, text=cell, bold=min(line.bold, len(cell)), item=item)


def _under_heads(table: Sequence[Line], is_unit: Callable[[str], bool]) -> list[Line]:
    """The cells of a table of which one column is headed 单位 and most of what stands in it are units; none of another.

    Cells merged with those above are missing on the left or said again. Where a unit has several rows each is a point,
    from the column on that is headed 做法 or the like.
    """
    heads, *rows = ([*filter(None, line.text.split(CELL))] for line in table)
    unit = next((place for place, head in enumerate(heads) if head.endswith("单位")), len(heads))
    deeds = next(
        (place for place, head in enumerate(heads) if place > unit and _DEEDS.search(head)), unit + 1
    )
    if deeds >= len(heads):
        return []
    found, names, begun, said = [replace(table[0], text=" ".join(heads))], [""], table[0], set[str]()
    for line, cells in zip(table[1:], rows, strict=True):
        left = len(heads) - len(cells)
        name = cells[unit - left] if 0 <= left <= unit else names[-1]
        if name != names[-1]:
            begun, said = line, set()
            names.append(name)
        for at, cell in enumerate(cells, left):
            if at >= deeds or cell not in said:
                item = ROW if at == max(deeds, left) else ""
                found.append(
                    replace(line, text=cell, row=begun.row, item=item, bold=min(line.bold, len(cell)))
                )
        said |= set(cells)
    if 2 * sum(map(is_unit, names)) < len(names):  # the first is none
        return []
    several = len(names) <= len(rows)
    return found if several else [replace(one, item="") for one in found]


def _merged(table: Sequence[Line], is_unit: Callable[[str], bool]) -> Iterator[tuple[Line, list[str], int]]:
    """Rows, their cells, and the place after the name in these; where it is merged or said again, the row above goes on."""
    begun, above, at = table[0], list[str](), 0
    for line in table:
        cells = list(filter(None, line.text.split(CELL)))
        own = max((n for n, cell in enumerate(cells, 1) if is_unit(cell)), default=0)
        again = cells[own - 1] == above[at - 1] if own and at else 0 < at <= len(above) - len(cells)
        begun, above, at = (begun, above, at) if again else (line, cells, own)
        yield replace(line, row=begun.row, item=ROW * again), cells[own * again :], own * (not again)


def _titled(line: Line) -> list[Line]:
    """A title and the text glued to it come apart; that begins as texts do, or with a name that the title has."""
    for kind in _KIND.finditer(line.text, 0, _LONGEST_HEADING):
        title, text = line.text[: kind.end()], line.text[kind.end() :]
        if not re.search(r"[，。；：！？\s]", title) and (_BEGINS.match(text) or text[:_NAME] in title):
            heading = replace(line, text=title, bold=min(line.bold, len(title)))
            return [heading, replace(line, text=text, gap="\n", bold=0)]
    return [line]


def _pieces(line: Line) -> list[Line]:
    """Where a sentence ends and white space follows, or much white space, outside brackets and quotation marks."""
    if "。" not in line.text:
        return [line]
    spaces = [
        at
        for at in _open_spaces(line.text)
        if at.start() > line.bold  # what is set bold at the beginning leads to what stands behind it
        and (
            len(at[0]) > _WORD_SPACES
            or line.text[max(at.start() - _FEW, 0) : at.start()].rstrip(_CLOSERS).endswith(tuple(_ENDS))
        )
    ]
    return _cut(line, spaces)


def _headed(line: Line, is_unit: Callable[[str], bool]) -> list[Line]:
    """What stands before a paragraph of a one-line page, parted by spaces only, is its heading."""
    spaces = list(_open_spaces(line.text))
    parts = _cut(line, spaces)
    body = next(
        (n for n, part in enumerate(parts) if _is_prose(part.text) or _STARTS_STORY.match(part.text)),
        len(parts),
    )
    if any(len(part.text) > _LONGEST_HEADING for part in parts[:body]) or body == 0:
        return [line]
    kinds = [*_kinds([part.text for part in parts[:body]], is_unit), "text"]
    return _cut(
        line,
        [spaces[n - 1] for n in range(1, body + 1) if n < len(parts) and kinds[n] != kinds[n - 1]],
    )


def _kinds(parts: list[str], is_unit: Callable[[str], bool]) -> list[str]:
    """Of the parts of a heading: the heading itself, the same once more, when and where published."""
    kinds = list[str]()
    for part in parts:
        above = "".join(part for part, kind in zip(parts, kinds, strict=False) if kind == "heading")
        if _PUBLISHED.match(part) or is_furniture(part):
            kinds.append("published")
        else:
            again = bool(above) and repeats(part, above)
            kinds.append("again" if again else "unit" if is_unit(part) else "heading")
    return kinds


def repeats(text: str, above: str) -> bool:
    """Whether a line says once more what a heading above it says, all of it or nearly."""
    words, known = (re.sub(r"\W", "", one) for one in (text, above))
    if len(words) < _FEWEST_REPEATED:
        return False
    same = SequenceMatcher(None, words, known, autojunk=False).find_longest_match()
    return same.size >= _REPEATED * min(len(words), len(known))


def _is_prose(text: str) -> bool:
    """Whether a sentence ends in it, short quotations left aside; a cry or question may be a heading."""
    bare = re.sub(r"[“「『（(《【][^”」』）)》】]{0,40}[”」』）)》】]", "", text)
    return any(end in bare for end in "。；;…") or text.endswith(("：", ":", "，", ","))


def _cut(line: Line, spaces: list[re.Match[str]]) -> list[Line]:
    starts = [0, *(space.end() for space in spaces)]
    ends = [*(space.start() for space in spaces), len(line.text)]
    gaps = [line.gap, *("\n" if len(space[0]) > 1 else space[0] for space in spaces)]
    return [
        replace(line, text=line.text[start:end], gap=gap, bold=min(max(line.bold - start, 0), end - start))
        for start, end, gap in zip(starts, ends, gaps, strict=True)
        if start < end
    ]


def _open_spaces(text: str) -> Iterator[re.Match[str]]:
    """White space outside pairs of brackets and quotation marks; a pair that does not close soon is none."""
    closed = 0
    for found in re.finditer(r"\s+|[“「『（(《〈【\[]", text):
        if found.start() < closed:
            continue
        closer = _PAIRS.get(found[0])
        if closer is None:
            yield found
            continue
        end = text.find(closer, found.end(), found.end() + _LONGEST_ASIDE)
        closed = end + 1 if end > 0 else closed
