"""A second city: a folder from `baigu init`, and speeches that nobody gave."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from click.testing import CliRunner

from bot.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

UNITS = """
[[unit]]
name = "市城管局"
slug = "chengguanju"
aliases = ["城管局"]

[[unit]]
name = "七星街道"
slug = "qixing"
"""

SPEECHES = {
    "chengguanju-20250301": """---
title: 让每一辆车都有个家
unit: 市城管局
speaker: 周小满
date: 2025-03-01
source:
  title: 文明故事汇
plain:
  p1: 边角地改成停车场
  p2: 给摊贩找地方摆摊
themes:
  p1: [停车秩序]
  p2: [市场管理]
---

过去，老城区的车见缝就停。

## 挖潜建车位 {#p1}

一是挖潜建车位。我们把12处边角地改成停车场，新增停车位860个，违停少了七成。

## 给摊贩一个去处 {#p2}

二是给摊贩一个去处。我们设了4个疏导点，占道经营的摊贩都进了场，夜市既热闹又干净。
""",
    "qixing-20250412": """---
title: 板凳会上好商量
unit: 七星街道
speaker: 蒋玉兰
date: 2025-04-12
source:
  title: 文明故事汇
plain:
  p1: 每周五开板凳会，说开矛盾
  p2: 建23处充电棚
themes:
  p1: [发动群众]
  p2: [充电安全]
questions:
  p1: [邻里有事怎么商量]
---

## 搬来板凳议一议 {#p1}

第一件事，搬来板凳议一议。每周五晚上开板凳会，居民坐在一起，把矛盾纠纷说开。

## 建起充电棚 {#p2}

第二件事，建起充电棚。我们建充电棚23处，飞线充电不见了。
""",
}


def pages(client: FlaskClient, base: str) -> Iterator[tuple[str, str]]:
    """Every page that links lead to, by its path."""
    found, seen = ["/", "/nix", "/search?q=停车", "/search?q=火箭", "/sitemap.xml", "/feed.xml"], set[str]()
    while found:
        path = found.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        if response.mimetype not in ("text/html", "application/xml", "application/rss+xml"):
            continue
        page = unescape(response.get_data(as_text=True))
        yield path, page
        for address in re.findall(r'(?:href="|<loc>|<link>)([^"<]+)', page):
            parts = urlsplit(address.removeprefix(base))
            if not parts.scheme and parts.path.startswith("/"):
                found.append(f"{parts.path}{'?' if parts.query else ''}{parts.query}")


def make(folder: Path) -> None:
    """The folder as an editor has it in the end."""
    options = ("--city", "桂林", "--campaign", "全国文明城市", "--account", "漓江问答")
    done = CliRunner().invoke(main, ["init", str(folder), *options])
    assert done.exit_code == 0, done.output
    with (folder / "units.toml").open("a", encoding="utf-8") as units:
        units.write(UNITS)
    for slug, text in SPEECHES.items():
        (folder / "speeches" / f"{slug}.md").write_text(text, "utf-8")
