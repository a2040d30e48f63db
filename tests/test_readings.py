"""Characters and phrases, read as pypinyin reads them."""

import random
import subprocess
import sys

import pytest
from pypinyin import Style, lazy_pinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from bot.readings import Readings, load_readings, toneless


@pytest.fixture(scope="module")
def readings() -> Readings:
    return load_readings()


def texts() -> list[str]:
    """Characters and phrases, each by itself, and phrases whole and broken off one behind the other."""
    chance = random.Random(5)  # noqa: S311 # which texts are compared is no secret
    characters, phrases = [*map(chr, pinyin_dict)], sorted(phrases_dict)
    several = [chance.sample(phrases, 4) for _ in range(200)]
    broken = ("".join(phrase[: chance.randint(1, 4)] for phrase in some) for some in several)
    alone = (*chance.sample(characters, 500), *chance.sample(phrases, 500))
    return [*alone, *map("，a1".join, several), *broken]


def test_everything_is_read_as_pypinyin_reads_it(readings: Readings) -> None:
    for text in texts():
        assert "".join(readings.of(text)) == "".join(lazy_pinyin(text, style=Style.TONE3)), text
        assert "".join(map(toneless, readings.of(text))) == "".join(lazy_pinyin(text)), text


def test_a_phrase_is_read_before_its_characters(readings: Readings) -> None:
    assert [*readings.of("银行行长")] == ["yin2", "hang2", "hang2", "zhang3"]
    assert readings.usual("行") == ("xing2", "hang2")


def test_what_is_not_read_stays_as_it_is(readings: Readings) -> None:
    assert [*map(toneless, readings.of("绿道3号，ok"))] == ["lv", "dao", "3", "hao", "，", "o", "k"]
    assert readings.usual("3") == ("3",)


def test_a_service_never_loads_pypinyin_itself() -> None:
    """Its dictionaries would take 59 MB of each."""
    program = (
        "import sys; import bot.app.service; from bot.retrieval.pinyin import syllables; "
        "assert syllables('停车') == ['ting', 'che']; assert 'pypinyin' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
