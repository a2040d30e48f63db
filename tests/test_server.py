from __future__ import annotations

import gc

from waitress.adjustments import Adjustments

from bot.server import LARGEST_UPLOAD, _Parser


def parser_of(path: str, length: int) -> _Parser:
    """What reads a request, when its head has come."""
    parser = _Parser(Adjustments(max_request_body_size=1024 * 1024))
    parser.received(f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n".encode())
    return parser


def test_larger_bodies_are_read_below_one_address_alone_and_of_a_few_at_once() -> None:
    gc.collect()
    assert parser_of("/ask", 5_000_000).error is not None
    assert parser_of("/console/imports", LARGEST_UPLOAD + 1).error is not None
    gc.collect()
    held = [parser_of("/console/imports", 5_000_000) for _ in range(4)]
    assert [parser.error for parser in held] == [None] * 4
    assert parser_of("/console/imports", 5_000_000).error is not None
    assert parser_of("/console/imports", 5_000).error is None
    held.clear()
    gc.collect()
    assert parser_of("/console/imports", 5_000_000).error is None
