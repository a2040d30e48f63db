"""Debian's Chromium before a service that really serves."""

from __future__ import annotations

import logging
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from playwright.sync_api import Browser, Page

    from bot.app.web_service import WebService

SPEECH = "/speeches/fangzhiban-20240111"
KINDS = {
    "home": "/",
    "units": "/units",
    "unit": "/units/fangpaichu",
    "themes": "/themes",
    "theme": "/themes/jiaotong?page=2",
    "theme on paper": "/themes/zhiyuan/print",
    "speeches": "/speeches",
    "speech": SPEECH,
    "marked": f"{SPEECH}?p2=0-24",
    "practice": f"{SPEECH}/p1",
    "forward": f"{SPEECH}/p1/share",
    "search": "/search?q=小区停车乱怎么办",
    "nothing found": "/search?q=月球旅行",
    "ask": "/ask",
    "about": "/about",
    "missing": "/speeches/fangzhiban-1999",
}


PATIENCE = 15_000
"""Milliseconds for what comes at once on an idle machine."""


def address_of(app: Flask, until: ExitStack) -> str:
    """Serve an application; its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    until.callback(server.shutdown)
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="session")
def site(app: Flask) -> Iterator[str]:
    with ExitStack() as until:
        yield address_of(app, until)


@pytest.fixture
def own_service(serve: Callable[..., WebService]) -> Iterator[tuple[WebService, str]]:
    """A service whose journal nobody else writes to, and its address."""
    baigu = serve()
    with ExitStack() as until:
        yield baigu, address_of(baigu.wsgi(), until)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens telephones; `elder` is the size it remembers."""
    expect.set_options(timeout=PATIENCE)
    with ExitStack() as until:

        def opened(width: int = 390, elder: int = 0, **options: Any) -> Page:
            context = chromium.new_context(
                viewport={"width": width, "height": 844},
                **{"reduced_motion": "reduce", "locale": "zh-CN", **options},
            )
            until.callback(context.close)
            if elder:
                context.add_init_script(f"localStorage.setItem('elder', '{elder}')")
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            return page

        yield opened
