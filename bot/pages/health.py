"""What monitors read: whether the service lives, whether it can answer, and figures."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

import structlog
from flask import Response, abort

from bot.web.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Blueprint

_METRICS = "text/plain; version=0.0.4; charset=utf-8"
"""Prometheus' text format."""

_log = structlog.get_logger()


class Health:
    """Addresses for monitors.

    Args:
        ready: raises when messages cannot be answered now; else says what is not as it should be, a line each.
        metrics: in Prometheus' text format; shown inside the office's own network.
        visitor: the address of whoever asks.
    """

    def __init__(
        self, ready: Callable[[], Sequence[str]], metrics: Callable[[], bytes], visitor: Callable[[], str]
    ) -> None:
        self._ready = ready
        self._metrics = metrics
        self._visitor = visitor

    def add_to(self, routes: Blueprint) -> None:
        """Register the routes."""
        routes.add_url_rule("/healthz", "healthz", lambda: plain("ok\n"))
        routes.add_url_rule("/readyz", "readyz", self._readyz)
        routes.add_url_rule("/metrics", "metrics", self._show_metrics)

    def _readyz(self) -> Response:
        try:
            problems = self._ready()
        except Exception as error:  # noqa: BLE001 # whatever it is, the service is not ready
            _log.exception("not_ready", error=type(error).__name__)
            return plain("not ready\n", 503)
        # Still 200: it answers. What is wrong is so for every machine, and a balancer that took them all out would
        # make a failure of what no resident has noticed.
        told = ("degraded" if problems else "ok", *problems)
        return plain("".join(f"{line}\n" for line in told))

    def _show_metrics(self) -> Response:
        if not _is_private(self._visitor()):
            abort(404)
        return Response(self._metrics(), content_type=_METRICS)


def _is_private(address: str) -> bool:
    try:
        return ip_address(address).is_private
    except ValueError:
        return False
