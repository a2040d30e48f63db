"""What differs between two states of the knowledge, as an editor would say it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Unit
from bot.results.publication import ChangedText, ChangedWording, Changes, Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeVar

    from bot.model import Calibration, Corpus, Passage, Speech, Wanted

    T = TypeVar("T")


def difference(before: Corpus, after: Corpus) -> Difference:
    """What is new in a corpus as seen from another."""
    olds = {speech.slug: _own(speech) for speech in before.speeches}
    news = {speech.slug: _own(speech) for speech in after.speeches}
    speeches = changes(olds, news)
    return Difference(
        speeches=speeches,
        passages={slug: _of_speech(olds[slug], news[slug]) for slug in speeches.changed},
        units=changes({u.name: u for u in before.units}, {u.name: u for u in after.units}),
        themes=changes({t.name: t for t in before.themes}, {t.name: t for t in after.themes}),
        vocabulary=changes(
            {"、".join(s.says): s for s in before.synonyms}, {"、".join(s.says): s for s in after.synonyms}
        ),
        wording=changes(before.wording, after.wording),
        phrases=changes(before.phrases, after.phrases),
        keywords=changes(
            {"、".join(k.says): k for k in before.keywords}, {"、".join(k.says): k for k in after.keywords}
        ),
        wanted=changes(_by_what_is_asked(before), _by_what_is_asked(after)),
        city=before.city != after.city,
        calibration=_calibrations(before) != _calibrations(after),
    )


def _calibrations(corpus: Corpus) -> tuple[Calibration, Calibration | None]:
    return corpus.calibration, corpus.calibration_with_meaning


def changed_texts(before: Corpus, after: Corpus) -> Iterator[ChangedText]:
    """The passages whose words differ, in the order of the speeches; those taken away at the end of theirs."""
    olds = {speech.slug: speech for speech in before.speeches}
    news = {speech.slug: speech for speech in after.speeches}
    for slug in (*news, *(slug for slug in olds if slug not in news)):
        old, new = (
            {p.anchor: p for p in all_[slug].passages} if slug in all_ else {} for all_ in (olds, news)
        )
        speech = news.get(slug) or olds[slug]
        for anchor in (*new, *(anchor for anchor in old if anchor not in new)):
            was, is_ = old.get(anchor), new.get(anchor)
            passage = is_ or old[anchor]
            texts = (was.text if was else None, is_.text if is_ else None)
            if texts[0] != texts[1]:
                yield ChangedText(slug, speech.title, speech.unit.name, passage.heading, *texts)


def changed_wordings(before: Corpus, after: Corpus) -> Iterator[ChangedWording]:
    """What the bot says by itself, where it differs: its texts, and then its fixed replies."""
    for kind, olds, news in (
        ("wording", before.wording, after.wording),
        ("keywords", _replies(before), _replies(after)),
    ):
        for name in dict.fromkeys((*news, *olds)):
            if olds.get(name) != news.get(name):
                yield ChangedWording(kind, name, olds.get(name), news.get(name))


def _replies(corpus: Corpus) -> dict[str, str]:
    """What is replied to fixed words, by these."""
    return {"、".join(one.says): "\n".join(filter(None, (one.text, one.link))) for one in corpus.keywords}


def changes(before: Mapping[str, T], after: Mapping[str, T]) -> Changes:
    """What differs between two sets of things with names."""
    return Changes(
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        changed=tuple(name for name in after if name in before and before[name] != after[name]),
    )


def _by_what_is_asked(corpus: Corpus) -> dict[str, Wanted]:
    """What there should be speeches of, by its first wording and the unit that could tell."""
    return {f"{one.unit}：{''.join(one.says[:1])}": one for one in corpus.wanted}


def _own(speech: Speech) -> Speech:
    """A speech with no more of its unit than it says itself."""
    return replace(speech, unit=Unit("", speech.unit.name))


def _of_speech(before: Speech, after: Speech) -> dict[str, str]:
    olds: dict[str, Passage] = {passage.anchor: passage for passage in before.passages}
    news: dict[str, Passage] = {passage.anchor: passage for passage in after.passages}
    passages = changes(olds, news)
    texts = {anchor for anchor in passages.changed if olds[anchor].text != news[anchor].text}
    return {
        **({} if replace(before, passages=after.passages) == after else {"": "other"}),
        **dict.fromkeys(passages.added, "added"),
        **dict.fromkeys(passages.removed, "removed"),
        **{anchor: "text" if anchor in texts else "other" for anchor in passages.changed},
    }
