"""A changed speech in its file: what did not change stays as its editor wrote it, comments too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.corpus.speech_rendering import render_speech

if TYPE_CHECKING:
    from bot.model import Speech

_NAME = re.compile(r"""["']?([a-z_]+)["']?\s*:""")


def with_changes(content: str, old: Speech, new: Speech) -> str:
    """The file of the old speech, with the entries of its head and the body that the new one has otherwise."""
    head, body = _parted(content)
    old_head, old_body = _parted(render_speech(old))
    new_head, new_body = _parted(render_speech(new))
    before, after = _entries(old_head), _entries(new_head)
    entries = _entries(head)
    for name in [*before, *after]:
        if before.get(name) != after.get(name):
            comments = [line for line in entries.get(name, []) if line.lstrip().startswith("#")]
            entries[name] = [*comments, *after.get(name, [])]
    lines = [line for entry in entries.values() for line in entry]
    return "".join(["---\n", *lines, "---\n", body if old_body == new_body else new_body])


def _parted(content: str) -> tuple[list[str], str]:
    """The lines between the first two lines of `---`, and what stands below."""
    lines = [f"{line}\n" for line in content.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    end = lines.index("---\n", 1)
    return lines[1:end], "".join(lines[end + 1 :])[:-1]


def _entries(head: list[str]) -> dict[str, list[str]]:
    """The lines of each name at the margin, with the comments above it; those at the end under an empty name."""
    entries: dict[str, list[str]] = {}
    waiting: list[str] = []
    name = ""
    for line in head:
        found = _NAME.match(line)
        if found:
            name = found[1]
            entries[name], waiting = [*waiting, line], []
        elif line.startswith("#") or not line.strip():
            waiting.append(line)
        else:
            entries.setdefault(name, []).extend([*waiting, line])
            waiting = []
    return {**entries, "": waiting} if waiting else entries
