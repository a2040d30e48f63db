from __future__ import annotations

import os

from prometheus_client.parser import text_string_to_metric_families

from bot.app.metrics import Metrics
from bot.errors import Refusal
from bot.model import Status


def told(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Each figure by its name and what it is of, as a monitor reads it."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
    }


def test_replies_are_counted_by_channel_status_and_time() -> None:
    metrics = Metrics(dict)
    for seconds in (0.01, 0.3, 7.0):
        metrics.replied("wechat", Status.ANSWERED, seconds)
    metrics.replied("web", Status.UNANSWERED, 0.05)
    figures = told(metrics)
    assert figures["baigu_reply_seconds_count", "wechat", "answered"] == 3
    assert figures["baigu_reply_seconds_sum", "wechat", "answered"] == 7.31
    buckets = {
        end: figures["baigu_reply_seconds_bucket", "wechat", end, "answered"]
        for end in ("0.025", "0.5", "5.0", "+Inf")
    }
    assert buckets == {"0.025": 1, "0.5": 2, "5.0": 2, "+Inf": 3}
    assert figures["baigu_reply_seconds_bucket", "web", "0.05", "unanswered"] == 1
    assert figures["baigu_reply_seconds_count", "web", "answered"] == 0


def test_refusals_are_counted_by_channel_and_reason() -> None:
    metrics = Metrics(dict)
    metrics.refused("wecom", Refusal.STALE)
    figures = told(metrics)
    assert figures["baigu_refused_total", "wecom", "stale"] == 1
    assert figures["baigu_refused_total", "wechat", "stale"] == 0


def test_whichever_process_could_keep_an_exchange_nowhere_each_tells_it() -> None:
    metrics = Metrics(dict)
    child = os.fork()
    if child == 0:
        metrics.work_in(1)
        metrics.unrecorded(2)
        metrics.unrecorded(-1)
        os._exit(0)
    os.waitpid(child, 0)
    metrics.work_in(2)
    assert metrics.how_many_unrecorded() == 1
    assert told(metrics)["baigu_unrecorded",] == 1


def test_what_a_process_held_is_lost_once_it_has_ended() -> None:
    metrics = Metrics(dict)
    child = os.fork()
    if child == 0:
        metrics.work_in(65)
        metrics.unrecorded(2)
        os._exit(0)
    os.waitpid(child, 0)
    assert (metrics.ended(64), metrics.how_many_unrecorded()) == (0, 2)
    assert (metrics.ended(65), metrics.how_many_unrecorded(), metrics.ended(65)) == (2, 0, 0)
    assert told(metrics)["baigu_lost_total",] == 2


def test_what_is_so_now_is_asked_for_when_a_monitor_looks() -> None:
    waiting = 0
    metrics = Metrics(lambda: {"spool_waiting": waiting})
    waiting = 3
    assert told(metrics)["baigu_spool_waiting",] == 3
