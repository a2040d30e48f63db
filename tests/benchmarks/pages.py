"""What pages cost at the size of a city: `.venv/bin/python -m tests.benchmarks.pages [UNITS] [SPEECHES]`.

Prints for every kind of page the bytes of HTML, the median and the slowest server time in milliseconds, and what a
first and a second visit ask for.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from flask import Flask

from bot.dialogue.edition import Edition
from bot.dialogue.links import Links
from bot.model import Corpus, Finding, Passage, Role, Source, Speech, Theme, Unit
from bot.pages.site import Parts, Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from bot.dialogue.ports import Telling

ROUNDS = 50
PATHS = (
    "/",
    "/units",
    "/units/unit-1",
    "/themes",
    "/themes/theme-1",
    "/speeches",
    "/speeches?page=9",
    "/speeches/speech-7",
    "/speeches/speech-7?p3=0-26",
    "/speeches/speech-7/p3",
    "/search?q=停车",
    "/about",
    "/feed.xml",
    "/sitemap.xml",
    "/pictures/speech-7.png",
)
SENTENCES = "我们把小区党员动员起来,给群众看到党员这个“主心骨”。规划停车位时,大家一起联系车主挪车。" * 5


def city(units: int, speeches: int) -> Corpus:
    """A corpus of that size, with four practices a speech and thirty themes."""
    all_units = tuple(Unit(f"unit-{n}", f"市第{n}办公室") for n in range(units))
    themes = tuple(Theme(f"theme-{n}", f"主题{n}", "一句话说明") for n in range(30))
    return Corpus(tuple(speech(n, all_units[n % units]) for n in range(speeches)), all_units, themes)


def speech(number: int, unit: Unit) -> Speech:
    """One of them."""
    slug = f"speech-{number}"
    passages = tuple(
        Passage(
            slug,
            f"p{n}",
            f"第{n}个做法的小标题",
            SENTENCES,
            Role.PRACTICE,
            n,
            themes=(f"主题{(number + n) % 30}",),
        )
        for n in range(1, 5)
    )
    day = date(2020, 1, 1) + timedelta(number % 2000)
    return Speech(slug, f"第{number}篇讲稿的题目", unit, "张三", day, Source("页面", "某某网"), passages)


class NoSearch:
    """Search has a benchmark of its own."""

    def search(self, _question: str, _unit: Unit | None = None) -> Finding:
        """Nothing."""
        return Finding()

    def mended(self, _question: str) -> None:
        """Nothing to mend."""


def client_of(corpus: Corpus) -> FlaskClient:
    """The site over a corpus, without anybody to talk to."""
    nobody: Any = None
    edition = Edition(corpus, cast("Telling", NoSearch()), nobody, nobody)
    parts = Parts(
        edition=lambda: edition,
        reception=nobody,
        links=Links("https://baigu.example.cn"),
        pseudonym=lambda *_: "",
        often=tuple,
        allows=lambda *_: True,
        ready=lambda: (),
    )
    app = Flask("benchmark")
    app.register_blueprint(Site(parts).blueprint())
    return app.test_client()


def main(units: int, speeches: int) -> None:
    """Print the table."""
    client = client_of(city(units, speeches))
    print(
        f"{units} 个单位，{speeches} 篇讲稿\n{'页面':　<14}{'字节':>8}{'中位 ms':>10}{'最慢 ms':>10}{'304 ms':>10}"
    )
    for path in PATHS:
        first = client.get(path)
        times = [timed(partial(client.get, path)) for _ in range(ROUNDS)]
        tag = {"If-None-Match": first.headers.get("ETag", "")}
        known = [timed(partial(client.get, path, headers=tag)) for _ in range(ROUNDS)]
        row = (statistics.median(times), max(times), statistics.median(known))
        print(f"{path:<28}{len(first.data):>8}" + "".join(f"{ms:>11.2f}" for ms in row))


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of a call."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:3] or ("300", "10000")))
