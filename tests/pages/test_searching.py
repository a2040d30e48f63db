from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def found(client: FlaskClient, question: str) -> str:
    response = client.get("/search", query_string={"q": question})
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_found_passages_lead_to_the_very_words_with_the_words_marked(client: FlaskClient) -> None:
    page = found(client, "小区停车乱怎么办")
    assert '<a href="/speeches/fangzhiban-20240111?p1=' in page
    assert "<mark>小区</mark>" in page


def test_a_residents_word_marks_the_corpus_word_for_it(client: FlaskClient) -> None:
    assert "<mark>清理小广告</mark>" in found(client, "牛皮癣怎么清")


def test_a_misspelt_question_is_mended_openly(client: FlaskClient) -> None:
    page = found(client, "康训社区做了什么")
    assert "您是不是想问：" in page
    assert "康顺社区做了什么" in page


def test_a_units_name_leads_to_the_unit(client: FlaskClient) -> None:
    assert '<a class="more" href="/units/fangzhiban">市方志办讲过的全部做法</a>' in found(client, "方志办")


@pytest.mark.parametrize("question", ["月球旅行", "asdkjh", "？？？"])
def test_nothing_is_shown_for_what_no_speech_tells(client: FlaskClient, question: str) -> None:
    page = found(client, question)
    assert "换个说法试试" in page
    assert 'class="found"' not in page


def test_what_was_searched_is_shown_as_text(client: FlaskClient) -> None:
    page = found(client, '"><script>alert(1)</script>')
    assert "<script>alert" not in page


@pytest.mark.parametrize("question", ["", " ", "长" * 5000, "\x00\ud7ff�", "%"])
def test_any_question_gets_a_page(client: FlaskClient, question: str) -> None:
    assert "搜索讲稿" in found(client, question)


def test_the_answer_stands_first_and_what_is_only_near_says_so(client: FlaskClient) -> None:
    assert '<li class="best">' in found(client, "小区停车乱怎么办")
    near = found(client, "电动车停哪里")
    assert "没有正好回答的话" in near
    assert 'class="best"' not in near


def test_every_page_leads_to_the_search(client: FlaskClient) -> None:
    assert '<a href="/search">搜索</a>' in client.get("/about").text
