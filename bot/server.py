"""Serves a WSGI application from several processes that share what was loaded before they were forked."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

if TYPE_CHECKING:
    from collections.abc import Callable

_THREADS = 4
_TIMEOUT = 30
_LONGEST_ANSWER = 10
"""Seconds that a server which is stopped waits for answers under way; WeChat itself waits 5."""


class Server(BaseApplication):  # type: ignore[misc] # gunicorn publishes no types
    """gunicorn with threads; a worker that dies is replaced in milliseconds, for nothing is loaded anew.

    Args:
        application: WSGI.
        when_ready: called once the address is bound.
        when_forked: called in each worker before it serves.
        when_stopped: called once all workers have ended.
    """

    def __init__(  # noqa: PLR0913 # what a server is told
        self,
        application: Any,
        host: str,
        port: int,
        workers: int,
        when_ready: Callable[[], None],
        *,
        when_forked: Callable[[], None],
        when_stopped: Callable[[], None],
    ) -> None:
        self._application = application
        self._options = {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": _THREADS,
            "worker_class": "gthread",
            "timeout": _TIMEOUT,
            "preload_app": True,
            "loglevel": "warning",
            "control_socket_disable": True,  # a door more, in the user's home
            # What a worker holds would take it seconds to take apart, while nobody serves.
            "worker_exit": lambda _arbiter, _worker: os._exit(0),
            "when_ready": lambda _arbiter: when_ready(),
            "graceful_timeout": _LONGEST_ANSWER,
            "post_fork": lambda _arbiter, _worker: _begin(when_forked),
            "on_exit": lambda _arbiter: when_stopped(),
        }
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn asks for."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """What gunicorn serves."""
        return self._application


def _begin(work: Callable[[], None]) -> None:
    """Work that a new worker does before it serves; one that is told to stop meanwhile does.

    Until it sets its own, its signal handlers are copies of the arbiter's, which would lose what they are told.
    """
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    work()
