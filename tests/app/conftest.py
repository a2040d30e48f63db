"""A service with a knowledge folder of its own, and few questions to check it by."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.app.checking import Checking
from bot.app.publishing import Publishing
from bot.app.web_service import WebService
from bot.settings import load_settings
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.retrieval.dictionary import Dictionary

QUESTIONS = [
    {"kind": "topic", "q": "文明遛狗", "expect": [{"unit": "市防洪排涝工程管理处", "practice": 1}]},
    {"kind": "topic", "q": "联系车主挪车", "expect": [{"unit": "市方志办"}]},
    {"kind": "offtopic", "q": "今天星期几"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder to work in."""
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    lines = [json.dumps(question, ensure_ascii=False) for question in QUESTIONS]
    (tmp_path / "knowledge" / "questions" / "check.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path / "knowledge"


@pytest.fixture
def baigu(folder: Path, tmp_path: Path, dictionary: Dictionary) -> Iterator[WebService]:
    baigu = WebService(
        load_settings(
            _env_file=None,
            knowledge=folder,
            database_url=f"sqlite:///{tmp_path / 'baigu.db'}",
            secret_key="test",
            editor="小李",
        ),
        dictionary=dictionary,
    )
    yield baigu
    baigu.close()


@pytest.fixture
def publishing(baigu: WebService) -> Publishing:
    return Publishing(baigu, Checking(baigu))
