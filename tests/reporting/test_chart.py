import io
from typing import Any

from PIL import Image

from bot.reporting.chart import COLOURS, bars, columns


def drawn(png: bytes) -> dict[str, int]:
    """How many points of each colour."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    counted: Any = picture.getcolors(picture.width * picture.height)
    return {f"#{red:02x}{green:02x}{blue:02x}": count for count, (red, green, blue) in counted}


def test_columns_are_as_high_as_their_values() -> None:
    two, four = drawn(columns(["一"], ["甲", "乙"], [[2, 2]])), drawn(columns(["一"], ["甲", "乙"], [[2, 6]]))
    assert two[COLOURS[0]] > 1.5 * four[COLOURS[0]]
    assert four[COLOURS[1]] > two[COLOURS[1]]
    assert COLOURS[2] not in four


def test_nothing_asked_is_a_picture_too() -> None:
    assert drawn(columns(["一", "二"], ["甲"], [[0], [0]]))
    assert drawn(bars([]))


def test_a_bar_is_as_long_as_its_value_whatever_its_name() -> None:
    one = drawn(bars([("市很长很长很长很长很长很长很长很长的单位名称办公室", 10)]))
    two = drawn(bars([("短", 10), ("短", 5)]))
    assert one[COLOURS[0]] < two[COLOURS[0]] < 2 * one[COLOURS[0]]
