import io
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.pages import picture
from bot.pages.picture import HEIGHT, WIDTH, Illustrator

MARK = Path(picture.__file__).parent / "assets/mark.png"
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


CHUNKS = st.sampled_from(["文明城市", "“麻雀”", "，", "（二）", "做法。", "《手册》", "2024年", "："])


@settings(max_examples=60, deadline=None)
@given(st.lists(CHUNKS, min_size=1, max_size=20).map("".join))
def test_lines_keep_the_title_and_break_where_chinese_may_break(title: str) -> None:
    _, lines = picture.set_title(title)
    assert title.startswith("".join(lines).removesuffix("…"))
    for before, line in itertools.pairwise(lines):
        assert line[0] not in "，。”）》：" or len(before) == 1
        assert before[-1] not in "“（《" or len(before) == 1


def test_a_picture_drawn_once_is_kept() -> None:
    assert ILLUSTRATOR.picture("甲", "乙", "丙", "丁") is ILLUSTRATOR.picture("甲", "乙", "丙", "丁")
    assert ILLUSTRATOR.picture("甲", "乙", "丙", "丁") != ILLUSTRATOR.picture("甲", "乙", "丙", "戊")
