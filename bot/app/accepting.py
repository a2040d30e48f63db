"""Accepting: drafts that a person has looked at become part of the knowledge, all together or none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.app.revising import revision_of
from bot.corpus.drafts import DraftFile, remove
from bot.corpus.files import Texts
from bot.corpus.rules import SLUG
from bot.corpus.speech_rendering import render_speech
from bot.corpus.verbatim import check_verbatim
from bot.errors import SourceError
from bot.exchange.kinds import Day
from bot.importing.drafting.drafts import NO_UNIT, address_of, slug_of, untitled, words_of
from bot.model import HEADLESS, Corpus, Guess, Unit
from bot.results.acceptance import Accepted, Doubt, Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from bot.corpus.folder import KnowledgeFolder
    from bot.model import Speech
    from bot.model.progress import Progress

NOBODY = "无"
"""What a person types where there is no speaker, or no date."""

_LONGEST = 100


class Accepting:
    """Takes drafts, one after another; `write` makes them count."""

    def __init__(self, knowledge: KnowledgeFolder, progress: Progress) -> None:
        self._revision = revision_of(knowledge, progress)
        self._known = {words_of(speech): slug for slug, speech in self._revision.speeches.items()}
        self._taken = list[DraftFile]()

    def waiting(self, path: Path) -> tuple[DraftFile, Waiting]:
        """A draft, and what is not sure of it.

        Raises:
            SourceError: it cannot be read, or what it tells is in the knowledge already.
        """
        draft = DraftFile.read(path)
        self._check_new(draft)
        speech = draft.speech
        return draft, Waiting(
            str(path),
            speech.title,
            speech.unit.name,
            speech.speaker,
            speech.date.isoformat() if speech.date else None,
            tuple(passage.heading for passage in speech.practices),
            tuple(_doubts(speech)),
        )

    def understood(self, doubt: Doubt, typed: str) -> str:
        """What an answer means: nothing typed agrees to the guess, a number is one of the alternatives.

        Raises:
            ValueError: it cannot be that; the error tells what to type.
        """
        answer = " ".join(typed.split()) or doubt.guess
        if answer.isdecimal() and doubt.alternatives:
            answer = _alternative(doubt, int(answer))
        if not doubt.is_said and typed.strip():
            raise ValueError("这里改不了；对就按回车，不对打 -，改好草稿再收")
        if not answer and doubt.field in ("title", "unit"):
            raise ValueError("还不知道，请打出来；现在定不了就打 -")
        if len(answer) == 1 and doubt.is_said and answer != NOBODY:
            raise ValueError(f"“{answer}”只有一个字，不像；对就按回车，不对就打完整的")
        if len(answer) > _LONGEST or not answer.isprintable():
            raise ValueError(f"太长了，或者有看不见的字符；{_LONGEST} 个字以内")
        if doubt.field == "date" and answer != NOBODY:
            Day().read(answer)
        return answer

    def is_unheard_of(self, doubt: Doubt, answer: str) -> bool:
        """Whether an answer would be a new unit that only the person who typed it knows: perhaps a slip."""
        offered = (doubt.guess, *doubt.alternatives)
        return doubt.field == "unit" and answer not in offered and self._revision.unit_called(answer) is None

    def take(self, draft: DraftFile, answers: Mapping[str, str]) -> Accepted:
        """Take a draft with what a person said of it.

        Raises:
            SourceError: it cannot be taken as it is; then nothing of it was.
        """
        said = {name: None if answer == NOBODY else answer for name, answer in answers.items()}
        unit = self._unit(draft.speech, said.get("unit") or draft.speech.unit.name)
        is_new = unit not in self._revision.units
        speech = self._answered(draft.speech, unit, said)
        reason = self._departure(draft, speech)
        if not reason and is_new:
            reason = self._revision.put_unit(None, unit)
        if not reason:
            reason = self._put(draft, speech)
            if reason and is_new:
                self._revision.remove_unit(unit)
        if reason:
            raise SourceError(f"{draft.path}：{reason}")
        self._known[words_of(speech)] = speech.slug
        self._taken.append(draft)
        return Accepted(str(draft.path), f"speeches/{speech.slug}.md", unit.name, is_new_unit=is_new)

    def write(self) -> list[str]:
        """Write what was taken, and take the drafts away; a line for each that would not go.

        Raises:
            SourceError: the knowledge folder cannot be written; then everything is as it was.
        """
        self._revision.write()
        return remove(self._taken)

    def _check_new(self, draft: DraftFile) -> None:
        slug = draft.speech.slug
        known = self._known.get(words_of(draft.speech))
        if known:
            raise SourceError(f"{draft.path}：这篇已经有了，就是 speeches/{known}.md；草稿可以删掉")
        if slug in self._revision.speeches:
            raise SourceError(
                f"{draft.path}：已经有 speeches/{slug}.md，内容不一样；改的是那一篇就直接改它，是另一篇就给草稿换个文件名"
            )

    def _unit(self, speech: Speech, name: str) -> Unit:
        """The unit that goes by that name, or a new one; its address is the one that the draft begins with."""
        known = self._revision.unit_called(name)
        if known:
            return known
        taken = {unit.slug for unit in self._revision.units}
        own = f"-{speech.date:%Y%m%d}" if speech.date else ""
        stem, dated, _ = speech.slug.partition(own) if own else ("", "", "")
        is_own = dated and name == speech.unit.name and stem not in taken and SLUG.fullmatch(stem)
        return Unit(stem if is_own else slug_of(name, taken), name)

    def _answered(self, speech: Speech, unit: Unit, said: Mapping[str, str | None]) -> Speech:
        """The speech as it will stand: what was guessed is sure now, and a unit that was not known names its file."""
        title = said.get("title") or speech.title
        if title == untitled(speech.unit):
            title = untitled(unit)
        day = said.get("date")
        changed = replace(
            speech,
            title=title,
            unit=unit,
            speaker=said.get("speaker", speech.speaker),
            date=Day().read(day or "") if "date" in said else speech.date,
            guesses={},
        )
        if speech.unit.name not in unit.names:
            changed = replace(changed, slug=address_of(unit, changed.date, self._revision.speeches))
        passages = tuple(
            replace(p, speech=changed.slug, heading=title if p.anchor in HEADLESS else p.heading)
            for p in changed.passages
        )
        return replace(changed, passages=passages)

    def _departure(self, draft: DraftFile, speech: Speech) -> str | None:
        """Where the draft is not what its source says."""
        file = speech.source.file
        source = (draft.source or self._revision.source(file)) if file else None
        texts = {f"speeches/{speech.slug}.md": render_speech(speech)}
        kept = {f"sources/{file}": source} if source is not None else {}
        fault = next(check_verbatim(Corpus(speeches=(speech,)), Texts({**texts, **kept})), None)
        return f"{fault.what}；{fault.mend}" if fault else None

    def _put(self, draft: DraftFile, speech: Speech) -> str | None:
        file, there = speech.source.file, None
        if file and draft.source is not None:
            there = self._revision.source(file)
            if there is not None and there.strip() != draft.source.strip():
                return f"sources/{file} 已经有了，内容不一样；给草稿旁边的原文换一个文件名，草稿里 file 那一行一起改"
        reason = self._revision.put_speech(speech)
        if not reason and file and draft.source is not None and there is None:
            self._revision.put_source(file, draft.source)
        return reason


def drafts_of(paths: Iterable[Path]) -> list[Path]:
    """Every draft, folders opened, each once."""
    opened = (sorted(path.glob("*.md")) if path.is_dir() else [path] for path in paths)
    return list(dict.fromkeys(path for some in opened for path in some))


def _alternative(doubt: Doubt, number: int) -> str:
    if not 0 < number <= len(doubt.alternatives):
        raise ValueError(f"上面没有 {number}，只有 1 到 {len(doubt.alternatives)}；都不是就打完整的")
    return doubt.alternatives[number - 1]


def _doubts(speech: Speech) -> Iterator[Doubt]:
    """What was guessed, and a unit that nobody knows."""
    guesses = dict(speech.guesses)
    if speech.unit.name == NO_UNIT:
        guesses = {"unit": guesses.get("unit", Guess()), **guesses}
    for field, guess in guesses.items():
        value, is_said = _value(speech, field)
        yield Doubt(field, value, _sentence(speech, guess.sentence), guess.alternatives, is_said=is_said)


def _value(speech: Speech, field: str) -> tuple[str, bool]:
    """What a field is now, and whether something else can be said in its place."""
    unit = "" if speech.unit.name == NO_UNIT else speech.unit.name
    day = speech.date.isoformat() if speech.date else NOBODY
    said = {"title": speech.title, "unit": unit, "speaker": speech.speaker or NOBODY, "date": day}
    seen = f"{len(speech.practices)} 条" if field == "practices" else ""
    return said.get(field, seen), field in said


def _sentence(speech: Speech, number: int) -> str:
    """A sentence of a speech by its number, as the importer counts."""
    sentences = speech.text.split("。")
    return sentences[number - 1].strip().rpartition("\n")[2] + "。" if 0 < number < len(sentences) else ""
