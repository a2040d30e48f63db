from __future__ import annotations

import socket
from threading import Thread
from typing import TYPE_CHECKING

from bot.importing.reading.libre_office import as_docx
from tests.importing.reading.samples import only
from tests.tools import needs

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_document_that_points_elsewhere_makes_it_ask_nobody() -> None:
    needs("soffice", in_ci=False)
    asked = list[object]()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            try:
                asked.append(server.accept())
            except OSError:  # closed: nobody came
                return

        waiting = Thread(target=listen, daemon=True)
        waiting.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        field = r'{\field{\*\fldinst INCLUDEPICTURE "' + address + r'" \\d}{\fldrslt x}}'
        assert as_docx(rf"{{\rtf1\ansi one {field}\par}}".encode(), ".rtf")
        server.shutdown(socket.SHUT_RDWR)
    waiting.join(5)
    assert asked == []


def test_where_it_is_not_installed_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, tmp_path)
    assert as_docx(b"{\\rtf1 x}", ".rtf") is None
