import io
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.pages import poster
from bot.pages.poster import Poster, PosterPrinter
from bot.web import assets
from tests.tools import needs_recognition

ADDRESS = "https://baigu.example.cn/speeches/fangzhiban-20240111?p1=143-208-432115#p1"
PRINTER = PosterPrinter((Path(assets.__file__).parent / "assets/mark.png").read_bytes())


def drawn(quote: str, heading: str = "把党支部带头作用“烘”起来", address: str = ADDRESS) -> bytes:
    return PRINTER.poster(
        Poster("市方志办", heading, quote, "——某某，《题目》", "摆古", "扫一扫，看原文", address)
    )


@pytest.mark.parametrize("heading", ["", "停车", "字" * 200])
@pytest.mark.parametrize("quote", ["", "一句话。", "字" * 1000])
def test_whatever_is_told_the_poster_is_a_small_png_whose_code_stays_clear(heading: str, quote: str) -> None:
    content = drawn(quote, heading)
    image = Image.open(io.BytesIO(content)).convert("RGB")
    assert image.size == (poster.WIDTH, poster.HEIGHT)
    assert len(content) < 150_000
    words_end = (0, 985, poster.WIDTH, 1005)
    assert (
        image.crop(words_end).tobytes()
        == Image.open(io.BytesIO(drawn(""))).convert("RGB").crop(words_end).tobytes()
    )


@pytest.mark.parametrize("address", [ADDRESS, "https://x.cn/", ADDRESS + "a" * 120])
def test_the_code_leads_to_the_address(address: str) -> None:
    needs_recognition()
    cv2 = import_module("cv2")  # reads codes; comes with the extra ocr
    image = Image.open(io.BytesIO(drawn("一句话。", address=address))).convert("RGB")
    found, *_ = cv2.QRCodeDetector().detectAndDecode(np.array(image))
    assert found == address
