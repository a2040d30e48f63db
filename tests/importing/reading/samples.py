"""Real files made by real programs (`files/make.py`), and the programs that reading them needs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

FILES = Path(__file__).parent / "files"
LOOKS = (
    "把楼道当成自家客厅",
    "东湖区民政局 江小渔",
    "怎么做的",
    "一是清杂物。我们请党员带头，把楼道里的旧沙发、纸箱一件一件搬走。",
    "二是装路灯。我们在每一层装了声控灯，老人晚上回家看得见。",
    "大家轮流打扫。",
    "每月评比一次。",
    "楼栋 户数",
    "三栋 四十八",
    "谢谢大家。",
)


def sample(name: str) -> bytes:
    return (FILES / name).read_bytes()


def needs(program: str, *, is_small: bool = False) -> None:
    """Skip a test for want of a program; what is small enough to be installed there must not be missing in CI."""
    if shutil.which(program) is None:
        reason = f"no {program}: apt-get install it to run this test"
        pytest.fail(reason) if is_small and os.environ.get("CI") else pytest.skip(reason)


def only(monkeypatch: pytest.MonkeyPatch, folder: Path, *programs: str) -> None:
    """Leave these programs to be found, and no other."""
    for program in programs:
        path = shutil.which(program)
        if path:
            (folder / program).symlink_to(path)
    monkeypatch.setenv("PATH", str(folder))
