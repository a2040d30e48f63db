"""Pages and assets on the wire: a third of their size, where the browser takes gzip."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Response

_WORTH = 500
"""Bytes below which nothing is gained."""

_PLAIN = ("text/", "application/", "image/svg")


def compressed(response: Response) -> Response:
    """A response as it is sent.

    Its ETag becomes a weak one, for it stands for both forms.
    """
    kind = response.content_type or ""
    if response.is_streamed or "Content-Encoding" in response.headers or not kind.startswith(_PLAIN):
        return response
    response.vary.add("Accept-Encoding")
    etag, _ = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    if request.accept_encodings.quality("gzip") and len(response.get_data()) > _WORTH:
        response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
