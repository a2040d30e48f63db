from __future__ import annotations

import subprocess
import sys

from bot.importing.reading.readers import READERS


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
