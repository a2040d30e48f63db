"""A service with a console, and people of every rank who are in."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from bot.app.console import StaffedService
from bot.model import Rank
from bot.settings import load_settings
from bot.state.database import Database
from bot.state.operators import Operators
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from bot.dialogue.edition import Edition
    from bot.retrieval.dictionary import Dictionary

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "correct horse 7"
NAMES = {Rank.READER: "读甲", Rank.EDITOR: "编乙", Rank.PUBLISHER: "发丙", Rank.ADMINISTRATOR: "管丁"}


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 1_900_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables; to make them takes longer than most tests."""
    file = tmp_path_factory.mktemp("console") / "baigu.db"
    database = Database(f"sqlite:///{file}")
    database.make()
    database.dispose()
    return file


@pytest.fixture
def serve(
    tmp_path: Path, empty: Path, clock: Clock, edition: Edition, dictionary: Dictionary
) -> Callable[..., StaffedService]:
    """Makes services over one database."""
    shutil.copy(empty, tmp_path / "baigu.db")

    def made(**settings: object) -> StaffedService:
        given = {
            "database_url": f"sqlite:///{tmp_path / 'baigu.db'}",
            "secret_key": "for tests",
            "_env_file": None,
            **settings,
        }
        service = StaffedService(load_settings(**given), clock, dictionary)
        service.edition = edition
        service.start_work = lambda: None  # type: ignore[method-assign] # each test works itself, see `work`
        service.operators = Operators(service.database, clock, CHEAP)
        return service

    return made


@pytest.fixture
def service(serve: Callable[..., StaffedService]) -> StaffedService:
    return serve()


@pytest.fixture
def app(service: StaffedService) -> Flask:
    return service.wsgi()


def token_of(client: FlaskClient, path: str = "/console/login") -> str:
    """The token of the forms that a browser is shown."""
    page = client.get(path).text
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]


def send(client: FlaskClient, path: str, **fields: str | list[str]) -> TestResponse:
    """Send a form as the pages that were shown hold it."""
    return client.post(path, data={"csrf_token": token_of(client, "/console/me"), **fields})


def entered(service: StaffedService, app: Flask, rank: Rank, name: str | None = None) -> FlaskClient:
    """A browser in which somebody of that rank is in."""
    client, called = app.test_client(), name or NAMES[rank]
    code = service.operators.invite(rank, called)
    form = {"code": code, "name": called, "password": PASSWORD, "again": PASSWORD}
    answer = client.post("/console/join", data={"csrf_token": token_of(client, "/console/join"), **form})
    assert answer.status_code == 303, answer.text
    return client


@pytest.fixture
def enter(service: StaffedService, app: Flask) -> Callable[..., FlaskClient]:
    """Makes browsers in which somebody of a rank is in."""
    return lambda rank, name=None: entered(service, app, rank, name)


def work(service: StaffedService) -> None:
    """Do what waits, as the process beside the service does."""
    from bot.app.workshop import Workshop  # noqa: PLC0415 # as there

    while task := service.tasks.take():
        Workshop(service, service.tasks).do(task)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small knowledge folder that may be changed."""
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    for path in (folder / "questions").iterdir():
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:4]), "utf-8")  # each costs a search
    return folder


@pytest.fixture
def own(serve: Callable[..., StaffedService], folder: Path) -> StaffedService:
    """A service over that folder."""
    return serve(knowledge=folder, reviews="初审,终审")
