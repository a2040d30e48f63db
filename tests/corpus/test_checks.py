from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.corpus.checks import check_keywords, check_sources, check_vocabulary
from bot.corpus.folder import KnowledgeFolder
from bot.model import Keyword

if TYPE_CHECKING:
    from pathlib import Path


def faults(root: Path) -> list[str]:
    return [str(fault) for fault in KnowledgeFolder(root).read().faults]


def append(path: Path, text: str) -> int:
    """Add to a file; the number of the first line added."""
    before = path.read_text("utf-8")
    path.write_text(before + text, "utf-8")
    return len(before.split("\n"))


def test_a_nickname_that_two_units_share_is_told_at_the_second_with_both(copy: Path) -> None:
    unit = '[[unit]]\nname = "市水务局"\nslug = "shuiwu"\nnicknames = [\n  "管水的",\n  "防排处",\n]\n'
    line = append(copy / "units.toml", unit)
    assert faults(copy) == [f"units.toml:{line + 5}: “防排处”已经是“市防洪排涝工程管理处”的名字；只留给一个"]


@pytest.mark.parametrize("name", ["防排处 ", "防 排 处", "\uff0d防排处"])
def test_names_that_look_the_same_are_the_same(copy: Path, name: str) -> None:
    append(copy / "units.toml", f'[[unit]]\nname = "市水务局"\nslug = "shuiwu"\naliases = ["{name}"]\n')
    assert len(faults(copy)) == (0 if "\uff0d" in name else 1)


def test_a_name_that_a_comment_speaks_of_is_told_where_it_is_given(copy: Path) -> None:
    unit = '# "防排处" 是简称\n[[unit]]\nname = "市水务局"\nslug = "shuiwu"\naliases = ["防排处"]\n'
    line = append(copy / "units.toml", unit)
    assert any(fault.startswith(f"units.toml:{line + 4}: “防排处”已经是") for fault in faults(copy)), faults(
        copy
    )


def test_an_address_that_two_share_or_that_no_address_can_have_is_a_fault(copy: Path) -> None:
    line = append(
        copy / "themes.toml",
        '[[theme]]\nname = "甲"\nslug = "Jia 甲"\nabout = "甲"\n[[theme]]\nname = "乙"\nslug = "Jia 甲"\nabout = "乙"\n',
    )
    told = "\n".join(faults(copy))
    assert f"themes.toml:{line + 2}: 网址名 Jia 甲 不合规；只用小写字母、数字和短横" in told
    assert f"themes.toml:{line + 6}: 网址名 Jia 甲 已经是“甲”的" in told


def test_two_themes_of_one_name_are_a_fault_of_the_second(copy: Path) -> None:
    name = KnowledgeFolder(copy).load().themes[0].name
    line = append(copy / "themes.toml", f'[[theme]]\nname = "{name} "\nslug = "zwei"\nabout = "乙"\n')
    assert faults(copy) == [f"themes.toml:{line + 1}: “{name} ”已经是“{name}”的名字；只留给一个"]


def test_a_file_whose_name_no_address_can_have_is_a_fault(copy: Path) -> None:
    (copy / "speeches" / "fangzhiban-20240111.md").rename(copy / "speeches" / "方志办.md")
    assert "speeches/方志办.md:1: 文件名不合规；只用小写字母、数字和短横" in faults(copy)


def test_a_former_name_that_another_speech_has_is_a_fault(copy: Path) -> None:
    path = copy / "speeches" / "fangzhiban-20240111.md"
    path.write_text(
        path.read_text("utf-8").replace("themes:", "formerly: [shekelian-20240111]\nthemes:", 1), "utf-8"
    )
    told = (
        "speeches/fangzhiban-20240111.md:1: formerly 里的 shekelian-20240111 是别的演讲稿的名字；只留给一篇"
    )
    assert told in faults(copy)


def test_a_former_name_that_is_no_list_is_a_fault(copy: Path) -> None:
    path = copy / "speeches" / "fangzhiban-20240111.md"
    path.write_text(path.read_text("utf-8").replace("themes:", "formerly: alt\nthemes:", 1), "utf-8")
    assert any("formerly 不是" in fault for fault in faults(copy))


def test_what_was_guessed_is_a_fault_until_somebody_has_removed_the_mark(copy: Path) -> None:
    path = copy / "speeches/fangzhiban-20240111.md"
    path.write_text(path.read_text("utf-8").replace("themes:", "guessed: [unit, date]\nthemes:", 1), "utf-8")
    (fault,) = faults(copy)
    assert re.fullmatch(
        r"speeches/fangzhiban-20240111\.md:\d+: 单位、日期是导入时猜的，还没有人确认；照原文核对、改好，再删掉 guessed 这一行",
        fault,
    )


def test_knowledge_without_a_speech_is_a_fault(copy: Path) -> None:
    shutil.rmtree(copy / "speeches")
    assert "speeches:1: 没有一篇演讲稿；照 knowledge/README.md 加一篇" in faults(copy)


def test_an_entry_of_the_vocabulary_that_leads_nowhere_is_told_and_harms_no_answer(copy: Path) -> None:
    line = append(
        copy / "vocabulary.toml",
        '[[word]]\nsays = ["飞毯"]\nmeans = [\n  "飞行的毯子",\n  "魔毯",\n]\nwhy = "童话"\n',
    )
    folder = KnowledgeFolder(copy)
    (fault,) = check_vocabulary(folder.load(), folder.files)
    assert str(fault) == (
        f"vocabulary.toml:{line}: means 里的“飞行的毯子”“魔毯”哪篇稿子里都没有；改成稿子里一字不差的词，或把这一项删掉"
    )
    assert fault.is_harmless


def test_a_general_entry_may_lead_nowhere(copy: Path) -> None:
    append(
        copy / "vocabulary.toml",
        '[[word]]\nsays = ["飞毯"]\nmeans = ["魔毯"]\nwhy = "童话"\ngeneral = true\n',
    )
    folder = KnowledgeFolder(copy)
    assert list(check_vocabulary(folder.load(), folder.files)) == []


def test_an_entry_one_of_whose_words_is_found_leads_somewhere(copy: Path) -> None:
    append(copy / "vocabulary.toml", '[[word]]\nsays = ["飞毯"]\nmeans = ["魔毯", "挪车"]\nwhy = "童话"\n')
    folder = KnowledgeFolder(copy)
    assert list(check_vocabulary(folder.load(), folder.files)) == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "www.example.cn/a",
        "file:///etc/passwd",
        "https://",
        "https://a b",
        "https:///x",
        "//a.cn",
    ],
)
def test_the_address_of_a_source_that_is_none_of_the_web_is_a_fault_and_no_page_leads_there(
    copy: Path, url: str
) -> None:
    path = next(iter(sorted((copy / "speeches").glob("*.md"))))
    content = path.read_text("utf-8").replace("\nsource:\n", f'\nsource:\n  url: "{url}"\n', 1)
    path.write_text(content, "utf-8")
    reading = KnowledgeFolder(copy).read()
    (fault,) = check_sources(reading.corpus, KnowledgeFolder(copy).files)
    line = content.split("\n").index(f'  url: "{url}"') + 1
    assert str(fault).startswith(f"speeches/{path.name}:{line}: source 的 url 不是网址：{url}；写 http")
    speech = reading.corpus.speech(path.stem)
    assert speech
    assert speech.source.link is None


@pytest.mark.parametrize("url", ["http://a.cn", "HTTPS://a.cn/页?a=1&b=2#三", "https://a.cn:8080/x"])
def test_an_address_of_the_web_is_no_fault(copy: Path, url: str) -> None:
    path = next(iter(sorted((copy / "speeches").glob("*.md"))))
    path.write_text(
        path.read_text("utf-8").replace("\nsource:\n", f'\nsource:\n  url: "{url}"\n', 1), "utf-8"
    )
    reading = KnowledgeFolder(copy).read()
    assert list(check_sources(reading.corpus, KnowledgeFolder(copy).files)) == []
    speech = reading.corpus.speech(path.stem)
    assert speech
    assert speech.source.link == url


KEYWORD = '[[keyword]]\nsays = ["办证"]\n'


@pytest.mark.parametrize(
    ("rows", "line", "told"),
    [
        (KEYWORD, 1, "“办证”要么写 text，要么写 practice；只写其中一个"),
        (KEYWORD + 'text = "好"\npractice = "a#b"\n', 1, "“办证”要么写 text，要么写 practice"),
        (KEYWORD + 'practice = "a#b"\n', 1, "没有 a#b 这一段；写“讲稿编号#锚点”"),
        (KEYWORD + 'text = "好"\nlink = "javascript:1"\n', 1, "“办证”的 link 不对；写 http://"),
        (KEYWORD + f'text = "{"好" * 640}"\n', 1, "“办证”的回复太长；缩短到 1900 字节以内"),
        (KEYWORD + 'text = "<a>"\n', 1, "“办证”的 text 里有 <；网址写到 link 里"),
        (
            KEYWORD + 'text = "好"\n' + KEYWORD.replace("办证", "办 证") + 'text = "二"\n',
            4,
            "“办 证”写了两次",
        ),
        (KEYWORD.replace("办证", "１２") + 'text = "好"\n', 1, "“１２”是数字，要留给选项"),
        (KEYWORD.replace("办证", "办") + 'text = "好"\nprefix = true\n', 1, "“办”太短"),
        (KEYWORD.replace("办证", "注销") + 'text = "好"\n', 1, "“注销”会拦住“删除我的记录”"),
        (KEYWORD.replace("办证", "删除") + 'text = "好"\nprefix = true\n', 1, "“删除”会拦住“删除我的记录”"),
    ],
)
def test_a_fixed_reply_that_cannot_be_sent_or_gets_in_the_way_is_a_fault(
    copy: Path, rows: str, line: int, told: str
) -> None:
    (copy / "keywords.toml").write_text(rows, "utf-8")
    (fault,) = check_keywords(KnowledgeFolder(copy).read().corpus, KnowledgeFolder(copy).files)
    assert str(fault).startswith(f"keywords.toml:{line}: {told}")


def test_a_file_of_fixed_replies_is_read_whole_and_sound(copy: Path) -> None:
    before = KnowledgeFolder(copy).load()
    (copy / "keywords.toml").write_text(
        KEYWORD + 'text = "好"\nlink = "https://a.cn/"\n'
        '[[keyword]]\nsays = ["遛狗", "狗"]\npractice = "fangpaichu-20240111#p1"\n'
        '[[keyword]]\nsays = ["办证"]\nprefix = true\ntext = "二"\n',
        "utf-8",
    )
    after = KnowledgeFolder(copy).load()
    assert list(check_keywords(after, KnowledgeFolder(copy).files)) == []
    assert after.keywords == (
        Keyword(("办证",), "好", "https://a.cn/"),
        Keyword(("遛狗", "狗"), practice="fangpaichu-20240111#p1"),
        Keyword(("办证",), "二", prefix=True),
    )
    assert after.version != before.version


def test_a_row_of_fixed_replies_that_is_none_is_told_with_its_line(copy: Path) -> None:
    (copy / "keywords.toml").write_text('[[keyword]]\nsays = ["一"]\ntext = 1\n', "utf-8")
    (fault,) = faults(copy)
    assert fault.startswith("keywords.toml:1: text 的样子不对")
