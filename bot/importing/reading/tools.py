"""Programs and libraries that need not be there: whether they are, and what to say where they are not."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import zipfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import TOO_MUCH, SourceError

if TYPE_CHECKING:
    from pathlib import Path

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What reading an archive that is damaged, locked or packed in a rare way may end in."""

_SECONDS = 60


def has_recognition() -> bool:
    """Whether `baigu[ocr]` is installed."""
    return importlib.util.find_spec("rapidocr_onnxruntime") is not None


def without_recognition(what: str) -> str:
    """What to do about a picture of text where characters cannot be recognised."""
    return f"{what}；要认里面的字，请先装文字识别（baigu[ocr]）：pip install rapidocr-onnxruntime"


def run(command: list[str], room: Path, seconds: float = _SECONDS) -> subprocess.CompletedProcess[bytes]:
    """Run a program on a stranger's file in a folder of its own, with nothing of ours in its environment.

    Raises:
        SourceError: it takes too long.
    """
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(room),
        "TMPDIR": str(room),
        "LANG": "C.UTF-8",
    }
    with subprocess.Popen(  # noqa: S603 # programs that stand in this folder's modules
        command,
        cwd=room,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as program:
        try:
            said, _ = program.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise SourceError(
                f"{seconds:.0f} 秒还没有转换完，放弃了；请另存为 .docx 再导入", TOO_MUCH
            ) from error
        finally:
            if program.poll() is None:
                with suppress(
                    ProcessLookupError
                ):  # what it started as well, but for Windows, which has no groups
                    os.killpg(program.pid, signal.SIGKILL) if hasattr(os, "killpg") else program.kill()
    return subprocess.CompletedProcess(command, program.returncode, said)


def found(*names: str) -> str | None:
    """The first of these programs that is installed."""
    return next((path for path in map(shutil.which, names) if path), None)
