from __future__ import annotations

import pytest

from bot.errors import SourceError
from bot.importing.reading.html_page import read_html

PROSE = "执行难是群众反映强烈的问题。今年以来，法院以专项行动为抓手，执结案件三千余件，到位金额八亿元，群众拍手称快。"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def texts(raw: bytes) -> list[str]:
    return [line.text for line in read_html(raw).lines]


def test_the_main_text_is_cut_out_of_menus_and_footers() -> None:
    article = f"<p>{PROSE}</p>" * 20
    menu = "<div class=nav><a>首页</a><a>新闻</a></div>"
    found = read_html(page(f"{menu}<div class=con>{article}</div><div class=footer>粤ICP备1号</div>"))
    assert [line.text for line in found.lines] == [PROSE] * 20
    assert found.around[0].text == "首页新闻"


def test_a_text_in_several_boxes_is_taken_whole() -> None:
    boxes = "".join(
        f"<div class=box{n}><div><p>第{n}。{PROSE}</p></div></div><ul><li><a>更多</a></li></ul>"
        for n in range(4)
    )
    assert sum(PROSE in text for text in texts(page(boxes))) == 4


def test_what_is_hidden_is_not_read() -> None:
    hidden = "<div style='display: none'>隐藏。</div><script>var a='脚本。'</script><template>模板。</template><p hidden>藏。</p>"
    assert not {"隐藏。", "脚本。", "模板。", "藏。"} & {
        line.text for line in read_html(page(f"{hidden}<p>{PROSE}</p>")).around
    }


def test_inline_markup_parts_no_words_and_line_breaks_part_lines() -> None:
    assert texts(
        page(f"<p>{PROSE[:9]}<span>{PROSE[9:12]}</span><b>{PROSE[12:]}</b></p><p>{PROSE}<br>二是管。</p>")
    ) == [PROSE, PROSE, "二是管。"]


def test_headings_and_numbered_items_are_remembered() -> None:
    lines = read_html(
        page(
            f"<div><p>{PROSE}</p><h3>小标题</h3><ol><li>{PROSE}</li><li>乙。</li></ol><ul><li>丙。</li></ul></div>"
        )
    ).around
    assert [(line.level, bool(line.item)) for line in lines] == [
        (0, False),
        (3, False),
        (0, True),
        (0, True),
        (0, False),
    ]


def test_the_names_in_the_markup_are_read() -> None:
    head = '<title>题_某网</title><meta name="ArticleTitle" content="&lt;p&gt;题&lt;/p&gt;">'
    head += '<meta name="PubDate" content="2023-07-11 18:07"><meta property="og:site_name" content="某网">'
    found = read_html(page(f"<p>{PROSE}</p>", head))
    assert found.titles == ("题", "题_某网")
    assert found.said == {"date": "2023-07-11 18:07", "publisher": "某网"}


def test_cells_of_a_table_are_parted_by_tabs() -> None:
    rows = "<tr><th>项目</th><th>数量</th></tr><tr><td>雨伞</td><td>62</td></tr>"
    found = read_html(page(f"<p>{PROSE}</p><table>{rows}</table><p>注：另附。</p>"))
    assert [(line.text, line.row) for line in found.around[-3:]] == [
        ("项目\t数量", 1),
        ("雨伞\t62", 2),
        ("注：另附。", 0),
    ]


def test_a_table_that_only_sets_the_page_has_no_rows() -> None:
    found = read_html(page(f"<table><tr><td><p>栏目</p></td><td><p>{PROSE}</p></td></tr></table>"))
    assert [line.row for line in found.around] == [0, 0]


@pytest.mark.parametrize("raw", [b"", b"   ", b"<!-- -->"])
def test_a_page_without_content_is_an_error(raw: bytes) -> None:
    with pytest.raises(SourceError, match="没有内容"):
        read_html(raw)


def test_headings_that_stand_in_boxes_of_their_own_are_kept() -> None:
    def boxed(heading: str) -> str:
        return f"<section><section style='display:inline-block'><p><b>{heading}</b></p></section></section>"

    sections = "".join(
        f"{boxed(f'【选址要近{n}】')}<section><span>{PROSE}</span></section>" for n in range(4)
    )
    found = texts(
        page(
            f"<div id=content><section>{PROSE}</section>{sections}<section><a href='#'>往期推荐</a></section></div>"
        )
    )
    assert [text for text in found if text.startswith("【")] == [f"【选址要近{n}】" for n in range(4)]
    assert "往期推荐" not in found


def test_what_is_set_bold_at_the_beginning_of_a_line_is_remembered() -> None:
    first, second = "<p><b>“菜篮子”</b><strong> 收难处</strong></p>", "<p>平的<b>粗</b></p>"
    run_in = "<p><span style='font-weight:700'>请进来。</span>列单子。</p>"
    lines = read_html(page(first + run_in + second)).around
    assert [(line.text, line.bold) for line in lines] == [
        ("“菜篮子” 收难处", 9),
        ("请进来。列单子。", 4),
        ("平的粗", 0),
    ]


def test_lines_that_no_element_holds_are_lines_in_a_piece_of_a_page() -> None:
    piece = f"林场开展活动\n武杰 2019-07-04\n<p>{PROSE}</p>\n2019-07-05\n\n保护区\n<p>一\n二</p>\n"
    lines = ["林场开展活动", "武杰 2019-07-04", PROSE, "2019-07-05", "保护区", "一 二"]
    assert texts(piece.encode()) == lines


def test_a_heading_of_the_main_text_may_be_a_link() -> None:
    schools = "".join(
        f"<div class=item><h3><a href=#{n}>第{n}中学</a></h3><div>{PROSE}{n}</div></div>" for n in range(6)
    )
    assert texts(page(f"<div class=list>{schools}</div>")).count("第3中学") == 1


def test_what_is_set_in_the_middle_is_told() -> None:
    body = f"<p align=center>修渠引水</p><p style='text-align: center'><b>满山绿</b></p><p>{PROSE}</p>"
    assert [line.centred for line in read_html(page(body)).lines] == [True, True, False]
