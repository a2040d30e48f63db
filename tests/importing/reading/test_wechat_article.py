from __future__ import annotations

import pytest

from bot.errors import SourceError
from bot.importing.reading.html_page import read_html

HEAD = '<meta property="og:title" content="夜市不扰民"><title></title>'
ARTICLE = '<div id="js_content" style="visibility: hidden;"><section><p>一是定时间。</p></section></div>'


def saved(head: str = "", script: str = "", content: str = ARTICLE) -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{HEAD}</head><body>{head}{content}"
        f"<div>微信扫一扫</div><script>/* mp.weixin.qq.com */{script}</script></body></html>"
    ).encode()


def test_an_article_hidden_until_its_script_runs_is_read_without_what_stands_around_it() -> None:
    page = read_html(saved())
    assert [line.text for line in page.lines] == ["一是定时间。"]
    assert page.titles == ("夜市不扰民",)


@pytest.mark.parametrize(
    "script",
    [
        'var nickname = htmlDecode("青禾城管");var ct = "1709856000";',
        "window.cgiData = {nick_name: JsDecode('青禾城管'), create_time: JsDecode('1709856000')}",
    ],
)
def test_time_and_account_stand_in_the_script(script: str) -> None:
    assert read_html(saved(script=script)).said == {"date": "2024-03-08", "publisher": "青禾城管"}


def test_what_the_page_shows_of_them_does_as_well() -> None:
    head = '<a id="js_name"> 青禾城管 </a><em id="publish_time">2024年03月08日 08:00</em>'
    assert read_html(saved(head)).said == {"date": "2024年03月08日 08:00", "publisher": "青禾城管"}


@pytest.mark.parametrize(
    ("shown", "says"),
    [("环境异常 完成验证后即可继续访问", "浏览器里打开、验证"), ("该内容已被发布者删除", "已被发布者删除")],
)
def test_a_page_that_shows_something_instead_of_the_article_says_what(shown: str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read_html(saved(content=f"<p>{shown}</p>"))


def test_an_article_about_such_words_is_none_of_them() -> None:
    raw = f"<html><meta charset=utf-8><body><p>环境异常。{'讲了很多别的。' * 80}</p><script>weixin</script>".encode()
    assert read_html(raw).lines
