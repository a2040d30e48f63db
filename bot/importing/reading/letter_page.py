"""E-mail (.eml) and saved web pages of one file (.mht) -> Page: the best part of the body, the attachments inside it."""

from __future__ import annotations

import re
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from typing import TYPE_CHECKING

from bot.errors import TOO_LARGE, SourceError
from bot.importing.reading.enclosure import decoded, plain, without_others
from bot.importing.reading.html_page import read_html
from bot.importing.reading.page import Enclosed, Page
from bot.importing.reading.text_page import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_PARTS = 200
_COVERING = 200
"""Characters below which a body with documents attached is no document itself: 材料见附件，请查收。"""

_NAMING = ("subject", "content-type", "content-disposition")
_FORWARDED = re.compile(r"^(?:(?:re|fwd?|回复|答复|转发)\s*[:：]\s*)+", re.IGNORECASE)


def read_letter(raw: bytes) -> Page:
    """The page; a short body above documents becomes a note on them.

    Raises:
        SourceError: it is no letter, has too many parts, or holds nothing to read.
    """
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
        leaves = list(_leaves(_mended(message)))
        if len(leaves) > _MOST_PARTS:
            raise SourceError(
                f"有 {len(leaves)} 个部分，太多，没有打开；请把正文和附件另存下来再导入", TOO_LARGE
            )
        body = _body(message)
        enclosed = without_others(_attached(part) for part in leaves if _is_attached(part))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError) as error:
        # The package raises what it happens to stumble over in headers that no program writes.
        raise SourceError("打不开这封邮件（格式不对）；请把正文复制成 .txt、附件另存下来再导入") from error
    text = " ".join(line.text for line in body.lines)
    if enclosed and len(text) < _COVERING:
        note = f"邮件里写着：{text}" if text else ""
        return Page((), enclosed=tuple(replace(one, note=one.note or note) for one in enclosed))
    return replace(body, enclosed=enclosed)


def _mended(part: EmailMessage) -> EmailMessage:
    """With headers in which bytes stand that none may hold read as they were meant."""
    for name, value in list(part.raw_items()):
        raw = str(value).encode("utf-8", "surrogateescape")
        if name.lower() in _NAMING and not raw.isascii():
            del part[name]
            part[name] = plain(decoded(raw))
    return part


def _leaves(part: EmailMessage) -> Iterator[EmailMessage]:
    if part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            if isinstance(inner, EmailMessage):
                yield from _leaves(_mended(inner))
    else:
        yield part


def _body(message: EmailMessage) -> Page:
    """HTML, which keeps looks, else plain text; nothing where there is neither."""
    for kind in ("html", "plain"):
        part = message.get_body((kind,))
        if not isinstance(part, EmailMessage):
            continue
        content, charset = _content(part), part.get_content_charset()
        try:
            page = read_html(content, charset) if kind == "html" else read_text(content, charset)
        except SourceError:
            continue
        if page.lines:
            return replace(page, titles=(*page.titles, *_subject(message)))
    return Page(())


def _subject(message: EmailMessage) -> tuple[str, ...]:
    subject = _FORWARDED.sub("", plain(str(message.get("Subject") or "")))
    return (subject,) if subject else ()


def _is_attached(part: EmailMessage) -> bool:
    """Whether it was put there as a document; pictures in the text and signatures were not."""
    if part.get_content_type() == "message/rfc822" or part.is_attachment():
        return True
    return bool(part.get_filename()) and part.get_content_maintype() not in ("image", "text")


def _attached(part: EmailMessage) -> Enclosed:
    if part.get_content_type() != "message/rfc822":
        return Enclosed(plain(part.get_filename() or "附件"), _content(part))
    payload = part.get_payload()
    letter = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(letter, EmailMessage):
        return Enclosed("转发的邮件.eml", _content(part))
    return Enclosed(
        f"{next(iter(_subject(letter)), '转发的邮件')[:60]}.eml".replace("/", "／"), letter.as_bytes()
    )


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
