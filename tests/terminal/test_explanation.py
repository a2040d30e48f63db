from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from bot.model import Answer, Conversation, Question, Status, Why
from bot.terminal.explanation import explain

if TYPE_CHECKING:
    from bot.dialogue.edition import Edition


def explained(edition: Edition, question: str) -> tuple[str, Answer]:
    answer, _ = edition.dialogue.answer(Question(question), Conversation())
    printed = StringIO()
    explain(Console(file=printed, width=120), answer, edition.corpus)
    return printed.getvalue(), answer


@pytest.mark.parametrize(
    ("question", "why", "told"),
    [
        ("防排处", Why.UNIT, "；除了单位没有问别的，所以给这个单位的概况。结果：直接引用。"),
        ("蓝鲸一顿吃什么", Why.NOTHING, "；没有找到沾边的话。结果：说明没有。"),
        ("社区里有没有单位养过孔雀和骆驼", Why.THIN, "；问的意思，原文讲到的太少。"),
        ("小区里乱停车归哪个部门管", Why.LIMIT, "；问的是怎么办手续、找谁、打什么电话。"),
        ("防排处的图书室在哪里办证", Why.THIN, "；问的是怎么办手续、找谁、打什么电话。"),
        ("清理垃圾", Why.PROBABILITY, "建议）。结果：直接引用。"),
    ],
)
def test_the_verdict_is_told_with_what_decided_it(
    edition: Edition, question: str, why: Why, told: str
) -> None:
    printed, answer = explained(edition, question)
    assert answer.verdict
    assert answer.verdict.why is why
    assert told in printed
    assert f"把握 {answer.confidence:.2f}（" in printed


def test_what_an_editor_has_named_is_told(edition: Edition) -> None:
    question = next(p.asked_as[0] for p in edition.corpus.passages if p.number and p.asked_as)
    printed, answer = explained(edition, question)
    assert answer.verdict
    assert answer.verdict.why is Why.NAMED
    assert "编辑写明这个问法由第 1 名来答，所以直接引用。" in printed


def test_what_a_message_was_read_to_want_is_told_with_what_told_it(edition: Edition) -> None:
    printed, _ = explained(edition, "讲得太长啦，短点")
    assert printed.startswith("听成：短一点 ")
    assert "（看 “" in printed


def test_what_was_not_searched_for_is_told(edition: Edition) -> None:
    printed, answer = explained(edition, "谢谢")
    assert answer.status is Status.COURTESY
    assert "客气话" in printed


def test_a_mended_question_is_told(edition: Edition) -> None:
    assert "当作“康顺社区做了什么”又找了一遍" in explained(edition, "康训社区做了什么")[0]
