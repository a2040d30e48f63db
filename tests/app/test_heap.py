"""What a process let go goes back to the system."""

from __future__ import annotations

import subprocess
import sys

from tests.builders import ROOT

_HOLES = """
import os
from bot.app.heap import give_back
from tests.benchmarks.memory import resident
held = [bytearray(20_000) for _ in range(4_000)]
del held[::2]
before = resident(os.getpid())
give_back()
print(before - resident(os.getpid()))
"""


def test_holes_between_what_stays_are_given_back() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HOLES], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert float(done.stdout) > 20  # of 40 MB
