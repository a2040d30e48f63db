from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from bot.model import Question, Quote, Status
from tests.pages.conftest import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from bot.app.web_service import WebService

SPEECH = "/speeches/fangzhiban-20240111"


def text(client: FlaskClient, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.get_data(as_text=True)


def words_of(page: str) -> list[str]:
    """The verbatim paragraphs of a page."""
    blocks = re.findall(r'<div class="words">(.*?)</div>', page, re.DOTALL)
    return [
        html.unescape(re.sub("<[^>]+>", "", found))
        for block in blocks
        for found in re.findall("<p>(.*?)</p>", block, re.DOTALL)
    ]


def test_every_speech_stands_on_its_page_to_the_character(client: FlaskClient, baigu: WebService) -> None:
    for speech in baigu.edition.corpus.speeches:
        expected = [line for passage in speech.passages for line in passage.text.split("\n") if line]
        assert words_of(text(client, f"/speeches/{speech.slug}")) == expected


def test_every_practice_stands_alone_with_the_way_back(client: FlaskClient, baigu: WebService) -> None:
    for passage in baigu.edition.corpus.speeches[0].passages:
        page = text(client, f"/speeches/{passage.speech}/{passage.anchor}")
        assert words_of(page) == [line for line in passage.text.split("\n") if line]
        assert f'href="/speeches/{passage.speech}#{passage.anchor}">看上下文</a>' in page


def test_the_link_of_a_reply_marks_its_quote_and_puts_the_anchor_on_it(
    client: FlaskClient, baigu: WebService
) -> None:
    passage = baigu.edition.corpus.passage("fangzhiban-20240111#p1")
    assert passage
    start, end = passage.sentences[2]
    link = urlsplit(baigu.links.quote(Quote(passage, start, end)))
    page = text(client, f"{link.path}?{link.query}")
    assert f'<mark id="p1"><b>{passage.text[start:end]}</b></mark>' in page
    assert page.count('id="p1"') == 1


@pytest.mark.parametrize(
    "query", ["p1=9-3", "p1=0-99999", "p9=0-5-abcdef", "p1=x", "from=singlemessage&isappinstalled=0"]
)
def test_a_link_that_fits_no_more_shows_the_speech_unmarked(client: FlaskClient, query: str) -> None:
    page = text(client, f"{SPEECH}?{query}")
    assert "<mark" not in page
    assert 'id="p1"' in page


def test_a_renamed_anchor_still_leads_to_its_practice(client: FlaskClient) -> None:
    alone = client.get("/speeches/renamed-20240501/old-road")
    assert (alone.status_code, alone.location) == (301, "/speeches/renamed-20240501/road")
    marked = client.get("/speeches/renamed-20240501?old-road=0-4-123456")
    assert (marked.status_code, marked.location) == (301, "/speeches/renamed-20240501?road=0-4-123456#road")
    assert '<span id="old-road">' in text(client, "/speeches/renamed-20240501")


def test_a_renamed_speech_is_still_found_with_what_the_link_pointed_at(client: FlaskClient) -> None:
    whole = client.get("/speeches/before-20240501?road=0-4-123456&slug=x&anchor=y")
    assert whole.status_code == 301
    assert whole.location == "/speeches/renamed-20240501?road=0-4-123456&slug=x&anchor=y"
    alone = client.get("/speeches/before-20240501/road")
    assert (alone.status_code, alone.location) == (301, "/speeches/renamed-20240501/road")
    assert client.get("/speeches/never-20240501").status_code == 404


def test_only_an_opening_is_called_so(client: FlaskClient) -> None:
    practice = text(client, "/speeches/renamed-20240501/road")
    assert '<span class="small">上一段</span> 开头</a>' in practice
    assert '<span class="small">下一段</span> 记一句谢</a>' in practice
    closing = text(client, "/speeches/renamed-20240501/aside")
    assert "开头" not in closing
    assert '<span class="small">上一段</span> 修路</a>' in closing
    assert "· 第" not in closing


def test_what_is_no_practice_has_no_number_in_the_speech(client: FlaskClient) -> None:
    page = text(client, "/speeches/renamed-20240501")
    assert "谢谢路过的每一位。" in page
    assert 'id="road-heading"' in page
    assert 'id="aside-heading"' not in page


def test_what_speakers_say_is_never_taken_for_markup(client: FlaskClient) -> None:
    page = text(client, "/speeches/renamed-20240501")
    assert "先修路。&lt;b&gt;再&lt;/b&gt;架桥。" in page
    assert "<b>" not in page


def test_the_source_is_named_and_linked_where_it_is_known(client: FlaskClient) -> None:
    known = text(client, "/speeches/renamed-20240501")
    assert (
        'href="https://source.example.cn/page?a=1&amp;b=2" rel="noopener">《一个知道网址的页面》</a>，某某网发布'
        in known
    )
    assert "原页面的网址没有登记，原文存在本站" in text(client, SPEECH)


def test_a_citation_names_unit_speaker_title_day_and_place(client: FlaskClient) -> None:
    page = text(client, f"{SPEECH}/p1")
    assert 'data-signature="——市方志办 黄志坚，《三无小区“麻雀”变“凤凰”的古仔》，2024年1月11日"' in page
    assert f'data-link="{BASE}{SPEECH}/p1"' in page


def test_an_unsigned_share_has_title_description_and_picture(client: FlaskClient) -> None:
    page = text(client, SPEECH)
    assert '<meta property="og:title" content="三无小区“麻雀”变“凤凰”的古仔——市方志办">' in page
    assert f'<meta property="og:image" content="{BASE}/pictures/fangzhiban-20240111.png">' in page
    assert '<meta name="description" content="市方志办落实“机关带头学雷锋' in page
    first_image = re.search("<img[^>]*>", page)
    assert first_image
    assert "mark." in first_image[0]


def test_a_long_list_is_given_a_page_at_a_time(client: FlaskClient) -> None:
    first = text(client, "/units/fangpaichu")
    assert "第 1 页，共 3 页" in first
    assert 'rel="next" href="/units/fangpaichu?page=2"' in first
    assert "共 3 页" in text(client, "/themes/jiaotong?page=3")
    text(client, "/speeches?page=99", 404)


def test_a_theme_shows_a_sentence_of_each_unit_and_leads_to_it(
    client: FlaskClient, baigu: WebService
) -> None:
    page = text(client, "/themes/tingche")
    said = re.findall('<span class="name">(.*?)</span> <span class="said">(.*?)</span>', page)
    assert [(unit, "停车" in sentence) for unit, sentence in said] == [("市方志办", True)]
    passage = baigu.edition.corpus.passage("fangzhiban-20240111#p1")
    assert passage
    assert said[0][1] in (passage.text[slice(*span)] for span in passage.sentences)
    assert '<a href="/speeches/fangzhiban-20240111?p1=' in page


def test_a_theme_is_had_on_paper_with_every_word_of_its_practices(
    client: FlaskClient, baigu: WebService
) -> None:
    corpus = baigu.edition.corpus
    told = [passage for passage in corpus.passages if "志愿服务" in passage.themes]
    page = text(client, "/themes/zhiyuan/print")
    assert sorted(words_of(page)) == sorted(line for p in told for line in p.text.split("\n") if line)
    assert all(f">{BASE}/speeches/{p.speech}/{p.anchor}</p>" in page for p in told)
    text(client, "/themes/nix/print", 404)


def test_a_unit_is_called_by_its_one_name(client: FlaskClient) -> None:
    assert "柳州市地方志编纂委员会办公室" not in text(client, "/units/fangzhiban").partition("</script>")[2]


def test_the_home_page_says_in_one_line_what_it_is(client: FlaskClient) -> None:
    page = text(client, "/")
    assert "问一句，给您看他们的原话。" in page
    assert page.count("<input") == 1


def test_the_home_page_asks_in_words_an_editor_wrote(client: FlaskClient, baigu: WebService) -> None:
    page = text(client, "/")
    for example in baigu.edition.corpus.wording["examples"].splitlines():
        assert f'value="{example}"' in page


def test_every_example_question_has_an_answer(baigu: WebService) -> None:
    examples = baigu.edition.corpus.wording["examples"].splitlines()
    asked = {example: baigu.ask(Question(example)).answer.status for example in examples}
    assert asked == dict.fromkeys(examples, Status.ANSWERED)


@pytest.mark.parametrize(
    "path",
    ["/units/nix", "/themes/nix", "/speeches/nix", "/speeches/nix/p1", f"{SPEECH}/p9", f"{SPEECH}/p1/x"],
)
def test_an_address_that_leads_nowhere_is_not_found(client: FlaskClient, path: str) -> None:
    assert "没有这一页" in text(client, path, 404)


def test_the_about_page_names_every_source(client: FlaskClient) -> None:
    page = text(client, "/about")
    assert "坚持党建引领 助力创建全国文明城市" in page
    assert "一个知道网址的页面" in page


def test_the_about_page_says_who_keeps_what_is_asked_and_for_how_long(
    serve: Callable[..., WebService],
) -> None:
    told = serve(handler="某市某某局", contact="0772-12345", journal_days=90)
    page = told.wsgi().test_client().get("/about").get_data(as_text=True)
    assert "处理者：某市某某局。想查、想改、想删，或者有意见，联系：0772-12345。" in page
    assert "90 天后自动删掉" in page
    assert "处理者" not in serve().wsgi().test_client().get("/about").get_data(as_text=True)
