from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.importing.reading.rtf_page import read_rtf
from tests.importing.reading.samples import LOOKS, only, sample
from tests.tools import needs

if TYPE_CHECKING:
    from pathlib import Path


def numbered(text: str) -> str:
    return "".join("\\u" + str(ord(char)) + " " for char in text)


def escaped(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


def test_libre_office_keeps_the_looks_of_rtf() -> None:
    needs("soffice", in_ci=False)
    lines = read_rtf(sample("looks.rtf")).lines
    assert tuple(line.text.replace("\u3000", " ") for line in lines) == LOOKS
    assert [line.bold for line in lines[:4]] == [9, 0, 4, 6]


@pytest.mark.parametrize(
    "raw",
    [
        rf"{{\rtf1\ansi\ansicpg936\f0 {escaped('一是清楼道。')}\par {escaped('二是装灯。')}}}".encode(),
        (
            r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f1\fnil\fcharset134 SimSun;}}"
            rf"\f1 {escaped('一是清楼道。')}\par {escaped('二是装灯。')}}}"
        ).encode(),
        r"{\rtf1\ansi\ansicpg936\f0 一是清楼道。\par 二是装灯。}".encode("gbk"),
        rf"{{\rtf1\ansi\uc0 {numbered('一是清楼道。')}\par {numbered('二是装灯。')}}}".encode(),
    ],
)
def test_chinese_is_read_as_programs_write_it(
    raw: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, tmp_path)
    assert [line.text for line in read_rtf(raw).lines] == ["一是清楼道。", "二是装灯。"]


def test_without_libre_office_every_word_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, tmp_path)
    texts = [line.text for line in read_rtf(sample("looks.rtf")).lines]
    assert [text.lstrip("12. ") for text in texts] == [text.replace("\t", " ") for text in LOOKS]
