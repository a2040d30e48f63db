"""Page -> Findings: what is the article, whose speeches it holds, what practices they tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.importing.finding import dates
from bot.importing.finding.article import Article
from bot.importing.finding.body import Span, body_of
from bot.importing.finding.boilerplate import is_meta, without_copies
from bot.importing.finding.evidence import Evidence
from bot.importing.finding.found import Findings, Part, Told
from bot.importing.finding.head import read_head
from bot.importing.finding.note import find_note
from bot.importing.finding.organisations import Organisations
from bot.importing.finding.paragraphs import join_title, split, with_prose_plain
from bot.importing.finding.people import Byline, People
from bot.importing.finding.practices import PracticeFinder, ways
from bot.importing.finding.section import text_span
from bot.importing.finding.sections import Sections
from bot.importing.finding.title import Titles
from bot.importing.finding.units import Telling, Units
from bot.importing.reading.repair import Repairs
from bot.importing.reading.script import Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from bot.importing.finding.body import Body
    from bot.importing.finding.boilerplate import Dropped
    from bot.importing.finding.cuts import Cut
    from bot.importing.finding.head import Head
    from bot.importing.finding.note import Note
    from bot.importing.finding.practices import Way
    from bot.importing.finding.section import Section
    from bot.importing.finding.title import Candidate
    from bot.importing.reading.page import Line, Page

_OCCASION = 600  # characters of the text that tell it
_HEARD = re.compile(
    "发布会|通气会|吹风会|见面会|座谈会|推进会|通道|访谈|专访|采访|对话|记者问|解读|强调|演讲|宣讲|发言|讲述"
)
_QUOTED = re.compile("“[^”]*”")


@dataclass(frozen=True)
class _Judged:
    """A page of which is known what the article is and where its speeches stand.

    Attributes:
        read: the head as it stands; where the page holds several articles, it is the first one's, and `head` is the page's.
        apart: whether it is sure where speeches begin.
    """

    page: Page
    script: Script
    read: Head
    head: Head
    body: Body
    note: Note | None
    sections: list[Section]
    apart: bool
    signer: str | None
    owner: str | None
    dropped: tuple[Dropped, ...]
    repairs: tuple[str, ...]


class PageAnalysis:
    """Judges pages.

    Args:
        names: of the units that are known; found as they are.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._organisations = Organisations(names)
        self._people = People(self._organisations)
        self._article = Article(self._people, self._organisations)
        self._titles = Titles(self._is_unit)
        self.units = Units(self._organisations, self._people)
        self.sections = Sections(self._people, self._organisations)
        self._practices = PracticeFinder()

    def of(self, page: Page, source: str, url: str | None = None) -> Findings:
        """Everything found on a page.

        Raises:
            SourceError: nothing is left of it as an article.
        """
        judged = self._judged(page, source, url)
        told, doubts = self._told(judged)
        head, body, note = judged.head, judged.body, judged.note
        findings = Findings(
            source=source,
            url=url,
            title=head.title,
            date=head.dated.day,
            month=head.dated.month,
            publisher=head.publisher,
            editor_note=body.of(note.span) if note else None,
            told=told,
            text=body.text,
            warnings=(*page.notes, *head.dated.warnings, *self._warnings(head, told), *doubts),
            left_out=tuple(self._left_out(body, judged.sections, note)),
            dropped=judged.dropped,
            repairs=judged.repairs,
            evidence=_evidence(title=head.titled, date=head.dated.evidence),
        )
        return judged.script.as_written(findings)

    def titles(self, page: Page) -> list[Candidate]:
        """What may be the title of a page; weights are fitted on these."""
        page = Script(Repairs().page(page)).page
        return self._titles.candidates(page, self._lines(page)[0], page.around)

    def tellings(self, page: Page, source: str) -> list[Telling]:
        """What each speech of a page gives to tell its unit by; weights are fitted on these."""
        judged = self._judged(page, source, None)
        return [self._telling(judged, section)[0] for section in judged.sections]

    def ways(self, page: Page, source: str) -> list[tuple[Body, list[Way]]]:
        """Every way of reading each speech of a page as lists; weights are fitted on these."""
        judged = self._judged(page, source, None)
        return [
            (judged.body, list(ways(judged.body, section.first, section.last))) for section in judged.sections
        ]

    def cuts(self, page: Page, source: str) -> list[Cut]:
        """Every way in which a page may fall into speeches; weights are fitted on these."""
        judged = self._judged(page, source, None)
        return self.sections.cuts(judged.body, judged.read, judged.note.after if judged.note else 0)

    def _judged(self, page: Page, source: str, url: str | None) -> _Judged:
        repairs = Repairs()
        script = Script(repairs.page(page))
        page = script.page
        lines, copies = self._lines(page)
        read = head = read_head(page, lines, page.around, self._titles, url)
        kept, dropped = self._article.lines(lines, head)
        body = self._article.unsigned(body_of(kept))
        if not body.text.strip():
            raise SourceError(f"{source}：没有找到正文；请打开看看是不是文章页，或把正文复制成 .txt 再导入")
        note = find_note(body)
        sections, apart = self.sections.of(body, head, note.after if note else 0)
        if any(section.leads for section in sections):
            days = {
                *_dates(body, sections),
                *(dates.first_date(one.text) for one in dropped if dates.stands_alone(one.text)),
            }
            head = head.of_several(page, self._titles, dated=len(days - {None}) > 1)
        signer, owner = self._article.signer(kept), self._article.owner(page.around or page.lines)
        return _Judged(
            page,
            script,
            read,
            head,
            body,
            note,
            sections,
            apart,
            signer,
            owner,
            (*copies, *dropped),
            repairs.report(),
        )

    def _lines(self, page: Page) -> tuple[list[Line], list[Dropped]]:
        """The lines of the main text, and those that are copies."""
        lines = with_prose_plain(split(page.lines, self._is_unit))
        return without_copies(join_title(lines, self._may_be_title))

    def _is_unit(self, text: str) -> bool:
        byline = self._people.byline(text)
        named = self._organisations.whole(text) or self._organisations.is_place(text.rstrip("：:"))
        return byline is not None or named

    def _may_be_title(self, text: str) -> bool:
        return not (self._is_unit(text) or is_meta(text) or dates.month_in(text) or "。" in text)

    def _told(self, judged: _Judged) -> tuple[tuple[Told, ...], list[str]]:
        told, doubts, body = list[Told](), list[str](), judged.body
        heard = bool(_HEARD.search(f"{judged.head.title} {body.text[:_OCCASION]}"))
        for section in judged.sections:
            telling, byline = self._telling(judged, section)
            unit, of_unit = self.units.of(telling, apart=judged.apart and not section.inferred)
            practices = self._practices.of(body, section.first, section.last)
            doubts += practices.doubts
            span = text_span(body, section)
            parts = tuple(_parts(body, span, practices.spans, practices.starts))
            speaker, of_speaker = self._speaker(byline, telling.text, unit if heard else None)
            of_title = Evidence(True, "title") if section.title else judged.head.titled
            evidence = _evidence(
                title=of_title, unit=of_unit, speaker=of_speaker, practices=practices.evidence
            )
            title = telling.title if len(judged.sections) == 1 else section.title
            told.append(Told(title or None, unit, speaker, parts, evidence))
        return tuple(told), doubts

    def _speaker(
        self, byline: Mapping[str, str | None], text: str, unit: str | None
    ) -> tuple[str | None, Evidence | None]:
        """Who speaks: whom the page names so, else the one quoted for the unit, at a guess."""
        for why, name in byline.items():
            others_tell = why == "byline" and str(name) in text and "我" not in _QUOTED.sub("", text)
            if name and not others_tell:
                return name, Evidence(True, why)
        quoted = self._people.quoted(text, unit) if unit else None
        return quoted, Evidence(False, "text") if quoted else None

    def _telling(self, judged: _Judged, section: Section) -> tuple[Telling, dict[str, str | None]]:
        """What a section gives to tell its unit by, and the names of speakers by what gives them."""
        body, said, alone = judged.body, judged.page.said, len(judged.sections) == 1
        text = body.of(text_span(body, section))
        title = section.title or (judged.head.title if alone else None)
        interviewed = self.sections.interview(body, section) if alone else Byline()
        introduced = self._people.introduced(text, section.byline.speaker)
        bare = section.title is None and section.first == section.heading and section.start is None
        labelled = None if bare else section.byline.unit
        ways = {
            "label": (interviewed.unit or said.get("unit") or judged.owner) if alone else labelled,
            "byline": section.byline.unit if alone else None,
            "introduction": introduced.unit,
            "signature": judged.signer if alone else None,
        }
        told = {way: name for way, name in ways.items() if name}
        speakers = {
            "label": interviewed.speaker or said.get("speaker"),
            "byline": section.byline.speaker,
            "introduction": introduced.speaker,
        }
        if (
            not alone and section.byline.speaker and not section.byline.unit
        ):  # a person, of the unit that the page is about
            title = judged.head.title
        return Telling(title or "", text, told, judged.head.publisher), speakers

    def _warnings(self, head: Head, told: Sequence[Told]) -> Iterator[str]:
        if not head.title:
            yield "没有找到标题"
        for number, one in enumerate(told, 1):
            if not one.unit:
                yield f"第 {number} 篇没有看出是哪个单位"
            if not one.practices:
                yield f"第 {number} 篇没有分出做法，全文放在开场里"

    def _left_out(self, body: Body, sections: Sequence[Section], note: Note | None) -> Iterator[str]:
        """Text of the article outside every speech and note, in order."""
        spans = [
            Span(body.paragraphs[section.heading].start, text_span(body, section).end) for section in sections
        ]
        if note:
            spans.append(Span(note.begins, note.span.end))
        seen = 0
        for span in sorted(spans, key=lambda span: span.start):
            if body.text[seen : span.start].strip():
                yield body.text[seen : span.start].strip()
            seen = max(seen, span.end)
        if body.text[seen:].strip():
            yield body.text[seen:].strip()


def _dates(body: Body, sections: Sequence[Section]) -> Iterator[date | None]:
    """The first date between the heading and the text of each speech, if there is one."""
    for one in sections:
        yield dates.first_date(body.text[body.paragraphs[one.heading].end : body.paragraphs[one.first].start])


def _evidence(**fields: Evidence | None) -> dict[str, Evidence]:
    return {name: evidence for name, evidence in fields.items() if evidence}


def _parts(body: Body, span: Span, spans: Sequence[Span], starts: Sequence[int]) -> Iterator[Part]:
    """A speech's text in order: practices, and what stands around them."""
    seen = span.start
    for practice, begins in zip(spans, starts, strict=True):
        if practice.start >= seen:
            if body.text[seen : practice.start].strip():
                yield Part(body.text[seen : practice.start].strip())
            yield Part(body.of(practice), begins - practice.start, is_practice=True)
            seen = practice.end
    if body.text[seen : span.end].strip():
        yield Part(body.text[seen : span.end].strip())
