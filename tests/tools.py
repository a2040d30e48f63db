"""Programs and packages that tests want: where one is missing its tests are skipped, or fail.

In CI what is small enough to be installed there must be there. With EVERY_TOOL set (`make documents`) everything must.
"""

from __future__ import annotations

import importlib.util
import os
import shutil

import pytest


def needs(program: str, *, in_ci: bool) -> None:
    """Do without the test where a program is not installed, or fail it."""
    if shutil.which(program) is None:
        _without(f"no {program}: apt-get install it to run this test", in_ci=in_ci)


def needs_recognition() -> None:
    """Do without the test where the extra `ocr` is not installed, or fail it; CI is spared its 300 MB."""
    if importlib.util.find_spec("rapidocr_onnxruntime") is None:
        _without("no recognition of characters: pip install baigu[ocr] to run this test", in_ci=False)


def _without(reason: str, *, in_ci: bool) -> None:
    must_be_there = "EVERY_TOOL" in os.environ or (in_ci and "CI" in os.environ)
    pytest.fail(reason) if must_be_there else pytest.skip(reason)
