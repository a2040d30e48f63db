from __future__ import annotations

from email.message import EmailMessage

import pytest

from bot.errors import SourceError
from bot.importing.reading.letter_page import read_letter
from bot.importing.reading.sandbox import read_here
from tests.importing.reading.samples import sample

LONG = "一是清杂物。我们请党员带头，把楼道里的旧沙发、纸箱一件一件搬走。" * 8


def letter(body: str = LONG, html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Fwd: 转发：楼道整治"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_an_attachment_is_a_document_of_its_own_and_the_words_around_it_are_a_note() -> None:
    page = read_letter(sample("letter.eml"))
    assert page.lines == ()
    assert [one.name for one in page.enclosed] == ["楼道整治.docx"]
    assert page.enclosed[0].content == sample("looks.docx")
    assert "1 个文件不是文稿，没有导入：录音.mp3" in page.enclosed[0].note


def test_the_words_around_attachments_are_kept_as_a_note() -> None:
    message = letter("材料见附件。")
    message.add_attachment("一是好。", filename="a.txt")
    assert [one.note for one in read_letter(bytes(message)).enclosed] == ["邮件里写着：材料见附件。"]


def test_a_body_that_is_a_document_is_read_beside_its_attachments() -> None:
    message = letter()
    message.add_attachment("一是好。", filename="a.txt")
    page = read_letter(bytes(message))
    assert [line.text for line in page.lines] == [LONG]
    assert page.titles == ("楼道整治",)
    assert [one.name for one in page.enclosed] == ["a.txt"]


def test_the_body_that_keeps_looks_is_taken() -> None:
    page = read_letter(bytes(letter("平的", f"<html><body><p><b>粗的。</b>{LONG}</p></body></html>")))
    assert page.lines[0].bold == len("粗的。")


def test_a_saved_web_page_is_read_without_its_pictures() -> None:
    page = read_here(
        "letter",
        (
            "From: <Saved by Blink>\nSubject: =?utf-8?B?5qW86YGT?=\nMIME-Version: 1.0\n"
            'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n'
            "--b\nContent-Type: text/html; charset=gbk\nContent-Transfer-Encoding: 8bit\n\n"
            f"<html><body><p>{LONG}</p></body></html>\n"
            "--b\nContent-Type: image/png; name=a.png\nContent-ID: <1>\n\nx\n--b--\n"
        ).encode("gbk"),
    )
    assert [line.text for line in page.lines] == [LONG]
    assert page.titles == ("楼道",)
    assert page.enclosed == ()


def test_a_forwarded_letter_is_a_document_of_its_own() -> None:
    outer = letter("请看。")
    inner = letter()
    del inner["Subject"]
    inner["Subject"] = "楼道/路灯"
    outer.add_attachment(inner)
    (enclosed,) = read_letter(bytes(outer)).enclosed
    assert enclosed.name == "楼道／路灯.eml"
    assert [line.text for line in read_letter(enclosed.content).lines] == [LONG]


def test_names_that_old_programs_write_raw_are_read() -> None:
    raw = 'MIME-Version: 1.0\nContent-Disposition: attachment; filename="楼道.txt"\nContent-Type: text/plain\n\n一是好。'
    assert [one.name for one in read_letter(raw.encode("gbk")).enclosed] == ["楼道.txt"]


def test_a_letter_of_a_thousand_parts_is_one_clear_error() -> None:
    message = letter()
    for number in range(1_000):
        message.add_attachment("x", filename=f"{number}.txt")
    with pytest.raises(SourceError, match="1001 个部分，太多"):
        read_letter(bytes(message))


@pytest.mark.parametrize(
    "raw",
    [b"", b"\0\xff", b"Content-Type: multipart/mixed\n\n", b"Content-Type: text/html; charset=no\n\n\n"],
)
def test_a_letter_with_nothing_in_it_is_an_error(raw: bytes) -> None:
    with pytest.raises(SourceError):
        read_here("letter", raw)
