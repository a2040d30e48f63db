# /// script
# dependencies = ["fonttools", "brotli", "pylopdf-fonts-zh-cn"]
# ///
"""Makes bot/web/assets/punctuation.woff2: the marks that telephones get wrong in Chinese.

Android draws “ ” ‘ ’ — … with its Latin font, half as wide as a character; and the commas of the speeches are the
narrow ASCII ones, which must stay as they are but need room behind them. The outlines are Noto Sans SC's (OFL 1.1).
"""

from __future__ import annotations

from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FULL_WIDTH = "“”‘’—…"
NARROW = ",;:!?"
ROOM = 0.42
"""Em."""


def main() -> None:
    """Write the font."""
    font = TTFont(pylopdf_fonts_zh_cn.sans_path())
    options = Options(flavor="woff2", layout_features=["halt", "chws", "ccmp"], notdef_outline=True)
    options.name_IDs = [0, 1, 2, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(text=FULL_WIDTH + NARROW)
    subsetter.subset(font)
    width = int(font["head"].unitsPerEm * ROOM)
    for mark in NARROW:
        glyph = font.getBestCmap()[ord(mark)]
        font["hmtx"][glyph] = (width, font["hmtx"][glyph][1])
    font.flavor = "woff2"
    font.save(Path(__file__).parents[1] / "bot/web/assets/punctuation.woff2")


if __name__ == "__main__":
    main()
