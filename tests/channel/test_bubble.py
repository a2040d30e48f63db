import pytest

from bot.channel.bubble import LARGE, STANDARD, Bubble, read
from bot.dialogue.markup import link, tap

NARROW = Bubble(columns=4, rows=10)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("四个汉字", 1),
        ("五个汉字了", 2),
        ("四个汉字\n五个汉字了", 3),
        ("8 letter", 1),
        ("汉ab字cd", 1),
        ("汉字汉abc", 2),
        ("四个汉字。", 2),
        ("abcdefghi", 2),
        ("汉abcdefgh", 2),
    ],
    ids=[
        "an empty line is a line",
        "a full line",
        "one too many",
        "each line for itself",
        "letters are half as wide",
        "letters beside characters",
        "words are not broken",
        "no line begins with a full stop",
        "a word longer than a line is broken",
        "a word as long as a line has one of its own",
    ],
)
def test_a_text_takes_the_lines_that_a_telephone_breaks_it_into(text: str, lines: int) -> None:
    assert NARROW.lines(text) == lines


def test_of_links_and_taps_only_what_is_read_takes_room() -> None:
    text = f"{tap('停车', '市方志办第1条', 1)}{link('原文', 'https://baigu.example/')}"
    assert read(text) == "停车原文"
    assert NARROW.lines(text) == 1


def test_larger_type_takes_more_lines_and_more_of_a_screen() -> None:
    text = "字" * 120
    assert (STANDARD.lines(text), LARGE.lines(text)) == (10, 14)
    assert (STANDARD.screens(text), LARGE.screens(text)) == (0.5, 1.0)
