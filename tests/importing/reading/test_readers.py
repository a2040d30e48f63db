from __future__ import annotations

import subprocess
import sys

from bot.importing.reading.formats import FORMATS, NAMES
from bot.importing.reading.readers import READERS


def test_each_kind_has_a_reader_and_no_two_claim_the_same_name() -> None:
    assert READERS.keys() == FORMATS.keys()
    assert len(NAMES) == len(set(NAMES))


def test_a_text_is_read_without_what_other_documents_need() -> None:
    heavy = "docx", "lxml", "pypdfium2", "markdown_it", "jieba", "readability"
    program = (
        "import sys; from bot.importing.reading.sandbox import read_here; read_here('text', b'a');"
        f"print(sorted(set(sys.modules) & set({heavy})))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"[]\n"
