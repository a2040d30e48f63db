"""Asks whether the service lives, ten times a second, and says in the end how long it was away at most.

python3 client.py FILE: FILE is written when it is told to end.
"""

import signal
import sys
import time
import urllib.request
from pathlib import Path

running = True


def end(*_: object) -> None:
    """Stop."""
    global running  # noqa: PLW0603 # what a signal can reach
    running = False


signal.signal(signal.SIGTERM, end)
answers, last, longest = 0, time.monotonic(), 0.0
until = last + 1800
while running and time.monotonic() < until:
    try:
        urllib.request.urlopen("http://127.0.0.1:8000/healthz", timeout=5).close()
    except OSError:
        pass
    else:
        now = time.monotonic()
        answers, longest, last = answers + 1, max(longest, now - last), now
    time.sleep(0.1)
longest = max(longest, time.monotonic() - last)
Path(sys.argv[1]).write_text(f"{answers} 次有回答，最久 {longest:.1f} 秒没有\n", "utf-8")
