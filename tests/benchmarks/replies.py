"""How long replies are on a telephone: `python -m tests.benchmarks.replies`.

Asks all committed questions and dialogues and writes docs/replies.md: for each kind of reply, which is the text that
carries it, its lines, its screens at two sizes of type, and the lines before what answers, each beside its budget.
"""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app.baigu import Baigu
from bot.channel.bubble import LARGE, STANDARD, read
from bot.channel.budgets import BUDGETS, Budget, budget_of
from bot.dialogue.markup import pieces
from bot.dialogue.wording import SHOWN
from bot.model import Answer, Conversation, Occasion, Question, Status, Wording
from bot.settings import load_settings
from tests.builders import KNOWLEDGE
from tests.journeys.test_wording import ASKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.dialogue.edition import Edition, Replied
    from bot.model import Reply

GOLDEN = Path(__file__).parents[1] / "golden"
FEEDBACK = ("有用", "没帮上")
DOCUMENT = Path(__file__).parents[2] / "docs" / "replies.md"
HEAD = """# 回答有多长

一部 5.5 英寸的手机，屏幕是 360×640（布局像素）。微信左右各留 60 给头像和边距，气泡自己左右各留 10，剩 220：
17 像素的字（微信的标准）一行 {standard.columns} 个汉字，24 像素（关怀模式）一行 {large.columns} 个。
状态栏、标题、输入框占 128，气泡上下留 20，剩 492：一屏 {standard.rows} 行、{large.rows} 行。

每一种回答（`wording` 里的文件名）有几行的预算，写在 `bot/wechat/budgets.py`；超出的，先少列几条，再少引几句，整句整句地少。
“之前”是回答的话（或第一条可以点的）上面有几行。除了居民自己要的列表和全文，都不超过一屏。
下面是把 `tests/golden` 里的问题和对话都问一遍量出来的（`python -m tests.benchmarks.replies` 重新量）。

| 回答 | 量了几次 | 行数（中位，最多） | 预算 | 标准字几屏 | 大字几屏 | 之前（最多） | 预算 | 可点的（最多） | 预算 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""


@dataclass(frozen=True)
class Size:
    """How long a reply is.

    Attributes:
        lines, screens, large: at 17 pixels, and screens at 24.
        before: lines before what answers.
        taps: things to tap, without 更多; whether it helped is one of them.
    """

    kind: str
    lines: int
    screens: float
    large: float
    before: int
    taps: int
    text: str

    @property
    def excess(self) -> str:
        """What of it is over its budget; nothing where it keeps to it."""
        budget = budget_of(self.kind)
        over = {
            "lines": self.lines > budget.lines,
            "before": self.before > budget.before,
            "taps": self.taps > budget.taps,
        }
        return "、".join(name for name, is_over in over.items() if is_over)


def size_of(kind: str, reply: Reply) -> Size:
    """The size of a reply that this text carries."""
    text = reply.text
    taps = [piece for piece in pieces(text) if piece.says and piece.says != "更多"]
    told = [piece for piece in taps if piece.says not in FEEDBACK]
    return Size(
        kind,
        STANDARD.lines(text),
        STANDARD.screens(text),
        LARGE.screens(text),
        _before(reply, kind, told[0].text if told else ""),
        len(told) + (len(told) < len(taps)),
        read(text),
    )


def _before(reply: Reply, kind: str, first: str) -> int:
    """Lines above the quote, where that answers, else above the first thing to tap; who it was stands first."""
    is_quoting = reply.quotes and kind not in (Wording.TOLD, Wording.UNIT)
    point = reply.quotes[0].text if is_quoting else first
    text = read(reply.text)
    above = text[: text.find(point)] if point in text else ""
    return STANDARD.lines(above) - 1


def asked(edition: Edition, files: Iterable[Path]) -> Iterator[Replied]:
    """What every question and every turn of files is met by."""
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield from _turns(
                edition, [turn["say"] for turn in row["turns"]] if "turns" in row else [row["q"]]
            )


def _turns(edition: Edition, said: list[str]) -> Iterator[Replied]:
    conversation = Conversation()
    for text in said:
        replied = edition.ask(Question(text, person="somebody"), conversation)
        conversation = replied.conversation
        yield replied


def sizes(edition: Edition, files: Iterable[Path]) -> list[Size]:
    """The sizes of what files are met by, and what meets each kind of message, so that no kind is left out."""
    replied = [
        *asked(edition, files),
        *(one for said in ASKED.values() for one in _turns(edition, said)),
        *(edition.ask(Question(occasion=occasion), Conversation()) for occasion in Occasion),
    ]
    courtesies = edition.corpus.wording.keys() - {*BUDGETS, *SHOWN, Wording.CARD}
    return [
        *(size_of(one.answer.wording, one.reply) for one in replied),
        *(size_of(name, edition.render(Answer(Status.COURTESY, name))) for name in sorted(courtesies)),
    ]


def table(measured: Iterable[Size]) -> Iterator[str]:
    """A row for each kind."""
    kinds = defaultdict[str, list[Size]](list)
    for size in measured:
        kinds[size.kind].append(size)
    for kind, own in sorted(kinds.items()):
        yield _row(kind, own, budget_of(kind))


def _row(kind: str, own: list[Size], budget: Budget) -> str:
    lines = [size.lines for size in own]
    cells = (
        kind,
        len(own),
        f"{statistics.median(lines):.0f}，{max(lines)}",
        budget.lines,
        f"{max(size.screens for size in own):.2f}",
        f"{max(size.large for size in own):.2f}",
        max(size.before for size in own),
        budget.before,
        max(size.taps for size in own),
        budget.taps,
    )
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    edition = Baigu(load_settings(_env_file=None, knowledge=KNOWLEDGE, hotline="12345")).edition
    measured = sizes(
        edition, (*sorted(GOLDEN.glob("*.jsonl")), *sorted((GOLDEN / "dialogues").glob("*.jsonl")))
    )
    head = HEAD.format(standard=STANDARD, large=LARGE)
    DOCUMENT.write_text(head + "\n".join(table(measured)) + "\n", "utf-8")
    for size in measured:
        if size.excess:
            print(size.kind, size.excess, size.lines, size.before, size.taps, repr(size.text))


if __name__ == "__main__":
    main()
