import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bot.pages.picture import HEIGHT, WIDTH, Illustrator
from bot.web import assets

MARK = Path(assets.__file__).parent / "assets/mark.png"
ILLUSTRATOR = Illustrator(MARK.read_bytes())


def drawn(*texts: str) -> Image.Image:
    return Image.open(io.BytesIO(ILLUSTRATOR.picture(*texts, "公众号"))).convert("RGB")


def test_a_picture_is_a_small_png_in_the_proportion_wechat_asks_for() -> None:
    content = ILLUSTRATOR.picture(
        "市方志办", "三无小区“麻雀”变“凤凰”的古仔", "黄志坚 · 2024年1月11日", "摆古"
    )
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert WIDTH / HEIGHT == 360 / 200
    assert len(content) < 50_000


def test_different_titles_make_different_pictures() -> None:
    assert drawn("单位", "一", "").tobytes() != drawn("单位", "二", "").tobytes()


def test_a_character_the_font_lacks_never_shows_as_an_empty_box() -> None:
    assert drawn("单位", "路\U0001f600好", "").tobytes() == drawn("单位", "路好", "").tobytes()
    assert drawn("单位", "\U0002a6d6", "").tobytes() == drawn("单位", "〓", "").tobytes()


@pytest.mark.parametrize("title", ["", " ", "字" * 500, "a b c d e f g h", "“" * 40, "。" * 40, "W" * 300])
def test_any_title_can_be_drawn(title: str) -> None:
    assert drawn(title, title, title).size == (WIDTH, HEIGHT)


def test_the_square_in_the_middle_has_all_that_is_to_be_read() -> None:
    told, nothing = drawn("单位" * 20, "字" * 60, "某某 · 2024年1月11日"), drawn("", "", "")
    difference = ImageChops.difference(told, nothing).convert("L").point([0] * 40 + [255] * 216).getbbox()
    assert difference
    assert difference[0] >= (WIDTH - HEIGHT) // 2
    assert difference[2] <= (WIDTH + HEIGHT) // 2


def test_a_picture_drawn_once_is_kept() -> None:
    assert ILLUSTRATOR.picture("甲", "乙", "丙", "丁") is ILLUSTRATOR.picture("甲", "乙", "丙", "丁")
    assert ILLUSTRATOR.picture("甲", "乙", "丙", "丁") != ILLUSTRATOR.picture("甲", "乙", "丙", "戊")
