import json
from typing import Any

import pytest
from click.testing import CliRunner

from bot.app.service import Service
from bot.cli import main
from bot.cli.context import Context
from tests.builders import ROOT


class Given(Context):
    """A context with an application already made."""

    def __init__(self, baigu: Service) -> None:
        super().__init__()
        self._baigu = baigu

    def made(self, _kind: type[Any]) -> Any:
        return self._baigu


def run(baigu: Service, *arguments: str, typed: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(main, arguments, obj=Given(baigu), input=typed)
    return done.exit_code, done.output


def test_ask_prints_the_reply_as_wechat_would_show_it(baigu: Service) -> None:
    code, shown = run(baigu, "ask", "小区停车乱怎么办")
    assert code == 0
    assert "在规划停车位时,小区党员与我们一起积极帮忙联系车主挪车" in shown
    assert "weixin://" not in shown
    assert "/speeches/fangzhiban-20240111" in shown


def test_ask_json_keeps_its_contract(baigu: Service) -> None:
    code, printed = run(baigu, "ask", "--json", "文明遛狗")
    answer = json.loads(printed)
    assert code == 0
    assert list(answer) == ["question", "status", "confidence", "matches", "reply"]
    assert answer["question"] == "文明遛狗"
    assert answer["status"] == "answered"
    assert 0 <= answer["confidence"] <= 1
    match = answer["matches"][0]
    assert list(match) == ["passage", "unit", "speaker", "speech", "practice", "quote", "url", "score"]
    assert (match["unit"], match["speaker"], match["practice"]) == ("市防洪排涝工程管理处", "胥梦", 1)
    assert match["url"].endswith("/speeches/fangpaichu-20240111#p1")
    assert answer["reply"]["bytes"] == len(answer["reply"]["text"].encode()) <= 2000


def test_an_editors_note_has_no_practice_number(baigu: Service) -> None:
    match = json.loads(run(baigu, "ask", "--json", "优秀组织奖")[1])["matches"][0]
    assert (match["unit"], match["speech"], match["practice"]) == ("市委市直机关工委", "编者按", None)


def test_questions_from_standard_input_are_answered_line_by_line_in_order(baigu: Service) -> None:
    code, printed = run(baigu, "ask", "--json", "-", typed="文明遛狗\n\n今天星期几\r\n防排处\n")
    rows = [json.loads(line) for line in printed.splitlines()]
    assert code == 0
    assert [row["question"] for row in rows] == ["文明遛狗", "", "今天星期几", "防排处"]
    assert rows[2]["status"] == "unanswered"
    assert rows[2]["matches"] == []


def test_explain_shows_words_weights_and_the_verdict(baigu: Service) -> None:
    code, table = run(baigu, "ask", "--explain", "小区里乱停车归哪个部门管")
    assert code == 0
    assert all(words in table for words in ("停车", "原文里有", "把握", "找谁", "列出接近的"))


def test_chat_remembers_what_was_offered(baigu: Service) -> None:
    code, shown = run(baigu, "chat", typed="防排处\n2\n")
    assert code == 0
    assert "点一句试试" in shown
    assert "泵站开放日" in shown.replace("\n", "")


def test_a_command_used_wrongly_exits_with_two(baigu: Service) -> None:
    assert run(baigu, "ask")[0] == 2
    assert run(baigu, "nonsense")[0] == 2
    assert run(baigu, "eval")[0] == 2


def test_every_command_is_in_the_readme_or_the_docs() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    told = "".join(page.read_text("utf-8") for page in pages)
    assert [name for name in main.commands if f"baigu {name}" not in told] == []


def test_conversations_from_standard_input_are_answered_line_by_line(baigu: Service) -> None:
    typed = '["防排处","2","下一个"]\n\n["2"]\n[]\n'
    code, printed = run(baigu, "ask", "--json", "--dialogue", "-", typed=typed)
    talks = [json.loads(line) for line in printed.splitlines()]
    assert code == 0
    assert [[row["question"] for row in talk] for talk in talks] == [["防排处", "2", "下一个"], ["2"], []]
    assert [row["matches"][0]["practice"] for row in talks[0]] == [0, 2, 3]
    assert talks[1][0]["matches"] == []
    assert list(talks[0][0]) == ["question", "status", "confidence", "matches", "reply"]


def test_lines_that_are_no_conversation_are_told_of_and_the_rest_answered(baigu: Service) -> None:
    typed = '["防排处"]\n{"say": "你好"}\n[1]\n["没有写完\n' + "[" * 100_000 + '\n["谢谢"]\n'
    code, printed = run(baigu, "ask", "--json", "--dialogue", "-", typed=typed)
    lines = printed.splitlines()
    assert code == 1
    assert [json.loads(line)[0]["question"] for line in lines[:2]] == ["防排处", "谢谢"]
    assert len(lines) == 3
    assert "第 2、3、4、5 行" in lines[2]


@pytest.mark.parametrize("options", [("--dialogue",), ("--dialogue", "--json", "--explain")])
def test_a_conversation_is_answered_in_json_only(baigu: Service, options: tuple[str, ...]) -> None:
    assert run(baigu, "ask", *options, "-", typed="[]")[0] == 2


def test_stickers_and_long_texts_are_met_as_in_wechat(baigu: Service) -> None:
    row = json.loads(run(baigu, "ask", "--json", "[捂脸]")[1])
    assert (row["question"], row["status"]) == ("[捂脸]", "courtesy")
    assert json.loads(run(baigu, "ask", "--json", "怪" * 3000)[1])["status"] == "unanswered"
