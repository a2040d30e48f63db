"""Serves a WSGI application from several processes that share what was loaded before they were forked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

if TYPE_CHECKING:
    from collections.abc import Callable

_THREADS = 4
_TIMEOUT = 30


class Server(BaseApplication):  # type: ignore[misc] # gunicorn publishes no types
    """gunicorn with threads; a worker that dies is replaced in milliseconds, for nothing is loaded anew.

    Args:
        application: WSGI.
        when_ready: called once the address is bound.
        when_forked: called in each worker before it serves.
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
            "when_ready": lambda _arbiter: when_ready(),
            "post_fork": lambda _arbiter, _worker: when_forked(),
        }
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn asks for."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """What gunicorn serves."""
        return self._application
