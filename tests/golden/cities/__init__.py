"""Cities that do not exist, with what their units told and what people asked of it: how the bot fares where it is new.

Their papers were written and labelled by people who had not seen the code, imported, and accepted where all was sure; the
questions (`questions.jsonl`) were written from what came of that, by people who had seen neither code nor vocabulary.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app.baigu import Baigu
from bot.corpus.new_folder import make_folder
from bot.model import City
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.retrieval.dictionary import Dictionary

CITIES = sorted(path.parent for path in Path(__file__).parent.glob("*/questions.jsonl"))
"""Their folders."""


def founded(city: Path, root: Path, dictionary: Dictionary | None = None) -> Baigu:
    """What answers in a city as on its first day: all that `baigu init` writes, and the city's own speeches."""
    make_folder(root, City())
    shutil.copytree(city, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("questions.*"))
    return Baigu(load_settings(_env_file=None, knowledge=root), dictionary=dictionary)
