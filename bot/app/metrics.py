"""What a monitor reads at /metrics, in Prometheus' text format."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from bot.app.tally import Tally
from bot.errors import Refusal
from bot.model import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from prometheus_client.metrics_core import Metric

CHANNELS = ("wechat", "wecom", "web", "terminal")
WEBHOOKS = CHANNELS[:2]
_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
"""Upper ends of what is told of how long a reply took; WeChat waits five."""

_SUM = len(_SECONDS) + 1
_UNRECORDED, _LOST = "unrecorded", "lost"


class Metrics(Collector):
    """Counts replies and refusals of all processes, and asks for the rest when a monitor looks.

    Args:
        now: gauges by name, as they are now.
    """

    def __init__(self, now: Callable[[], Mapping[str, float]]) -> None:
        self._now = now
        kinds = [(channel, status) for channel in CHANNELS for status in Status]
        self._replied = Tally((*kind, place) for kind in kinds for place in range(_SUM + 1))
        self._refused = Tally((channel, why) for channel in WEBHOOKS for why in Refusal)
        self._unrecorded = Tally([_UNRECORDED, _LOST])
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)

    def work_in(self, process: int) -> None:
        """Count as this process from now on."""
        self._replied.work_in(process)
        self._refused.work_in(process)
        self._unrecorded.work_in(process)

    def replied(self, channel: str, status: Status, seconds: float) -> None:
        """Count a reply."""
        self._replied.add((channel, status, bisect_left(_SECONDS, seconds)))
        self._replied.add((channel, status, _SUM), seconds)

    def refused(self, channel: str, why: Refusal) -> None:
        """Count a request to a webhook that was refused."""
        self._refused.add((channel, why))

    def unrecorded(self, more: int) -> None:
        """Count exchanges that stand neither in the database nor on the disk; fewer where one stands there now."""
        self._unrecorded.add(_UNRECORDED, more)

    def ended(self, process: int) -> int:
        """Count as lost what a process that has ended held; how much that was."""
        lost = self._unrecorded.take(process, _UNRECORDED)
        self._unrecorded.add(_LOST, lost)
        return int(lost)

    def how_many_unrecorded(self) -> int:
        """How many processes hold that stand nowhere else."""
        return int(self._unrecorded.totals()[_UNRECORDED])

    def text(self) -> bytes:
        """All of it."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """As the library asks for it."""
        yield self._replies()
        refusals = CounterMetricFamily(
            "baigu_refused", "Requests to webhooks that were refused", labels=["channel", "why"]
        )
        for (channel, why), count in self._refused.totals().items():
            refusals.add_metric([channel, why.value], count)
        yield refusals
        yield CounterMetricFamily(
            "baigu_lost", "Answers given and never recorded", value=self._unrecorded.totals()[_LOST]
        )
        for name, value in {**self._now(), _UNRECORDED: self.how_many_unrecorded()}.items():
            yield GaugeMetricFamily(f"baigu_{name}", name.replace("_", " "), value=value)

    def _replies(self) -> Metric:
        family = HistogramMetricFamily(
            "baigu_reply_seconds", "How long replies took", labels=["channel", "status"]
        )
        totals = self._replied.totals()
        for channel in CHANNELS:
            for status in Status:
                counts = [totals[channel, status, place] for place in range(_SUM)]
                upper = (*map(str, _SECONDS), "+Inf")
                buckets = [(end, sum(counts[: n + 1])) for n, end in enumerate(upper)]
                family.add_metric([channel, status.value], buckets, totals[channel, status, _SUM])
        return family
