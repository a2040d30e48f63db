"""Stylesheet, scripts, mark and font: served from memory under names that change with their content."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Response, abort

_FOREVER = "public, max-age=31536000, immutable"
_UNTIL_CHANGED = "public, max-age=86400"
_SHARED = Path(__file__).parent / "assets"
_IMPORTED = re.compile(rb'@import url\("([^"/:]+)"\);')
_NAMED = re.compile(rb'(?<=url\(")[^"/:]+(?="\))')
_KINDS = {".woff2": "font/woff2", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """A file as it goes over the wire.

    Attributes:
        address: its name with a hash of its content, so that it may be kept for ever.
    """

    address: str
    content: bytes
    kind: str


class Assets:
    """The files of one folder and what all pages share; a stylesheet names another file by its address.

    A stylesheet that it imports becomes part of it, so that a page waits for one.
    """

    def __init__(self, folder: Path, shared: Path = _SHARED) -> None:
        self._by_name = dict[str, Asset]()
        paths = (*shared.iterdir(), *folder.iterdir())
        for path in sorted(paths, key=lambda path: path.suffix == ".css"):
            content = path.read_bytes()
            if path.suffix == ".css":
                content = _IMPORTED.sub(lambda found: (shared / found[1].decode()).read_bytes(), content)
                content = _NAMED.sub(lambda found: self.address(found[0].decode()).encode(), content)
            self._by_name[path.name] = _asset(path, content)
        self._by_address = {asset.address: asset for asset in self._by_name.values()}

    def address(self, name: str) -> str:
        """Where a file is served, below /assets/."""
        return self._by_name[name].address

    def content(self, name: str) -> bytes:
        """A file's bytes."""
        return self._by_name[name].content

    def serve(self, address: str) -> Response:
        """A file by its address; by its plain name too, for robots and readers that ask for it, but not for ever."""
        asset = self._by_address.get(address) or self._by_name.get(address)
        if asset is None:
            abort(404)
        response = Response(asset.content, content_type=asset.kind)
        response.headers["Cache-Control"] = _FOREVER if address == asset.address else _UNTIL_CHANGED
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def _asset(path: Path, content: bytes) -> Asset:
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    digest = hashlib.sha256(content).hexdigest()[:10]
    return Asset(f"{path.stem}.{digest}{path.suffix}", content, kind)
