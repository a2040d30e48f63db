"""Page -> Findings: what is the article, whose speeches it holds, what practices they tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.importing.finding import dates
from bot.importing.finding.article import Article
from bot.importing.finding.body import Span, body_of
from bot.importing.finding.boilerplate import is_meta, without_copies
from bot.importing.finding.found import Findings, Part, Told
from bot.importing.finding.head import read_head
from bot.importing.finding.note import find_note
from bot.importing.finding.organisations import Organisations
from bot.importing.finding.paragraphs import join_title, split
from bot.importing.finding.people import People
from bot.importing.finding.practices import find_practices
from bot.importing.finding.section import text_span
from bot.importing.finding.sections import Sections
from bot.importing.finding.subject import Subject
from bot.importing.reading.repair import Repairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.head import Head
    from bot.importing.finding.note import Note
    from bot.importing.finding.section import Section
    from bot.importing.reading.page import Page

_CARRIES = re.compile(
    r"《([^《》]{6,60}?(?:措施|办法|方案|意见|规定|细则|条例|计划|公约|制度|规划|指南|清单|倡议书?|通知))》"
    r"[^。《》]{0,12}(?:发布|印发|出台|公布|施行|实施)[^。]{0,10}。"
)
_NUMBERED = re.compile(r"^(?:一、|第一条|（一）)", re.MULTILINE)
_LEAD = 300


class Analysis:
    """Judges pages.

    Args:
        names: of the units that are known; found as they are.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._organisations = Organisations(names)
        self._people = People(self._organisations)
        self._article = Article(self._people)
        self._subject = Subject(self._organisations)
        self._sections = Sections(self._people, self._organisations, self._subject)

    def of(self, page: Page, source: str, url: str | None = None) -> Findings:
        """Everything found on a page.

        Raises:
            SourceError: nothing is left of it as an article.
        """
        repairs = Repairs()
        page = repairs.page(page)
        lines, copies = without_copies(join_title(split(page.lines), self._may_be_title))
        head = read_head(page, lines, page.around, self._is_unit, url)
        kept, dropped = self._article.lines(lines, head)
        body = self._article.unsigned(body_of(kept))
        if not body.text.strip():
            raise SourceError(f"{source}：没有找到正文；请打开看看是不是文章页，或把正文复制成 .txt 再导入")
        note = find_note(body)
        sections = self._sections.of(body, head.title, note.after if note else 0)
        told, doubts = self._told(page, body, head, sections)
        return Findings(
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
            left_out=tuple(self._left_out(body, sections, note)),
            dropped=(*copies, *dropped),
            repairs=repairs.report(),
        )

    def _is_unit(self, text: str) -> bool:
        byline = self._people.byline(text)
        return byline is not None or self._organisations.whole(text)

    def _may_be_title(self, text: str) -> bool:
        return not (self._is_unit(text) or is_meta(text) or dates.month_in(text) or "。" in text)

    def _told(
        self, page: Page, body: Body, head: Head, sections: Sequence[Section]
    ) -> tuple[tuple[Told, ...], list[str]]:
        told, doubts = list[Told](), list[str]()
        for section in sections:
            span = text_span(body, section)
            text = body.of(span)
            title = section.title or (_carried(text) or head.title if len(sections) == 1 else None)
            byline = self._sections.interview(body, section) if len(sections) == 1 else section.byline
            unit = (
                byline.unit
                or section.byline.unit
                or page.said.get("unit")
                or self._subject.of(title or "", text, head.publisher)
            )
            speaker = (
                byline.speaker
                or section.byline.speaker
                or page.said.get("speaker")
                or (self._people.quoted(text, unit) if unit else None)
            )
            practices = find_practices(body, section.first, section.last)
            doubts += practices.doubts
            told.append(
                Told(title, unit, speaker, tuple(_parts(body, span, practices.spans, practices.starts)))
            )
        return tuple(told), doubts

    def _warnings(self, head: Head, told: Sequence[Told]) -> Iterator[str]:
        if not head.title:
            yield "没有找到标题"
        for number, one in enumerate(told, 1):
            if not one.unit:
                yield f"第 {number} 篇没有看出是哪个单位"

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


def _carried(text: str) -> str | None:
    """The title of a document that a page of news carries: 据…消息，《…若干措施》近日发布。 and then its text."""
    found = _CARRIES.search(text[:_LEAD])
    return found[1] if found and _NUMBERED.search(text) else None


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
