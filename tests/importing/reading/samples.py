"""Real files made by real programs (`files/make.py`), and what is found of the programs that reading them wants."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    "楼栋\t户数",
    "三栋\t四十八",
    "谢谢大家。",
)


def sample(name: str) -> bytes:
    return (FILES / name).read_bytes()


def only(monkeypatch: pytest.MonkeyPatch, folder: Path, *programs: str) -> None:
    """Leave these programs to be found, and no other."""
    for program in programs:
        path = shutil.which(program)
        if path:
            (folder / program).symlink_to(path)
    monkeypatch.setenv("PATH", str(folder))
