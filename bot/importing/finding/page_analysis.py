"""Page -> Findings: what is the article, whose speeches it holds, what practices they tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.importing.finding import dates
from bot.importing.finding.article import Article
from bot.importing.finding.body import Span, body_of
from bot.importing.finding.boilerplate import Dropped, without_copies, without_page_marks
from bot.importing.finding.contents import parted
from bot.importing.finding.found import Evidence, Findings, Part, Told
from bot.importing.finding.head import read_head
from bot.importing.finding.interview import WHO_ASKS, interview_of
from bot.importing.finding.note import find_note
from bot.importing.finding.organisations import Organisations
from bot.importing.finding.paragraphs import split
from bot.importing.finding.people import Byline, People
from bot.importing.finding.practices import PracticeFinder
from bot.importing.finding.script import Script
from bot.importing.finding.sections import Sections
from bot.importing.finding.title import Titles
from bot.importing.finding.units import Telling, Units
from bot.importing.reading.repair import Repairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.head import Head
    from bot.importing.finding.note import Note
    from bot.importing.finding.practices import Practices
    from bot.importing.finding.section import Section
    from bot.importing.reading.page import Line, Page

_HEAD = 40  # characters that may name somebody
_SEVERAL = 3  # speeches whose units bear each other out
_BARE = 0.5  # so much of a text without sentences tells nothing
_NO_TALK = re.compile(  # says what others may do, or shall
    "(?:倡议书?|承诺书|邀请函|[开谢问贺封]信|议程|日程(?:安排)?|安排表|名单|通知|公告|方案|决定)$"
)


@dataclass(frozen=True)
class Judged:
    """A page of which is known what the article is and where its speeches stand.

    Attributes:
        read: the head as it stands; where the page holds several articles, it is the first one's, and `head` is the page's.
        apart: whether it is sure where speeches begin.
        among: whether there are several and each names its unit, so that these bear each other out.
        signer: who signs at the end.
    """

    page: Page
    read: Head
    head: Head
    body: Body
    note: Note | None
    sections: list[Section]
    apart: bool
    among: bool
    signer: str | None
    dropped: tuple[Dropped, ...]


class PageAnalysis:
    """Judges pages.

    Args:
        names: of the units that are known; found as they are.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._organisations = Organisations(names)
        self._people = People(self._organisations)
        self._article = Article(self._people, self._organisations)
        self.titles = Titles(self._is_unit, self._organisations.signs)
        self.units = Units(self._organisations, self._people)
        self.sections = Sections(self._people, self._organisations)
        self._practices = PracticeFinder()

    def of(self, page: Page, source: str, url: str | None = None) -> Findings:
        """Everything found on a page.

        Raises:
            SourceError: nothing is left of it as an article.
        """
        repairs = Repairs()
        script = Script(repairs.page(page))
        judged = self.judged(script.page, source, url)
        head, body, note = judged.head, judged.body, judged.note
        practices = [self._practices.of(body, one.first, one.last) for one in judged.sections]
        sections = judged.sections if _may_tell(judged, deeds=any(one.spans for one in practices)) else []
        told = tuple(map(self._told, [judged] * len(practices), sections, practices))
        doubts = (doubt for one in practices for doubt in one.doubts)
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
            warnings=(*page.notes, *head.dated.warnings, *_warnings(head, told), *doubts),
            left_out=tuple(_left_out(body, sections, note)),
            dropped=judged.dropped,
            repairs=repairs.report(),
            evidence=_evidence(title=head.titled, date=head.dated.evidence),
        )
        return script.as_written(findings)

    def judged(self, page: Page, source: str, url: str | None = None) -> Judged:
        """Where the speeches of a page stand, whose characters are repaired and simplified."""
        lines, copies = self.lines(page)
        lines, contents = parted(lines)
        page = replace(page, around=tuple(self.titles.joined(page.around)))
        read = head = read_head(page, lines, self.titles, url)
        kept, dropped = self._article.lines(lines, head)
        body = self._article.unsigned(body_of(kept))
        if not body.text.strip():
            raise SourceError(f"{source}：没有找到正文；请打开看看是不是文章页，或把正文复制成 .txt 再导入")
        note = find_note(body)
        sections, apart = self.sections.of(body, head, note.after if note else 0, contents)
        if any(section.leads for section in sections):
            between = (body.paragraphs[one.heading].end for one in sections)
            texts = (
                body.text[end : body.paragraphs[one.first].start]
                for one, end in zip(sections, between, strict=True)
            )
            alone = (one.text for one in dropped if dates.stands_alone(one.text))
            days = {dates.first_date(text) for text in (*texts, *alone)} - {None}
            head = head.of_several(page, self.titles, dated=len(days) > 1)
        units = [one.byline.unit or "" for one in sections]
        among = len(units) >= _SEVERAL and 2 * sum(map(self._organisations.is_name, units)) > len(units)
        signer = self._article.signer(kept)
        listed = (Dropped(one.text, "目录") for one in contents.lines)
        left_out = (*copies, *listed, *dropped)
        return Judged(page, read, head, body, note, sections, apart, among, signer, left_out)

    def lines(self, page: Page) -> tuple[list[Line], list[Dropped]]:
        """The lines of the main text, and those that are none of it: copies, and the edges of pages."""
        lines, marks = without_page_marks(page.lines)
        kept, copies = without_copies(self.titles.joined([*split(lines, self._is_unit)]))
        return kept, [*marks, *copies]

    def _is_unit(self, text: str) -> bool:
        issues = text.endswith(("编", "编印")) and self._organisations.signs(text.rstrip("编印"))
        return (
            self._people.byline(text) is not None or issues or self._organisations.is_name(text.rstrip("：:"))
        )

    def _told(self, judged: Judged, section: Section, practices: Practices) -> Told:
        telling, body = self.telling(judged, section), judged.body
        apart = judged.apart and not self._are_told_by_several(body, practices)
        unit, of_unit = self.units.of(telling, apart=apart)
        speaker, of_speaker = self._speaker(judged, section, telling, unit)
        evidence = _evidence(
            title=Evidence(True, "title") if section.title else judged.head.titled,
            unit=of_unit,
            speaker=of_speaker,
            practices=practices.evidence,
        )
        parts = tuple(_parts(body, section.span(body), practices))
        title = telling.title if telling.title != unit else None
        return Told(title or None, unit, speaker, parts, evidence)

    def _are_told_by_several(self, body: Body, practices: Practices) -> bool:
        """Whether practices begin with names of organisations: 县民政局。饭送到楼上; so they may be these ones'."""
        words = (body.text[start : start + _HEAD].lstrip() for start in practices.starts)
        heads = {re.split(r"\W", one, maxsplit=1)[0] for one in words}
        named = [head for head in heads if self._organisations.is_name(head)]
        return len(named) > 1 and any(map(self._organisations.is_placed, named))  # not 网上办, 一窗办

    def _speaker(
        self, judged: Judged, section: Section, telling: Telling, unit: str | None
    ) -> tuple[str | None, Evidence | None]:
        """Who speaks: whom the page names so, else the one quoted for the unit, at a guess."""
        named = {
            "label": judged.page.said.get("speaker") or telling.guest.speaker,
            "byline": section.byline.speaker,
            "introduction": self._people.introduced(telling.text).speaker,
            "title": self._people.questioned(telling.title).speaker,
        }
        for why, name in named.items():
            if name:
                return name, Evidence(True, why)
        quoted = self._people.quoted(telling.text, unit) if unit else None
        return quoted, Evidence(False, "text") if quoted else None

    def telling(self, judged: Judged, section: Section) -> Telling:
        """What a section gives to tell its unit by."""
        alone, text = len(judged.sections) == 1, judged.body.of(section.span(judged.body))
        title = section.title or (judged.head.title if alone else None)
        guest = self._guest(judged.body, section, title or "")
        ways = {
            "label": judged.page.said.get("unit") if alone else section.byline.unit,
            "byline": section.byline.unit if alone else None,
            "introduction": self._people.introduced(text, section.byline.speaker).unit
            or self._people.questioned(title or "").unit
            or guest.unit,
            "signature": judged.signer if alone else None,
        }
        told = {way: name for way, name in ways.items() if name}
        return Telling(title or "", text, told, judged.head.publisher, judged.among, guest)

    def _guest(self, body: Body, section: Section, title: str) -> Byline:
        """Who answers, where a section is an interview."""
        interview = interview_of(body, section.first, section.last)
        if not interview:
            return Byline()
        start, end = body.paragraphs[section.first].start, interview.questions[0].words
        return self._people.interviewed(
            interview.answers, f"{title}\n{body.text[start:end]}\n{interview.questions[0].text}"
        )


def _may_tell(judged: Judged, *, deeds: bool) -> bool:
    """Whether somebody may tell something: not by a title of what others may do, in a table of hours or where nothing is said.

    Args:
        deeds: whether there are practices.
    """
    body = judged.body
    bare = [one for one in body.paragraphs if "。" not in body.of(one)]
    is_table, is_bare = (
        sum(one.end - one.start for one in some) > _BARE * len(body.text)
        for some in ([one for one in bare if one.row], bare)
    )
    announced = bool(_NO_TALK.search(judged.head.title or ""))
    if len(judged.sections) > 1:
        return not (is_table and announced)
    return not (is_table or (is_bare and not deeds) or announced)


def _warnings(head: Head, told: Sequence[Told]) -> Iterator[str]:
    if not head.title:
        yield "没有找到标题"
    if not told:
        yield "没有看出谁讲了做法（像是通知、书信或安排表），没有起草"
    for number, one in enumerate(told, 1):
        if not one.unit:
            yield f"第 {number} 篇没有看出是哪个单位"
        if not one.practices:
            yield f"第 {number} 篇没有分出做法，全文放在开场里"


def _left_out(body: Body, sections: Sequence[Section], note: Note | None) -> Iterator[str]:
    """Text of the article outside every speech and note, in order."""
    spans = [Span(body.paragraphs[one.heading].start, one.span(body).end) for one in sections]
    if note:
        spans.append(Span(note.begins, note.span.end))
    seen = 0
    for span in (*sorted(spans, key=lambda span: span.start), Span(len(body.text), 0)):
        if body.text[seen : span.start].strip():
            yield body.text[seen : span.start].strip()
        seen = max(seen, span.end)


def _evidence(**fields: Evidence | None) -> dict[str, Evidence]:
    return {name: evidence for name, evidence in fields.items() if evidence}


def _parts(body: Body, span: Span, practices: Practices) -> Iterator[Part]:
    """A speech's text in order: practices, and what stands around them."""
    seen = span.start
    for practice, begins in zip(practices.spans, practices.starts, strict=True):
        before = body.text[seen : practice.start]
        if begins <= practice.start:
            before = WHO_ASKS.sub("", before)
        if before.strip():
            yield Part(before.strip())
        yield Part(body.of(practice), begins - practice.start, is_practice=True)
        seen = practice.end
    if body.text[seen : span.end].strip():
        yield Part(body.text[seen : span.end].strip())
