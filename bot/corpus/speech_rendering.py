"""A speech -> the text of its file, as `speech_file` reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from bot.corpus.corrections import rows_of
from bot.corpus.speech_file import SOURCE_KEYS
from bot.model import HEADLESS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model import Guess, Passage, Speech


class _Inline(list[str]):
    """A list on one line."""


class _Dumper(yaml.SafeDumper):
    """Block style, but for what is marked inline."""


class _Short(dict[str, Any]):
    """A mapping on one line."""


_Dumper.add_representer(
    _Inline, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)
)
_Dumper.add_representer(
    _Short, lambda dumper, items: dumper.represent_mapping("tag:yaml.org,2002:map", items, flow_style=True)
)


def render_speech(speech: Speech) -> str:
    """The file of a speech; reading it gives the speech again."""
    front: dict[str, Any] = {
        "title": speech.title,
        "unit": speech.unit.name,
        "speaker": speech.speaker,
        "date": speech.date,
        "source": {key: value for key in SOURCE_KEYS if (value := getattr(speech.source, key))},
        "note": speech.is_note or None,
        "corrections": rows_of(speech.corrections),
        "plain": {p.anchor: p.plain for p in speech.passages if p.plain},
        "themes": {p.anchor: _Inline(p.themes) for p in speech.passages if p.themes},
        "questions": {p.anchor: list(p.asked_as) for p in speech.passages if p.asked_as},
        "not_questions": {p.anchor: list(p.not_asked_as) for p in speech.passages if p.not_asked_as},
        "heard": {p.anchor: list(p.heard) for p in speech.passages if p.heard},
        "moved": dict(speech.moved),
        "formerly": _Inline(speech.formerly),
        "guessed": _guesses(speech.guesses),
    }
    kept = {key: value for key, value in front.items() if value}
    head = yaml.dump(
        kept, Dumper=_Dumper, allow_unicode=True, default_flow_style=False, sort_keys=False, width=10**6
    )
    return f"---\n{head}---\n" + "".join(_rendered(passage) for passage in speech.passages)


def _guesses(guesses: Mapping[str, Guess]) -> _Inline | _Short:
    """On one line, so that whoever has checked them takes one line away."""
    whys = {
        name: {key: value for key, value in vars(guess).items() if value} for name, guess in guesses.items()
    }
    if not any(whys.values()):
        return _Inline(guesses)
    return _Short(
        {
            name: {key: list(value) if isinstance(value, tuple) else value for key, value in why.items()}
            for name, why in whys.items()
        }
    )


def _rendered(passage: Passage) -> str:
    heading = "" if passage.anchor in HEADLESS else f"\n## {passage.heading} {{#{passage.anchor}}}\n"
    return f"{heading}\n{_escaped(passage.text)}\n"


def _escaped(text: str) -> str:
    return re.sub(r"^(?=[#\\])", r"\\", text, flags=re.MULTILINE)
