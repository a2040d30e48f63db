from __future__ import annotations

import subprocess
import sys

import pytest

from bot.importing.reading.readers import READERS, kind_of


@pytest.mark.parametrize(
    ("content", "name", "media_type", "kind"),
    [
        (b"%PDF-1.7", "a.txt", "", "pdf"),
        (b"PK\x03\x04", "a", "text/html", "docx"),
        (b"<p>", "a.md", "text/html", "html"),
        (b"#", "A.MD", "", "markdown"),
        (b"?", "a.xyz", "image/png", None),
    ],
)
def test_a_document_is_known_by_its_first_bytes_then_by_http_then_by_its_name(
    content: bytes, name: str, media_type: str, kind: str | None
) -> None:
    assert kind_of(content, name, media_type) == kind


def test_no_two_readers_claim_the_same_name() -> None:
    names = [name for reader in READERS.values() for name in reader.names]
    assert len(names) == len(set(names))


def test_a_text_is_read_without_what_other_documents_need() -> None:
    heavy = "docx", "lxml", "pypdfium2", "markdown_it", "jieba", "readability"
    program = (
        "import sys; from bot.importing.reading.sandbox import read_here; read_here('text', b'a');"
        f"print(sorted(set(sys.modules) & set({heavy})))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"[]\n"
