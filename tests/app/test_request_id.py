from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.state import tables

if TYPE_CHECKING:
    from bot.app.web_service import WebService


def ask(baigu: WebService, given: str | None) -> str:
    headers = {"X-Request-Id": given} if given else {}
    response = (
        baigu.wsgi()
        .test_client()
        .post("/ask?talk=AAAAAAAAAAAAAAAAAAAAAA.2", data={"q": "小区停车乱怎么办"}, headers=headers)
    )
    return response.headers["X-Request-Id"]


def noted(baigu: WebService) -> list[str | None]:
    baigu.journal.take_in()
    with baigu.database.reading() as connection:
        return [row[0] for row in connection.execute(select(tables.journal.c.request))]


def test_the_name_that_a_proxy_gave_leads_from_the_answer_to_the_journal(baigu: WebService) -> None:
    assert ask(baigu, "abcdef-0123456789") == "abcdef-0123456789"
    assert noted(baigu) == ["abcdef-0123456789"]


@pytest.mark.parametrize("given", [None, "x", "a b c d e f g h", "<script>alert(1)</script>"])
def test_a_request_without_a_proper_name_is_given_one(baigu: WebService, given: str | None) -> None:
    name = ask(baigu, given)
    assert re.fullmatch("[0-9a-f]{16}", name)
    assert noted(baigu) == [name]
