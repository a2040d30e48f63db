from __future__ import annotations

from bot.importing.reading.page import Line
from bot.importing.reading.text_page import read_text


def test_lines_lose_their_margins_and_remember_blank_lines() -> None:
    lines = read_text("标题\r\n\r\n　　第一段。\n\t第二段。 \n\n\n第三段。".encode()).lines
    assert lines == (Line("标题"), Line("第一段。"), Line("第二段。", "\n"), Line("第三段。"))
