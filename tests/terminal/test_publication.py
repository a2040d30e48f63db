from __future__ import annotations

import io
from typing import Any

from rich.console import Console

from bot.terminal.publication import print_candidate, print_releases

NOTHING: dict[str, Any] = {"added": [], "removed": [], "changed": []}
PARTS = ("speeches", "units", "themes", "vocabulary", "wording", "phrases")


def candidate(**changes: Any) -> dict[str, Any]:
    difference = {**dict.fromkeys(PARTS, NOTHING), "passages": {}, "calibration": False}
    own = {name: changes.pop(name) for name in (*PARTS, "passages", "calibration") if name in changes}
    return {
        "current": 1,
        "compared": 1,
        "is_new": True,
        "unread": None,
        "questions": NOTHING,
        "answers": [],
        "figures": [{"questions": 3}],
        "worse": [],
        "faults": [],
        "difference": {**difference, **own},
        **changes,
    }


def shown(row: dict[str, Any]) -> str:
    console = Console(file=io.StringIO(), width=100)
    print_candidate(console, row)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_what_was_done_to_which_passage_is_said_in_words() -> None:
    done = {"p1": "text", "p2": "added", "p3": "removed", "": "other"}
    told = shown(candidate(speeches={**NOTHING, "changed": ["a"]}, passages={"a": done}))
    assert "演讲稿：改动 1\n  ~ a：p1 改了正文、p2 新增、p3 去掉、改了说明\n" in told


def test_a_long_list_is_cut_and_what_is_cut_is_counted() -> None:
    many = [f"speech-{number}" for number in range(10_000)]
    told = shown(candidate(speeches={**NOTHING, "added": many}))
    assert "演讲稿：新增 10000" in told
    assert told.count("  + ") == 20
    assert "……还有 9980 项（--json 看全部）" in told
    answers = [{"question": f"问 {n}", "before": "answered 甲 1", "after": "unanswered"} for n in range(25)]
    assert "……还有 5 道（--json 看全部）" in shown(candidate(answers=answers))


def test_answers_are_told_in_words() -> None:
    told = shown(
        candidate(answers=[{"question": "停车", "before": "answered 甲 1", "after": "suggested 乙 2"}])
    )
    assert "检查题 3 道，1 道的回答变了" in told
    assert "答 甲 1" in told
    assert "建议 乙 2" in told


def test_brackets_in_texts_are_shown_and_no_markup() -> None:
    fault = {"path": "units.toml", "line": 3, "what": "“[bold]”不好", "mend": "改[/bold]"}
    told = shown(
        candidate(
            worse=["[red]类：变差"],
            faults=[fault],
            unread="[x]",
            answers=[{"question": "[/b]", "before": "unanswered", "after": "answered [甲] 1"}],
        )
    )
    assert all(
        text in told for text in ("[red]类", "“[bold]”不好；改[/bold]", "没法比较：[x]", "[/b]", "[甲]")
    )


def test_a_current_release_that_cannot_be_read_is_told_with_what_it_is_compared_with() -> None:
    told = shown(candidate(current=3, compared=2, unread="第 3 版坏了"))
    assert told.startswith("现在的第 3 版没法比较：第 3 版坏了\n和第 2 版比：\n")
    assert "没有能比的版本" in shown(candidate(current=3, compared=None, unread="坏了"))


def test_without_questions_it_says_what_they_are_good_for() -> None:
    assert "没有检查题；写一些放在 questions/ 里" in shown(candidate(figures=[]))


def test_nothing_published_says_what_the_service_uses() -> None:
    console = Console(file=io.StringIO(), width=100)
    print_releases(console, [], [])
    assert isinstance(console.file, io.StringIO)
    assert "服务用的是知识文件夹" in console.file.getvalue()
