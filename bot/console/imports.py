"""Imports: documents are brought in, and drafts checked beside their source."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import flash, request

from bot.console.correcting import typed_correction
from bot.console.routes import attempting, seen
from bot.errors import BaiguError, OperatorError
from bot.model import Deed, Rank
from bot.model.task import DONE
from bot.results.review import Typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Response
    from werkzeug.datastructures import FileStorage
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.acting import Acting
    from bot.console.ports import Begin, Reviewing
    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.model.task import Task

_FIELDS = ("title", "unit", "speaker", "date")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_ADDRESS = re.compile(r"https?://\S{1,1900}")
_LONGEST_NAME = 80
_REFUSED = 400


@dataclass(frozen=True)
class Imports:
    """How documents are brought in.

    Attributes:
        folder: where what was uploaded waits.
        begin: has a document read, beside the service.
        latest: the last time that this was asked for.
    """

    folder: Path
    begin: Begin
    latest: Callable[[], Task | None]


class ImportPages:
    """The pages of imports."""

    def __init__(
        self, reviewing: Callable[[], Reviewing], imports: Imports, acting: Acting, press: Press
    ) -> None:
        self._reviewing, self._imports = reviewing, imports
        self._acting, self._press = acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the pages and their forms."""
        routes.page("/imports", "imports", self._list, Rank.READER)
        routes.form("/imports", "upload", self._upload, Rank.EDITOR)
        routes.page("/imports/<slug>", "draft", self._draft, Rank.READER)
        routes.form("/imports/<slug>/save", "save_draft", self._save, Rank.EDITOR)
        routes.form("/imports/<slug>/split", "split", self._split, Rank.EDITOR)
        routes.form("/imports/<slug>/join", "join_passages", self._join, Rank.EDITOR)
        routes.form("/imports/<slug>/correct", "correct_draft", self._correct, Rank.EDITOR)
        routes.form("/imports/<slug>/accept", "accept", self._accept, Rank.EDITOR)
        routes.form("/imports/<slug>/discard", "discard", self._discard, Rank.EDITOR)

    def _list(self) -> Response:
        task = self._imports.latest()
        told = json.loads(task.told) if task and task.state == DONE else []
        reviewing = self._reviewing()
        drafts, accepted = reviewing.drafts(), reviewing.accepted()
        return self._press.page("imports.html", task=task, told=told, drafts=drafts, accepted=accepted)

    def _upload(self) -> AnyResponse:
        with attempting():
            files = [file for file in request.files.getlist("file") if file.filename]
            address = request.form.get("address", "").strip()
            if not files and not address:
                raise OperatorError("请选一个文件，或者填一个网址")
            if address and not _ADDRESS.fullmatch(address):
                raise OperatorError("网址要以 http:// 或 https:// 开头")
            folder = self._imports.folder / secrets.token_hex(8)
            sources = [_kept(file, folder) for file in files] + ([address] if address else [])
            given = {"sources": sources, "folder": str(folder) if files else None}
            self._imports.begin("import", self._acting.name, given)
            names = [file.filename or "" for file in files] + ([address] if address else [])
            self._acting.record(Deed.UPLOADED, "、".join(names))
        return seen("imports")

    def _draft(self, slug: str, status: int = 200) -> AnyResponse:
        """A draft as it is now; the fields of a form that could not be followed stand in it as they were typed."""
        try:
            draft = self._reviewing().draft(slug)
        except BaiguError as error:
            flash(str(error), "wrong")
            return seen("imports")
        is_overtaken = request.form.get("version", draft.version) != draft.version
        return self._press.page("draft.html", status, draft=draft, is_overtaken=is_overtaken)

    def _save(self, slug: str) -> AnyResponse:
        with attempting():
            self._reviewing().save(slug, _version(), _typed())
            self._acting.record(Deed.EDITED, slug)
            flash("存好了，还没有收下")
            return seen("draft", slug=slug)
        return self._draft(slug, _REFUSED)

    def _split(self, slug: str) -> AnyResponse:
        anchor, _, at = request.form.get("place", "").partition(":")
        with attempting():
            place = int(at) if at.isdecimal() else 0
            self._reviewing().split(slug, _version(), _typed(), anchor, place)
            self._acting.record(Deed.CUT, f"{slug}#{anchor}")
            return seen("draft", slug=slug, _anchor=anchor)
        return self._draft(slug, _REFUSED)

    def _join(self, slug: str) -> AnyResponse:
        anchor = request.form.get("anchor", "")
        with attempting():
            self._reviewing().join(slug, _version(), _typed(), anchor)
            self._acting.record(Deed.CUT, f"{slug}#{anchor}")
            return seen("draft", slug=slug)
        return self._draft(slug, _REFUSED)

    def _correct(self, slug: str) -> AnyResponse:
        new = typed_correction()
        with attempting():
            self._reviewing().correct(slug, _version(), _typed(), self._acting.name, new)
            self._acting.record(Deed.CORRECTED, f"{slug}：{new.was} → {new.now}")
            flash("更正记下了，还没有收下")
            return seen("draft", slug=slug)
        return self._draft(slug, _REFUSED)

    def _accept(self, slug: str) -> AnyResponse:
        with attempting():
            taken = self._reviewing().accept(slug, _version(), _typed())
            self._acting.record(Deed.ACCEPTED, taken.speech)
            new = f"，单位“{taken.unit}”是新的" if taken.is_new_unit else ""
            flash(f"收下了{new}。还要去“发布”，公众号才会答")
            return seen("imports")
        return self._draft(slug, _REFUSED)

    def _discard(self, slug: str) -> AnyResponse:
        with attempting():
            self._reviewing().discard(slug, _version())
            self._acting.record(Deed.DISCARDED, slug)
            flash("草稿删掉了")
            return seen("imports")
        return self._draft(slug, _REFUSED)


def _kept(file: FileStorage, folder: Path) -> str:
    """Where an upload waits: under its own name, for the name tells of its kind, in a folder that goes when it is read."""
    name = _UNSAFE.sub("_", file.filename or "").strip(". ")[-_LONGEST_NAME:] or "document"
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / (name if not (folder / name).exists() else f"{secrets.token_hex(2)}-{name}")
    file.save(path)
    return str(path)


def _version() -> str:
    return request.form.get("version", "")


def _typed() -> Typed:
    """What stands in the fields of the form; whichever button was pressed, it is sent along."""
    form = request.form
    headings = {
        name.removeprefix("heading-"): value for name, value in form.items() if name.startswith("heading-")
    }
    return Typed({name: form.get(name, "") for name in _FIELDS}, headings)
