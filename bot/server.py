"""Serves a WSGI application from several processes that share what was loaded before they were forked.

gunicorn minds the processes, waitress reads the requests: a request meets one of the few threads that answer only when
all of it has come, so that nobody holds up others by sending slowly. (gunicorn's own threads read for themselves: fifty
bodies that never end silenced them.)
"""

from __future__ import annotations

import logging
import os
import signal
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

THREADS = 12
"""That answer, in each process."""

_TIMEOUT = 30
_LONGEST_ANSWER = 10
"""Seconds that a server which is stopped waits for answers under way; WeChat itself waits 5."""

_LARGEST_BODY = 1024 * 1024
"""Bytes that are read at all; what the application takes is less, and refused in its own words."""

_LOOKS_AHEAD = 1
"""Requests that are read beyond the one that waits or is answered, by which it is seen that whoever asked has gone: nginx does
after 2 s, and what it takes elsewhere need not be done here as well, least of all by one that is late."""

_CONNECTIONS = 1000
_LONGEST_SILENCE = 20
"""Seconds after which a connection on which nothing comes is closed."""


UPLOADS, LARGEST_UPLOAD = "/console/", 20 * 1024 * 1024
"""Below which address larger bodies are read, and how large; whose they are is for the application to ask."""

_UPLOADS_AT_ONCE = 4
"""In each process, so that nobody fills the disk with bodies."""


class _Parser(HTTPRequestParser):
    """Reads a request; of a few at once below one address, more."""

    _uploads: ClassVar[WeakSet[_Parser]] = WeakSet()

    def parse_header(self, header_plus: bytes) -> None:
        """The head, by which it is known how much is to come."""
        super().parse_header(header_plus)
        is_large = self.content_length >= _LARGEST_BODY and getattr(self, "path", "").startswith(UPLOADS)
        if is_large and len(self._uploads) < _UPLOADS_AT_ONCE:
            self._uploads.add(self)
            self.adj = copy(self.adj)
            self.adj.max_request_body_size = LARGEST_UPLOAD


class _Channel(HTTPChannel):
    parser_class = _Parser


class _Waitress(Worker):  # type: ignore[misc] # gunicorn publishes no types
    """A process that answers until it is told to stop."""

    def run(self) -> None:
        # It would write a line for each message that waits its turn.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        channels = dict[int, Any]()
        server = create_server(
            self.wsgi,
            map=channels,
            sockets=[listening.sock for listening in self.sockets],
            threads=THREADS,
            ident=None,
            connection_limit=_CONNECTIONS,
            channel_request_lookahead=_LOOKS_AHEAD,
            channel_timeout=_LONGEST_SILENCE,
            cleanup_interval=_LONGEST_SILENCE // 2,
            max_request_body_size=_LARGEST_BODY,
            clear_untrusted_proxy_headers=False,  # whose word counts is for the application to say
        )
        for listening in channels.values():
            if isinstance(listening, BaseWSGIServer):
                listening.channel_class = _Channel
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
        when_ended: called beside the workers once one has ended, with its number.
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
        when_ended: Callable[[int], None],
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
            "child_exit": lambda _arbiter, worker: when_ended(worker.age),
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
