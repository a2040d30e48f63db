"""The journal for operators: what was told whom and when, by which release; taken out, and erased."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from bot.app.new_file import write_new
from bot.errors import InputError
from bot.exchange.csv_file import write_csv
from bot.exchange.xlsx_file import write_xlsx
from bot.state.entries import Entries
from bot.wecom.message import member

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.app.service import Service
    from bot.model import Entry

_TITLES = {
    "id": "编号",
    "at": "时间",
    "channel": "从哪里问",
    "person": "谁（编码）",
    "question": "问题（遮过）",
    "status": "结果",
    "why": "为什么这样判",
    "confidence": "把握",
    "passage": "哪一条",
    "quoted": "引用的原话在哪里",
    "release": "第几版",
    "fingerprint": "回答的指纹",
    "reply": "回答",
    "latency": "用了几秒",
    "feedback": "帮上没有",
    "request": "请求名",
}


class Journal:
    """Reads what was taken into the journal, what still waits for it first."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._entries = Entries(service.database)

    def one(self, number: int) -> Entry | None:
        """The entry of that number."""
        return self._entries.one(number)

    def person(self, openid: str, userid: str) -> str | None:
        """Who is known by one of these, in the public account or in WeCom, as the journal knows them; it may know nobody."""
        if self._service.database.is_missing():
            return None
        if userid:
            return self._service.pseudonyms.of(*member(self._service.settings.wecom_corp_id or "", userid))
        return self._service.pseudonyms.of(openid) if openid else None

    def between(
        self,
        since: float,
        until: float,
        most: int | None = None,
        *,
        saying: str = "",
        person: str | None = None,
    ) -> Sequence[Entry]:
        """What was asked from one moment until another, the latest first; see `Entries.between`."""
        self._service.look_for_more()
        return self._entries.between(since, until, most, saying=saying, person=person)

    def export(self, path: Path, entries: Sequence[Entry]) -> None:
        """Write entries into a new file, as its name ends: .jsonl, .csv or .xlsx.

        Raises:
            InputError: it ends otherwise, is there already, or cannot be written.
        """
        write_new({path: _contents(path.suffix, entries)}, is_private=True)

    def purge(self, before: float) -> int:
        """Erase all that was asked before a moment; how many entries that were."""
        return self._entries.purge(before)

    def forget(self, person: str) -> bool:
        """Erase every trace of a person; False where that has to wait for the database."""
        return self._service.memory.forget(person)


def _contents(suffix: str, entries: Sequence[Entry]) -> bytes:
    if suffix == ".jsonl":
        return "".join(f"{json.dumps(asdict(one), ensure_ascii=False)}\n" for one in entries).encode()
    rows = [list(_TITLES.values()), *(_cells(asdict(one)) for one in entries)]
    if suffix == ".csv":
        return write_csv(rows)
    if suffix == ".xlsx":
        return write_xlsx({"问答记录": rows})
    raise InputError(f"不会写 {suffix or '没有后缀'} 的文件；文件名用 .jsonl、.csv 或 .xlsx 结尾")


def _cells(entry: dict[str, object]) -> list[str]:
    at = datetime.fromtimestamp(float(str(entry["at"]))).astimezone().isoformat(" ", "seconds")
    return ["" if value is None else str(value) for value in ({**entry, "at": at}[name] for name in _TITLES)]
