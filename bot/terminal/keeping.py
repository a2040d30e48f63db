"""What making a backup and putting it back say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.moment import on_the_clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.results.keeping import Kept, Restored

_MEGABYTE = 1e6

_REDIS = {
    None: "",
    True: "。Redis 里一小时内给过的回答和聊天上下文不在里面，过时就没用了，不用备份",
    False: "。Redis 连不上，里面等着的问答没能搬进来，不在备份里；恢复以后再备份一次",
}


def kept_in(kept: Kept) -> str:
    """Where, how much and what."""
    size = f"{kept.size / _MEGABYTE:.1f} MB"
    return f"备份好了 {kept.file}（{size}）：{counted(kept.rows)}；另有 {kept.files} 个文件{_REDIS[kept.has_waiting]}"


def restored_from(restored: Restored) -> str:
    """From when, to where, and where what was there is now."""
    at = on_the_clock(restored.at)
    lines = [
        f"恢复好了 {at} 的备份（摆古 {restored.program}），校验码都对：{counted(restored.rows)}",
        f"数据库 {restored.database}，知识文件夹 {restored.knowledge}",
    ]
    if restored.aside:
        lines.append(f"原来的在 {restored.aside}，用不着了就删掉")
    lines.append("接下来：baigu doctor 检查一遍，再启动服务。备份以后删除过记录的人，请他们再删一次")
    return "\n".join(lines)


def after_copying() -> str:
    """What to do next."""
    return (
        "接下来：在 .env 里把 BAIGU_DATABASE_URL 换成它，BAIGU_SECRET_KEY 填原来数据库旁边 secret.key 的内容"
        "（原来填了的不动），运行 baigu doctor，再启动服务。原来的数据库没有动"
    )


def counted(rows: Mapping[str, int]) -> str:
    """How many rows each table has that has any."""
    return "，".join(f"{name} {count}" for name, count in rows.items() if count) or "还没有记录"
