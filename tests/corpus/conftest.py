from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The knowledge folder, to be spoilt."""
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    return tmp_path / "knowledge"
