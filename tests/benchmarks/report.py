"""All that is measured, as one page with a picture: `make bench`, or `python -m tests.benchmarks.report [PASSAGES …]`.

Writes docs/benchmarks.md and docs/benchmarks.svg; a few minutes on two cores, a quarter of an hour with 100,000 passages.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import ranking, throughput, webhook
from tests.builders import KNOWLEDGE, ROOT
from tests.journeys.messages import reply_to
from tests.journeys.service import running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Bar = tuple[str, float]

DOCUMENT, PICTURE = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "benchmarks.svg"
SIZES = (1_000, 10_000)
ROUNDS, SECONDS, STARTS = 10, 2.0, 5

KINDS = {
    "distinct questions": "各不相同的问题",
    "the same question, other people": "同一个问题，不同的人",
    "courtesy": "打招呼、道谢",
    "a number after a list": "列表之后的数字",
    "retry": "重发的消息",
    "WeRoBot's echo": "WeRoBot 的回声",
}
_ROW, _LEFT, _WIDE, _ROOM = 24, 190, 720, 420
_TENS = 10


def spent() -> float:
    """CPU seconds of all processes that were started and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def served() -> float:
    """CPU seconds of a service of one process, from nothing to its first answer, and to its end."""
    before = spent()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), 1) as service:
        reply_to(service, text_message(webhook.COMMON))
    return spent() - before


def start() -> float:
    """CPU seconds of `baigu ask`, from nothing to the answer."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "ask", webhook.COMMON]
    environment = {**os.environ, "BAIGU_KNOWLEDGE": str(KNOWLEDGE)}
    before = spent()
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return spent() - before


def head() -> Iterator[str]:
    """When and on what it was measured."""
    yield "# 量出来的"
    yield ""
    yield (
        f"`make bench`，{time.strftime('%Y-%m-%d')}，{os.cpu_count()} 个核，开始时排队的任务 {os.getloadavg()[0]:.0f} 个。"
        "比值都是轮流量的，取中位数；什么算一条消息、和谁比，见[快慢](speed.md)。"
    )
    yield ""
    yield "![和回声比的 CPU；只找前五段的毫秒](benchmarks.svg)"


def messages(ratios: dict[str, list[float]]) -> Iterator[str]:
    """CPU of a message, beside the echo's."""
    yield "## 一条消息的 CPU，是回声的几倍"
    yield ""
    yield "| 消息 | 中位数 | 最少 | 最多 |"
    yield "| --- | --- | --- | --- |"
    for kind, name in KINDS.items():
        if found := ratios.get(kind):
            yield f"| {name} | {statistics.median(found):.1f} | {min(found):.1f} | {max(found):.1f} |"


def rates() -> Iterator[str]:
    """Messages a second."""
    yield f"## 一秒几条：{throughput.WORKERS} 个进程，{throughput.CONNECTIONS} 个连接不停地问"
    yield ""
    yield "| 消息 | 摆古 | 回声 | 比 | 第 99 百分位 |"
    yield "| --- | --- | --- | --- | --- |"
    for kind, mine, theirs, ratio, slow in throughput.rows(SECONDS):
        yield f"| {kind} | {mine:.0f} | {theirs:.0f} | {ratio:.2f} | {slow:.0f} 毫秒 |"


def finding(sizes: Sequence[int], found: dict[int, dict[str, tuple[float, float]]]) -> Iterator[str]:
    """The first five passages, by engine and size."""
    yield "## 只找前五段，一次的 CPU 毫秒（中位数、第 95 百分位）"
    yield ""
    yield f"| | {' | '.join(f'{size:,} 段' for size in sizes)} |"
    yield f"| --- |{' --- |' * len(sizes)}"
    for engine in found[sizes[0]]:
        cells = (
            "、".join(f"{figure:.2f}" for figure in found[size].get(engine, ())) or "—" for size in sizes
        )
        yield f"| {engine} | {' | '.join(cells)} |"


def picture(parts: Iterable[tuple[str, Sequence[Bar]]]) -> str:
    """Bars below their titles, each part by its own longest."""
    drawn, top = list[str](), 0
    for title, bars in parts:
        top += _ROW + 8
        drawn.append(f'<text x="0" y="{top - 8}" font-weight="bold">{title}</text>')
        most = max(value for _, value in bars)
        for name, value in bars:
            length, told = max(_ROOM * value / most, 1), f"{value:.2g}" if value < _TENS else f"{value:.0f}"
            drawn += (
                f'<text x="{_LEFT - 8}" y="{top + 16}" text-anchor="end">{name}</text>',
                f'<rect x="{_LEFT}" y="{top + 4}" width="{length:.0f}" height="{_ROW - 8}" fill="#235a46"/>',
                f'<text x="{_LEFT + length + 6:.0f}" y="{top + 16}">{told}</text>',
            )
            top += _ROW
    size = f'width="{_WIDE}" height="{top + 8}" viewBox="0 0 {_WIDE} {top + 8}"'
    style = 'font-family="sans-serif" font-size="13" fill="#2b2b26"'
    ground = '<rect width="100%" height="100%" fill="white"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>{ground}{"".join(drawn)}</svg>\n'


def main(sizes: Sequence[int]) -> None:
    """Measure all of it and write it down."""
    first = list(head())
    ratios = webhook.measured(ROUNDS)
    second = list(rates())
    found = {size: ranking.figures(size) for size in sizes}
    starts = statistics.median(start() for _ in range(STARTS))
    serving = statistics.median(served() for _ in range(STARTS))
    asking = (
        f"## 开始\n\n`baigu ask` 问样例，从无到有：{starts:.2f} 秒 CPU。"
        f"`baigu serve`（一个进程）从无到第一个回答，再停下：{serving:.2f} 秒 CPU。"
    )
    sections = (first, messages(ratios), second, finding(sizes, found), [asking])
    DOCUMENT.write_text("\n\n".join("\n".join(section) for section in sections) + "\n", "utf-8")
    told = [(name, statistics.median(ratios[kind])) for kind, name in KINDS.items() if kind in ratios]
    searched = [
        (f"只找前五段，{size:,} 段，CPU 毫秒", [(name, median) for name, (median, _) in found[size].items()])
        for size in sizes
    ]
    PICTURE.write_text(picture([("一条消息的 CPU，回声是 1", told), *searched]), "utf-8")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
