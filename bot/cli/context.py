"""What commands share."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import click

from bot.app.baigu import Baigu
from bot.app.log import keep_quiet
from bot.settings import Settings, load_settings, passed_over
from bot.terminal.progress import progress

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.service import Service

App = TypeVar("App", bound=Baigu)
Kept = TypeVar("Kept", bound="Service")


class Context:
    """Makes the part of the application that a command asks for, and lets go of it when the command ends."""

    def __init__(self) -> None:
        keep_quiet()
        self._made = ExitStack()
        self._given = dict[str, str | int]()

    def give(self, **options: str | int | None) -> None:
        """Options of a command that stand above the settings of the same names; None where one was not given."""
        self._given |= {name: value for name, value in options.items() if value is not None}

    @cached_property
    def settings(self) -> Settings:
        """The settings of this installation; where another folder's are passed over, that is said.

        Raises:
            SettingsError: naming every mistake.
        """
        settings = load_settings(**self._given)
        if (
            not settings.home.exists()
        ):  # a package that was just installed; a home that is given must be there
            _furnish(settings.home)
            click.echo(f"摆古的家在 {settings.home}，放进了样例知识；换成自己的用 baigu init", err=True)
        if unused := passed_over(settings.home):
            told = f"没有用 {unused}：用的是 {settings.home} 里的设置；要用这里的，就设环境变量 BAIGU_HOME={unused.parent}"
            click.echo(told, err=True)
        return settings

    def made(self, kind: type[App]) -> App:
        """The application: a Baigu to ask, a Service where there must be a database."""
        app = kind(self.settings, progress=progress)
        self._made.callback(app.close)
        return app

    def reading(self, kind: type[Kept]) -> Kept:
        """The application, for a command that only reads what was kept; where nothing ever was, that is said.

        Raises:
            StorageError: it was kept, and is lost.
        """
        service = self.made(kind)
        if service.database.is_missing():
            told = f"还没有数据库 {service.database.name}：这里什么也没有记录过；在别的文件夹里就用 BAIGU_HOME 指过去"
            click.echo(told, err=True)
        return service

    def close(self) -> None:
        """Let go of what was made."""
        self._made.close()


def _furnish(home: Path) -> None:
    from bot.app.beginning import furnish  # noqa: PLC0415 # once in the life of an installation

    furnish(home)
