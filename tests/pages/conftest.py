"""A service over the real knowledge, with a speech more whose anchors were renamed and a unit that has told much."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.app.baigu import Baigu
from bot.app.web_service import WebService
from bot.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
BASE = "https://baigu.example.cn"

RENAMED = """---
title: 修一条路 暖一片心
unit: 市社科联
speaker: 测试员
date: 2024-05-01
source:
  title: 一个知道网址的页面
  publisher: 某某网
  url: https://source.example.cn/page?a=1&b=2
themes:
  road: [志愿服务]
moved:
  old-road: road
formerly: [before-20240501]
corrections:
- from: 后来大家都讲<b>好
  to: 后来大家都说好
  who: 编辑甲
  when: 2026-11-26
  why: 口误
---

开头的话。

## 修路 {#road}

先修路。<b>再</b>架桥。

后来大家都说好！路好走了。

## 记一句谢 {#aside}

谢谢路过的每一位。
"""


def speech_of_week(number: int) -> str:
    """One of many speeches of the same unit on the same theme."""
    return f"""---
title: 第{number}周的劝导
unit: 市防洪排涝工程管理处
date: 2023-{number % 12 + 1:02}-01
source:
  title: 每周一讲
themes:
  p1: [交通文明]
---

## 第{number}周到路口劝导 {{#p1}}

第{number}周,我们到路口劝导行人。
"""


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    (folder / "speeches/renamed-20240501.md").write_text(RENAMED, "utf-8")
    for number in range(1, 46):
        (folder / f"speeches/fangpaichu-week{number}.md").write_text(speech_of_week(number), "utf-8")
    return folder


@pytest.fixture(scope="session")
def serve(knowledge: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., WebService]:
    """Makes services over that knowledge, each with a database of its own."""
    edition = Baigu(load_settings(_env_file=None, knowledge=knowledge, public_url=BASE)).edition

    def made(**settings: object) -> WebService:
        database = tmp_path_factory.mktemp("state") / "baigu.db"
        baigu = WebService(
            load_settings(
                _env_file=None,
                knowledge=knowledge,
                public_url=BASE,
                secret_key="for tests",
                database_url=f"sqlite:///{database}",
                **settings,
            )
        )
        baigu.edition = edition
        return baigu

    return made


@pytest.fixture(scope="session")
def baigu(serve: Callable[..., WebService]) -> WebService:
    return serve(token="abc123", icp="桂ICP备00000000号", mp_verify="MP_verify_AbCd1234EfGh5678.txt")


@pytest.fixture(scope="session")
def app(baigu: WebService) -> Flask:
    return baigu.wsgi()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
