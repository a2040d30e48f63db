"""When each alert is given and what it says then, by Prometheus' own program over figures as time goes on."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.deployment.test_monitoring import MONITORING, alerts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Case:
    """Figures every 15 seconds, and what is said of them.

    Attributes:
        series: figures as Prometheus' tests write them (0+2x9 grows by 2, nine times).
        quiet: seconds after which nothing is said yet.
        given: seconds after which it is.
        labels: besides how urgent it is.
    """

    series: Mapping[str, str]
    quiet: int
    given: int
    says: str
    labels: Mapping[str, str] = field(default_factory=dict)


def two(name: str, one: str, other: str) -> dict[str, str]:
    return {f'{name}{{job="baigu",instance="a"}}': one, f'{name}{{job="baigu",instance="b"}}': other}


A, SERVICE = {"instance": "a"}, {"instance": "a", "job": "baigu"}
BUCKET = 'baigu_reply_seconds_bucket{channel="wechat",le="%s"}'
REFUSED = {"channel": "wechat", "why": "stale"}

CASES = {
    "BaiguDown": Case(two("up", "1x3 0x60", "1x64"), 105, 135, "a 的摆古没有应答；别的机器照答", SERVICE),
    "BaiguNobodyAnswers": Case(
        two("up", "0x60", "0x60"), 15, 45, "没有一台摆古应答，居民看到“该公众号暂时无法提供服务”"
    ),
    "BaiguSlow": Case(
        {BUCKET % "2": "0+9x60", BUCKET % "4": "0+10x60", BUCKET % "+Inf": "0+10x60"},
        300,
        330,
        "二十条消息里有一条以上超过 2 秒才答",
    ),
    "BaiguDatabaseAway": Case(
        two("baigu_database_answers", "0x60", "1x60"),
        45,
        75,
        "数据库没有答复；回答照常，记录先存在本机或 Redis",
    ),
    "BaiguRedisAway": Case(
        two("baigu_redis_answers", "0x60", "1x60"),
        45,
        75,
        "Redis 没有答复；回答照常，聊天上下文读不到，限制每台自己数",
    ),
    "BaiguSearchAway": Case(
        two("baigu_search_answers", "0x60", "1x60"),
        585,
        615,
        "a 没有用 OpenSearch 找，用的是本机盘上的索引；找得粗一些",
        A,
    ),
    "BaiguSpooled": Case(
        two("baigu_spool_waiting", "3x60", "0x60"),
        585,
        615,
        "a 上有问答存在本机超过 10 分钟，没有进数据库",
        A,
    ),
    "BaiguWaitingInRedis": Case(
        two("baigu_redis_waiting", "1500x60", "1500x60"), 285, 315, "Redis 里等着搬进数据库的有 1500 条"
    ),
    "BaiguUnrecorded": Case(
        two("baigu_unrecorded", "2x60", "0x60"), 45, 75, "a 有 2 条问答哪里都记不下，只在内存里", A
    ),
    "BaiguLost": Case(
        two("baigu_lost_total", "0x3 1x60", "0x64"), 45, 75, "a 有答过的问答没有记下，也补不回来了", SERVICE
    ),
    "BaiguReleasesDiffer": Case(
        two("baigu_release", "4x60", "5x60"), 105, 135, "几台机器用的不是同一版，同一个问题可能答得不一样"
    ),
    "BaiguReleaseNotUsable": Case(
        two("baigu_release_is_the_latest", "0x60", "1x60"), 105, 135, "a 用不上最新发布的一版", A
    ),
    "BaiguRefused": Case(
        {'baigu_refused_total{channel="wechat",why="stale"}': "0+2x60"},
        300,
        600,
        "wechat 的消息被拒收：stale",
        REFUSED,
    ),
}


def as_promtool_reads_it(rule: Mapping[str, Any], case: Case) -> dict[str, Any]:
    given = {
        "exp_labels": {**case.labels, **rule["labels"]},
        "exp_annotations": {"summary": case.says, "description": rule["annotations"]["description"]},
    }
    return {
        "interval": "15s",
        "input_series": [{"series": name, "values": values} for name, values in case.series.items()],
        "alert_rule_test": [
            {"eval_time": f"{seconds}s", "alertname": rule["alert"], "exp_alerts": expected}
            for seconds, expected in ((case.quiet, []), (case.given, [given]))
        ],
    }


def test_each_alert_is_given_when_what_it_tells_of_has_lasted(tmp_path: Path) -> None:
    program = shutil.which("promtool")
    if program is None:  # in CI as well: Prometheus is 100 MB of packages for what its own tests say of it
        pytest.skip("no promtool: apt-get install prometheus")
    assert CASES.keys() == {rule["alert"] for rule in alerts()}
    asked = {
        "rule_files": [str(MONITORING / "alerts.yml")],
        "evaluation_interval": "15s",
        "tests": [as_promtool_reads_it(rule, CASES[rule["alert"]]) for rule in alerts()],
    }
    (tmp_path / "tests.yml").write_text(yaml.safe_dump(asked, allow_unicode=True), "utf-8")
    done = subprocess.run(
        [program, "test", "rules", "tests.yml"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
