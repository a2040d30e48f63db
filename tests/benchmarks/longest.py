"""What the longest messages cost: `python -m tests.benchmarks.longest [SPEECHES]`, over ours or so many generated speeches.

Prints for each kind of 500 characters the CPU of this process, the first time and the least of three others like it.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app.baigu import Baigu
from bot.model import Conversation, Question
from bot.settings import load_settings
from tests.benchmarks.many_speeches import write
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.dialogue.edition import Edition
    from bot.model import Corpus

LONGEST = 500
"""Characters that are read of a message."""

_TEXTS = 300
_AGAIN = 3


def kinds(corpus: Corpus) -> Mapping[str, str]:
    """Messages that make work, each in another way."""
    choose = random.Random(3)  # noqa: S311 # no secret
    texts = [passage.text for passage in corpus.passages[:_TEXTS]]
    chars = "".join(texts)
    pairs = [text[at : at + 2] for text in texts for at in range(0, len(text) - 1, 2)]
    said = {
        "编辑写的问题": "，".join(
            asked for passage in corpus.passages[:_TEXTS] for asked in passage.asked_as
        ),
        "原文": chars,
        "原文里的字": "".join(choose.choices(chars, k=LONGEST)),
        "原文里的词": "".join(choose.choices(pairs, k=LONGEST)),
        "单位": "".join(choose.choices([unit.name for unit in corpus.units], k=LONGEST)),
        "许多分句": "，".join(choose.choices(pairs, k=LONGEST)),
        "同一句": "小区停车乱怎么办，",
        "错字": "".join(choose.choices("挺车场拉圾奋类小去物叶非线充店", k=LONGEST)),
        "拼音": "xiaoqu tingche zenme ban laji ",
        "英文": "where can I park my car and who cleans the rubbish ",
        "数字": "第3条第5条8万18个2024年",
        "在哪里": "哪里讲到了停车在哪一条",
        "标点": "“停车”、《文明》（垃圾）",
    }
    return {kind: (text * LONGEST)[:LONGEST] for kind, text in said.items()}


def cost(edition: Edition, message: str) -> float:
    """Milliseconds of CPU that the answer to a message takes."""
    started = time.process_time()
    edition.ask(Question(message), Conversation())
    return 1000 * (time.process_time() - started)


def main(speeches: int) -> None:
    """Print a line for each kind."""
    with tempfile.TemporaryDirectory() as home:
        knowledge = Path(home) / "knowledge" if speeches else KNOWLEDGE
        if speeches:
            write(knowledge, speeches)
        edition = Baigu(load_settings(_env_file=None, knowledge=knowledge, home=home)).edition
        print(f"{len(edition.corpus.passages):,} 段，每句 {LONGEST} 字，毫秒 CPU")
        for kind, message in kinds(edition.corpus).items():
            first = cost(edition, message)
            again = min(cost(edition, message[n:] + message[:n]) for n in range(1, _AGAIN + 1))
            print(f"  {kind}：{again:.0f}（第一次 {first:.0f}）", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
