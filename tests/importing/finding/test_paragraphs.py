from __future__ import annotations

from bot.importing.finding.paragraphs import join_title, split
from bot.importing.reading.page import Line


def texts(text: str) -> list[str]:
    return [line.text for line in split([Line(text)])]


def test_a_page_on_one_line_comes_apart_at_sentence_ends() -> None:
    assert texts("某局积极行动 某局全员行动。 一是抓。好。 二是管。") == [
        "某局积极行动",
        "某局全员行动。",
        "一是抓。好。",
        "二是管。",
    ]


def test_spaces_inside_quotation_marks_and_brackets_part_nothing() -> None:
    whole = "“世界水日 中国水周”宣传（记者 张三 李四）开始了！ ”他说。"
    assert texts(f"{whole} 完。") == [whole, "完。"] or texts(f"“{whole} 完。")[0].startswith("“")


def test_a_bracket_that_never_closes_does_not_swallow_the_page() -> None:
    assert len(texts("（第一段没有右括号。 第二段。 " + "第三段很长。" * 80 + " 第四段。")) == 4


def test_a_heading_in_a_one_line_page_becomes_a_line() -> None:
    assert texts("导语。 要求加大投放力度 记者从市金融局获悉，好。") == [
        "导语。",
        "要求加大投放力度",
        "记者从市金融局获悉，好。",
    ]


def test_publication_stands_apart_from_the_title() -> None:
    page = "某地稳就业 来源：某日报 2020-02-25 08:33 某日报讯（记者 张三）近日，好。 完。"
    assert texts(page)[:2] == ["某地稳就业", "来源：某日报 2020-02-25 08:33"]


def test_a_line_with_a_space_in_it_stays_whole() -> None:
    assert texts("坚持党建引领 助力创建全国文明城市") == ["坚持党建引领 助力创建全国文明城市"]


def test_the_centred_parts_of_a_title_are_put_together() -> None:
    lines = [Line(text, level=1) for text in ("关于参观的", "策", "划", "书", "某中心")] + [Line("正文。")]
    assert [line.text for line in join_title(lines, lambda text: text != "某中心")] == [
        "关于参观的策划书",
        "某中心",
        "正文。",
    ]


def test_a_bold_heading_that_breaks_inside_its_paragraph_is_one() -> None:
    heading = [Line("法庭开到家门口", bold=7), Line("纠纷化在楼道里", "\n", bold=7)]
    assert [line.text for line in join_title(heading, lambda _: True)] == ["法庭开到家门口纠纷化在楼道里"]
    inside = [Line("正文。"), heading[0], Line("纠纷化在楼道里", bold=7)]
    assert len(join_title(inside, lambda _: True)) == 3


def test_the_first_two_bold_lines_are_one_title() -> None:
    title = [Line("让企业和群众", bold=6), Line("办事更舒心", bold=5), Line("正文。")]
    assert [line.text for line in join_title(title, lambda _: True)] == ["让企业和群众办事更舒心", "正文。"]


def test_a_line_set_with_spaces_between_its_characters_is_closed_up_and_looks_like_a_title() -> None:
    assert [*split([Line("防 汛　专 报")])] == [Line("防汛专报", level=1)]
    assert [*split([Line("主 持 人：李清")])] == [Line("主 持 人：李清")]


def test_what_looks_otherwise_below_a_title_is_no_part_of_it() -> None:
    lines = [Line("某地党建简报", level=1, bold=6), Line("（第17期）", level=1)]
    assert [line.text for line in join_title(lines, lambda _: True)] == ["某地党建简报", "（第17期）"]


def test_what_a_bold_beginning_leads_to_stays_on_its_line() -> None:
    line = Line("主动上门。 第三天由助产士上门看黄疸。", bold=5)
    assert list(split([line])) == [line]
