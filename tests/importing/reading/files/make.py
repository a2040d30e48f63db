"""Makes the files beside it, with the programs that offices use or their like; run once, what it makes is committed.

Needs LibreOffice Writer and Impress with a Chinese font, python-pptx, and msoffcrypto-tool for the locked file.
"""

from __future__ import annotations

import io
import subprocess
import zipfile
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pypdfium2
from docx.enum.text import WD_ALIGN_PARAGRAPH

HERE = Path(__file__).parent
TITLE = "把楼道当成自家客厅"


def main() -> None:
    """All of them."""
    with TemporaryDirectory() as folder:
        room = Path(folder)
        word = room / "楼道.docx"
        write_word(word)
        for kind in ("doc", "rtf", "odt", "pdf"):
            convert(word, kind, HERE / f"looks.{kind}")
        slides = room / "slides.pptx"
        write_slides(slides)
        convert(slides, "odp", room / "slides.odp")
        convert(room / "slides.odp", "pptx", HERE / "slides.pptx")
        locked = 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
        locked += '"DocumentOpenPassword":{"type":"string","value":"baigu"}}'
        convert(word, locked, HERE / "locked.pdf", made=room / "楼道.pdf")
        lock(word.read_bytes(), HERE / "locked.docx")
        (HERE / "looks.docx").write_bytes(word.read_bytes())
    write_scans((HERE / "looks.pdf").read_bytes())
    write_letter()
    write_archive()


def write_word(path: Path) -> None:
    """A title in the middle, a bold run-in heading, a numbered list, a table."""
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(TITLE)
    run.bold, run.font.size = True, docx.shared.Pt(22)
    document.add_paragraph("东湖区民政局　江小渔")
    document.add_heading("怎么做的", 2)
    first = document.add_paragraph()
    first.add_run("一是清杂物。").bold = True
    first.add_run("我们请党员带头，把楼道里的旧沙发、纸箱一件一件搬走。")
    document.add_paragraph("二是装路灯。我们在每一层装了声控灯，老人晚上回家看得见。")
    document.add_paragraph("大家轮流打扫。", style="List Number")
    document.add_paragraph("每月评比一次。", style="List Number")
    table = document.add_table(2, 2, style="Table Grid")
    for place, text in enumerate(("楼栋", "户数", "三栋", "四十八")):
        table.cell(place // 2, place % 2).text = text
    document.add_paragraph("谢谢大家。")
    document.save(str(path))


def write_slides(path: Path) -> None:
    """Two slides with a title each, notes below the first, a table on the second."""
    import pptx  # type: ignore[import-not-found] # noqa: PLC0415 # only here

    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = TITLE
    frame = first.placeholders[1].text_frame
    run = frame.paragraphs[0].add_run()
    run.text, run.font.bold = "一是清杂物。", True
    frame.paragraphs[0].add_run().text = "我们清理楼道。"
    frame.add_paragraph().text = "二是装路灯。我们装了路灯。"
    first.notes_slide.notes_text_frame.text = "这里讲老王搬走旧沙发的故事。"
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "下一步"
    table = second.shapes.add_table(2, 2, 0, 2_000_000, 5_000_000, 1_000_000).table
    for place, text in enumerate(("楼栋", "户数", "三栋", "四十八")):
        table.cell(place // 2, place % 2).text = text
    deck.save(str(path))


def convert(source: Path, kind: str, target: Path, made: Path | None = None) -> None:
    """Through LibreOffice."""
    command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(source.parent), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    target.write_bytes((made or source.with_suffix(f".{kind}")).read_bytes())


def lock(content: bytes, target: Path) -> None:
    """With a password, as Word does it."""
    import msoffcrypto.format.ooxml as office  # type: ignore[import-not-found] # noqa: PLC0415 # only here

    with target.open("wb") as locked:
        office.OOXMLFile(io.BytesIO(content)).encrypt("baigu", locked)


def write_scans(pdf: bytes) -> None:
    """The first page as a photograph, a screenshot and a scan."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil().convert("L")
    image = image.crop((0, 0, image.width, image.height // 2))
    image.save(HERE / "scan.jpg", quality=60)
    image.save(HERE / "scan.png", optimize=True)
    image.save(HERE / "scan.pdf", resolution=150, quality=60)


def write_letter() -> None:
    """A covering letter with a document, a picture in the text and a thing that is no document attached."""
    letter = EmailMessage()
    letter["Subject"] = "转发：报送楼道整治材料"
    letter["From"] = "zhang@example.org"
    letter["Date"] = "Thu, 11 Jan 2024 09:00:00 +0800"
    letter.set_content("材料见附件，请查收。", charset="gb2312")
    letter.add_alternative(
        "<html><body><p>材料见附件，请查收。</p></body></html>", subtype="html", charset="gb2312"
    )
    office = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    content = (HERE / "looks.docx").read_bytes()
    letter.add_attachment(content, maintype="application", subtype=office, filename="楼道整治.docx")
    letter.add_attachment(b"\0\1\2", maintype="application", subtype="octet-stream", filename="录音.mp3")
    (HERE / "letter.eml").write_bytes(bytes(letter))


def write_archive() -> None:
    """Named in GBK and without saying so, as Windows does."""
    members = {"材料/楼道.txt": f"{TITLE}\n一是清杂物。好。二是装灯。好。", "材料/合影.mp4": "\0"}
    raw, names = io.BytesIO(), {}
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for letter, (name, content) in zip("ab", members.items(), strict=True):
            written = name.encode("gb18030")
            names[(letter * len(written)).encode()] = written
            archive.writestr(zipfile.ZipInfo(letter * len(written)), content)
    packed = raw.getvalue()
    for placeholder, written in names.items():
        packed = packed.replace(placeholder, written)
    (HERE / "gbk.zip").write_bytes(packed)


if __name__ == "__main__":
    main()
