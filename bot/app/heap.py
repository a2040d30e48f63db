"""The memory of a process: what it keeps of what it let go."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""As glibc's malloc.h has them."""

_LARGE = 1 << 20
"""Bytes; memory of this size is taken from the system, and given back to it."""


def give_back_what_is_large() -> None:
    """Let threads take memory from one heap: of several each keeps what its largest message took.

    Unless told otherwise glibc also keeps what is as large as the largest that it ever gave back, up to 64 MB.
    """
    with suppress(AttributeError, OSError):  # another libc
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_ARENA_MAX, 1)
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)
        libc.mallopt(_M_TRIM_THRESHOLD, 4 * _LARGE)


def settle() -> None:
    """Let go of the edition before, and of looking for garbage in what stays: that stops everybody for 0.2 s in a large one."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    give_back()


def give_back() -> None:
    """Give back what glibc keeps of what was let go: 30 MB after dictionaries were read, 8 after some hundred messages.

    It takes less than a millisecond.
    """
    with suppress(AttributeError, OSError):  # another libc
        ctypes.CDLL(None).malloc_trim(0)
