"""Serves a WSGI application from several processes that share what was loaded before they were forked.

gunicorn minds the processes, waitress reads the requests: a request meets one of the few threads that answer only when
all of it has come, so that nobody holds up others by sending slowly. (gunicorn's own threads read for themselves: fifty
bodies that never end silenced them.)
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.server import create_server

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

THREADS = 12
"""That answer, in each process."""

_TIMEOUT = 30
_LONGEST_ANSWER = 10
"""Seconds that a server which is stopped waits for answers under way; WeChat itself waits 5."""

_LARGEST_BODY = 1024 * 1024
"""Bytes that are read at all; what the application takes is less, and refused in its own words."""

_CONNECTIONS = 1000
_LONGEST_SILENCE = 20
"""Seconds after which a connection on which nothing comes is closed."""


class _Waitress(Worker):  # type: ignore[misc] # gunicorn publishes no types
    """A process that answers until it is told to stop."""

    def run(self) -> None:
        channels = dict[int, Any]()
        server = create_server(
            self.wsgi,
            map=channels,
            sockets=[listening.sock for listening in self.sockets],
            threads=THREADS,
            ident=None,
            connection_limit=_CONNECTIONS,
            channel_timeout=_LONGEST_SILENCE,
            cleanup_interval=_LONGEST_SILENCE // 2,
            max_request_body_size=_LARGEST_BODY,
            clear_untrusted_proxy_headers=False,  # whose word counts is for the application to say
        )
        while self.alive and self.ppid == os.getppid():
            self.notify()
            wasyncore.loop(1.0, use_poll=True, map=channels, count=1)
        server.task_dispatcher.shutdown(cancel_pending=False, timeout=_LONGEST_ANSWER)
        wasyncore.loop(0.1, use_poll=True, map=channels, count=10)  # what they said last goes out


class Server(BaseApplication):  # type: ignore[misc] # gunicorn publishes no types
    """gunicorn over waitress; a worker that dies is replaced in milliseconds, for nothing is loaded anew.

    Args:
        application: WSGI.
        addresses: to listen at, as `host:port`.
        when_ready: called once the addresses are bound.
        when_forked: called in each worker before it serves, with its number among all there ever were.
        when_stopped: called once all workers have ended.
    """

    def __init__(  # noqa: PLR0913 # what a server is told
        self,
        application: Any,
        addresses: Sequence[str],
        workers: int,
        when_ready: Callable[[], None],
        *,
        when_forked: Callable[[int], None],
        when_stopped: Callable[[], None],
    ) -> None:
        self._application = application
        self._options = {
            "bind": list(addresses),
            "workers": workers,
            "worker_class": _Waitress,
            "timeout": _TIMEOUT,
            "preload_app": True,
            "loglevel": "warning",
            "control_socket_disable": True,  # a door more, in the user's home
            # What a worker holds would take it seconds to take apart, while nobody serves.
            "worker_exit": lambda _arbiter, _worker: os._exit(0),
            "when_ready": lambda _arbiter: when_ready(),
            "graceful_timeout": _LONGEST_ANSWER,
            "post_fork": lambda _arbiter, worker: _begin(lambda: when_forked(worker.age)),
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
