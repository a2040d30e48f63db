"""Writes the catalogue of what click says in Chinese: `python docs/catalogue.py`, after its .po was changed."""

from __future__ import annotations

from pathlib import Path

import polib

CATALOGUE = Path(__file__).parents[1] / "bot/cli/locale/zh_CN/LC_MESSAGES/messages.po"

if __name__ == "__main__":
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
