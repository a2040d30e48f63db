"""Page -> Findings: what is the article, whose speeches it holds, what practices they tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.importing import dates
from bot.importing.body import Body, Span, body_of
from bot.importing.boilerplate import (
    Dropped,
    credit_in_tail,
    is_credit,
    is_furniture,
    is_meta,
    without_copies,
    without_furniture,
)
from bot.importing.enumeration import find_practices
from bot.importing.found import Findings, Part, Told
from bot.importing.head import is_title, read_head
from bot.importing.organisations import Organisations
from bot.importing.paragraphs import join_title, split
from bot.importing.people import People
from bot.importing.repair import Repairs
from bot.importing.sections import Section, Sections, text_span
from bot.importing.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.importing.head import Head
    from bot.importing.page import Line, Page

_NOTE = re.compile(
    r"(?:[【\[（(](?:编者按语?|编者的话|编者语|编辑手记|按语)[】\])）]\s*[:：]?|(?:编者按语?|编者的话|编者语|编辑手记|按语)(?:[:：]|$))\s*"
)
_CARRIES = re.compile(
    r"《([^《》]{6,60}?(?:措施|办法|方案|意见|规定|细则|条例|计划|公约|制度|规划|指南|清单|倡议书?|通知))》[^。《》]{0,12}(?:发布|印发|出台|公布|施行|实施)[^。]{0,10}。"
)
_NUMBERED = re.compile(r"^(?:一、|第一条|（一）)", re.MULTILINE)
_LEAD = 300
_SHORT = 4
_CLOSING_LINES = 3


@dataclass(frozen=True)
class _Note:
    """The editor's note: where its words stand, where its mark begins, and the paragraph after it."""

    span: Span
    begins: int
    after: int


class Analysis:
    """Judges pages.

    Args:
        names: of the units that are known; found as they are.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._organisations = Organisations(names)
        self._people = People(self._organisations)
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
        kept, dropped = self._article(lines, head)
        body = self._unsigned(body_of(kept))
        if not body.text.strip():
            raise SourceError(f"{source}：没有找到正文；请打开看看是不是文章页，或把正文复制成 .txt 再导入")
        note = self._note(body)
        sections = self._sections.of(body, head.title, note.after if note else 0)
        told, doubts = self._told(page, body, head, sections)
        return Findings(
            source=source,
            url=url,
            title=head.title,
            date=head.date,
            publisher=head.publisher,
            editor_note=body.of(note.span) if note else None,
            told=told,
            text=body.text,
            warnings=(*page.notes, *head.warnings, *self._warnings(head, told), *doubts),
            left_out=tuple(self._left_out(body, sections, note)),
            dropped=(*copies, *dropped),
            repairs=repairs.report(),
        )

    def _is_unit(self, text: str) -> bool:
        byline = self._people.byline(text)
        return byline is not None or self._organisations.whole(text)

    def _may_be_title(self, text: str) -> bool:
        return not (self._is_unit(text) or is_meta(text) or dates.month_in(text) or "。" in text)

    def _article(self, lines: Sequence[Line], head: Head) -> tuple[list[Line], list[Dropped]]:
        """The lines of the article itself, without page head and furniture."""
        above = [Dropped(line.text, is_furniture(line.text) or "页首") for line in lines[: head.begins]]
        kept, dropped = without_furniture(lines[head.begins :])
        published = self._published(kept)
        kept = [line for number, line in enumerate(kept) if number not in published]
        return kept, [*above, *dropped, *(Dropped(text, "发布信息") for text in published.values())]

    def _published(self, lines: Sequence[Line]) -> dict[int, str]:
        """Below the title: when and by whom the page was published; a word between two such lines is one too."""
        top = next(
            (number for number, line in enumerate(lines) if "。" in line.text or line.level > 1), len(lines)
        )
        found = {number: line.text for number, line in enumerate(lines[:top]) if self._publishes(line.text)}
        between = (
            n for n in range(1, top) if n - 1 in found and n + 1 in found and len(lines[n].text) <= _SHORT
        )
        return found | {number: lines[number].text for number in between}

    def _publishes(self, text: str) -> bool:
        dated = is_meta(text) or dates.stands_alone(text)
        return is_credit(text) or (dated and not self._people.byline(text))

    def _unsigned(self, body: Body) -> Body:
        """The body whose paragraphs end before those who sign it; their words stay in its text."""
        paragraphs = list(body.paragraphs)
        while (
            len(paragraphs) > 1
            and len(body.paragraphs) - len(paragraphs) < _CLOSING_LINES
            and self._signs(body.of(paragraphs[-1]))
        ):
            paragraphs.pop()
        if paragraphs:
            words = body.of(paragraphs[-1])
            paragraphs[-1] = replace(
                paragraphs[-1], end=paragraphs[-1].start + len(words[: credit_in_tail(words)].rstrip())
            )
        return Body(body.text, tuple(paragraphs))

    def _signs(self, text: str) -> bool:
        return "。" not in text and (
            is_credit(text) or dates.stands_alone(text) or self._people.byline(text) is not None
        )

    def _note(self, body: Body) -> _Note | None:
        for number, paragraph in enumerate(body.paragraphs):
            found = _NOTE.match(body.text, paragraph.start, paragraph.end)
            if found:
                inline = found.end() < paragraph.end
                end = number if inline else self._note_end(body, number + 1)
                if end < len(body.paragraphs):
                    span = body.trimmed(Span(found.end(), body.paragraphs[end].end))
                    return _Note(span, paragraph.start, end + 1)
        return None

    def _note_end(self, body: Body, number: int) -> int:
        """The last paragraph of a note whose mark stands alone: before the next heading."""
        end = number
        while end + 1 < len(body.paragraphs) and not is_title(body.of(body.paragraphs[end + 1])):
            end += 1
        return end if end + 1 < len(body.paragraphs) else number

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

    def _left_out(self, body: Body, sections: Sequence[Section], note: _Note | None) -> Iterator[str]:
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
