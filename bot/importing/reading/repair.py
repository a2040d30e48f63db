"""Characters that a page shows as one thing and stores as another, put right; each repair is counted.

Text layers of PDF files write radicals in place of characters. NFKC mends the Kangxi block; the table below is for
the CJK Radicals Supplement, which has no compatibility mappings (Unicode Standard, EquivalentUnifiedIdeograph.txt).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.importing.reading.page import Line, Page

_RADICALS = dict(
    zip(
        "⺁⺃⺄⺅⺆⺇⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀"
        "⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乚乙亻冂几刂卜㔾小小兀尣尢尣巳幺彑彐忄㣺扌攵旡日月歹母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟网罒网网网羊羊羊耂聿聿肉臼艹艹艹"
        "虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
_ENTITY = re.compile(r"&(?:amp;)?(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
_COMPATIBLE = re.compile("[\u2e80-\u2fd5\uf900-\ufad9０-９]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|[\ud800-\udfff]"
)
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_HAN = re.compile("[\u4e00-\u9fff]")
_WRITTEN = "\u4e00-\u9fff〇，。、；：,.;:“”()（）"
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_ANNOTATION = re.compile(
    f"(?<=[\u4e00-\u9fff])\\((?=[a-z]*[{_TONES}])[a-zü{_TONES}]{{1,6}}\\)"
)  # 區(qū): of converters
_SPREAD = re.compile(f"(?<=[{_WRITTEN}]) (?=[{_WRITTEN}\\d])|(?<=\\d) (?=[\u4e00-\u9fff〇\\d])")
_SPREAD_SHARE = 0.2  # of scanned pages
_KINDS = {
    "spread": "扫描件",
    "digit": "全角数字",
    "entity": "网页转义符",
    "invisible": "看不见的字符",
    "radical": "部首字形",
    "annotation": "转换时留下的注音",
}


class Repairs:
    """Repairs text and keeps count.

    Args:
        is_spread: whether spaces stand between characters, as scanners put them.
    """

    def __init__(self, *, is_spread: bool = False) -> None:
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._is_spread = is_spread

    def page(self, page: Page) -> Page:
        """The page with every line and name repaired."""
        text = "\n".join(line.text for line in page.lines)
        self._is_spread = len(_SPREAD.findall(text)) > _SPREAD_SHARE * len(_HAN.findall(text))
        return replace(
            page,
            lines=self.lines(page.lines),
            around=Repairs(is_spread=self._is_spread).lines(page.around),  # counted once, in the main text
            titles=tuple(self.text(title) for title in page.titles),
            said={key: self.text(value) for key, value in page.said.items()},
        )

    def lines(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines, each repaired."""
        return tuple(self._line(line) for line in lines)

    def _line(self, line: Line) -> Line:
        text = self.text(line.text)
        bold = len(text) if line.bold >= len(line.text) else min(line.bold, len(text))
        return replace(line, text=text, bold=bold)

    def text(self, text: str) -> str:
        """The text as it is meant."""
        text = _ENTITY.sub(self._entity, text)
        text = _COMPATIBLE.sub(self._compatible, text)
        text = _SPACES.sub(" ", _INVISIBLE.sub(self._invisible, text))
        if "(" in text:
            text = _ANNOTATION.sub(lambda found: self._count("annotation", found[0], ""), text)
        if self._is_spread:
            text, count = _SPREAD.subn("", text)
            self._counts["spread", "字与字之间的空格", ""] += count
        return text

    def report(self) -> tuple[str, ...]:
        """One line a repair, in Chinese."""
        return tuple(
            f"{_KINDS[kind]} {wrong} → {right or '（删去）'}，{count} 处"
            for (kind, wrong, right), count in sorted(self._counts.items())
        )

    def _count(self, kind: str, wrong: str, right: str) -> str:
        self._counts[kind, wrong, right.strip()] += 1
        return right

    def _entity(self, found: re.Match[str]) -> str:
        right = html.unescape(html.unescape(found[0]))
        return found[0] if right == found[0] else self._count("entity", found[0], right)

    def _compatible(self, found: re.Match[str]) -> str:
        char = found[0]
        right = _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
        if right == char:
            return char
        return self._count("digit" if char in "０１２３４５６７８９" else "radical", char, right)

    def _invisible(self, found: re.Match[str]) -> str:
        return self._count("invisible", f"U+{ord(found[0]):04X}", "")
