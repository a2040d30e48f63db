"""What a service needs to search in OpenSearch, and whether it does."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from bot.corpus.archive import pack
from bot.corpus.folder import KnowledgeFolder
from bot.model import Release
from bot.state.database import Database
from bot.state.releases import Releases
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.service import Running


def publish(database: str, folder: Path = KNOWLEDGE, after: int = 0) -> None:
    """What stands in a folder, as the next after so many switches."""
    opened, knowledge = Database(database), KnowledgeFolder(folder)
    release = Release(knowledge.load().version, "小李", f"第 {after + 1} 版", 4)
    Releases(opened).publish(release, pack(knowledge.files), after)
    opened.dispose()


def is_used(service: Running, within: float = 60) -> bool:
    """Whether all processes come to search there, by what monitors read of each."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        told = service.got_from_each("/metrics")
        if all(re.search(r"^baigu_search_answers 1\.0$", text, re.MULTILINE) for text in told):
            return True
        time.sleep(0.3)
    return False
