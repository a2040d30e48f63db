from __future__ import annotations

import os
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys.chaos import A_SECOND, KILLS_EVERY, chaos
from tests.opensearch.cluster import running

if TYPE_CHECKING:
    from tests.opensearch.cluster import Cluster

SECONDS = float(os.environ.get("CHAOS_SECONDS", "40"))
LASTING = float(os.environ.get("CHAOS_LASTING", "4"))
NODES = 3
LONG = 900.0
"""What `make long` lasts."""

IN_TIME = 0.99 if SECONDS == LONG else 0.95
"""Share of messages that are answered within two seconds; of the 50 of a short run one is more than 99 %."""

REPORT = Path(os.environ["CHAOS_REPORT"]).absolute() if "CHAOS_REPORT" in os.environ else None
"""Where the report is written, from where pytest was started, for each test stands in a folder of its own; `make long` runs
for a quarter of an hour and keeps it in docs."""


def test_with_everything_at_once_each_message_is_answered_and_counts_once(
    tmp_path: Path, opensearch: Cluster
) -> None:
    load = os.getloadavg()[0]
    with nullcontext(opensearch) if SECONDS < LONG else running(NODES) as cluster:
        reports = [*chaos(tmp_path, SECONDS, LASTING, cluster)]
    told = "\n\n".join(map(str, reports))
    if REPORT:
        REPORT.write_text(f"{_head(load)}\n\n{told}\n", "utf-8")
    for report in reports:
        assert report.unanswered == 0, told
        assert report.journal + report.lost == len(report.outcomes), told
        assert report.lost <= report.kills, told
        assert report.within(IN_TIME) < 2, told
        assert report.kills > 0, told
        assert report.faults, told


def _head(load: float) -> str:
    """What was done, and on what."""
    command = "make long" if SECONDS == LONG else f"make long CHAOS_SECONDS={SECONDS:.0f}"
    return (
        f"# {command}（{time.strftime('%Y-%m-%d')}，{os.cpu_count()} 个核，开始时负载 {load:.1f}）\n"
        f"{SECONDS:.0f} 秒，SQLite、PostgreSQL、Redis、OpenSearch 各四分之一："
        f"每秒 {A_SECOND} 条微信消息（安全模式，没有答复就照微信的样子重发，最多 3 次），"
        f"同时有 50 个只发一半就不动的访问者，25 个不停地问 500 字长问题的，"
        f"每 {KILLS_EVERY:.0f} 秒强行杀掉一个进程，微信接口一直连不上，下面的事轮流发生，每次 {LASTING:.0f} 秒。"
    )
