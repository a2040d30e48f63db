"""What to do after a knowledge folder was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.results.beginning import Begun


def next_steps(begun: Begun) -> str:
    """Every command up to a running bot, in order."""
    folder = begun.folder
    return f"""\
建好了“{begun.account}”的知识文件夹 {folder}，{len(begun.files)} 个文件，还没有演讲稿。接下来：

1. 在 .env 里写一行，以后的命令就都用这个文件夹：
     BAIGU_KNOWLEDGE={folder}
2. 把 Word、PDF、网页变成草稿，写在 {folder}/drafts 里：
     baigu import 放稿子的文件夹
3. 照每份草稿的报告核对，改好，收下；猜的会问您，新单位会替您加到 units.toml：
     baigu accept {folder}/drafts
4. 检查，问一句试试：
     baigu check
     baigu ask 想问的话
5. 发布，启动：
     baigu publish
     baigu serve
每一步怎么做，看 {folder}/README.md"""
