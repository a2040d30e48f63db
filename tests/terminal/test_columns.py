import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.columns import columns, wrapped


def test_a_chinese_character_takes_two_columns() -> None:
    assert columns("摆古 abc，“") == 4 + 1 + 3 + 2 + 2


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, []),
        ("导入讲稿", 8, ["导入讲稿"]),
        ("导入讲稿", 7, ["导入讲", "稿"]),
        ("导入讲稿。好", 8, ["导入讲", "稿。好"]),
        ("用 baigu import 导入", 10, ["用 baigu", "import 导", "入"]),
        ("一行，\n接着一行", 40, ["一行，接着一行"]),
        ("one\ntwo", 40, ["one two"]),
        ("很长的anendlessword", 6, ["很长的", "anendlessword"]),
    ],
    ids=[
        "nothing",
        "a full line",
        "one too many",
        "no line begins with a full stop",
        "words stay whole",
        "the end of a line is no space in Chinese",
        "and is one in English",
        "what has no place is not cut",
    ],
)
def test_a_paragraph_is_broken_where_chinese_is(text: str, room: int, lines: list[str]) -> None:
    assert list(wrapped(text, room)) == lines


@given(text=st.text(alphabet="摆古，。“”（）a-1 ", max_size=80), room=st.integers(20, 40))
def test_lines_are_no_wider_than_there_is_room_and_lose_nothing(text: str, room: int) -> None:
    lines = list(wrapped(text, room))
    assert "".join("".join(lines).split()) == "".join(text.split())
    longest = max(map(columns, text.split()), default=0)
    assert all(columns(line) <= max(room, longest) for line in lines)
