from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from bot.errors import Fault
from bot.results.publication import ChangedAnswer, Changes, Difference, Preview
from bot.results.quality import Figures
from bot.terminal.publication import print_preview, print_releases

NOTHING = Preview(
    version="",
    speeches=1,
    current=1,
    compared=1,
    unread=None,
    is_new=True,
    difference=Difference(),
    questions=Changes(),
    answers=(),
    figures=(Figures("all", 3),),
    worse=(),
    faults=(),
)


def shown(preview: Preview) -> str:
    console = Console(file=io.StringIO(), width=100)
    print_preview(console, preview)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_what_was_done_to_which_passage_is_said_in_words() -> None:
    done = {"p1": "text", "p2": "added", "p3": "removed", "": "other"}
    told = shown(replace(NOTHING, difference=Difference(Changes(changed=("a",)), {"a": done})))
    assert "演讲稿：改动 1\n  ~ a：p1 改了正文、p2 新增、p3 去掉、改了说明\n" in told


def test_a_long_list_is_cut_and_what_is_cut_is_counted() -> None:
    many = tuple(f"speech-{number}" for number in range(10_000))
    told = shown(replace(NOTHING, difference=Difference(Changes(added=many))))
    assert "演讲稿：新增 10000" in told
    assert told.count("  + ") == 20
    assert "……还有 9980 项（--json 看全部）" in told
    answers = tuple(ChangedAnswer(f"问 {n}", "answered 甲 1", "unanswered") for n in range(25))
    assert "……还有 5 道（--json 看全部）" in shown(replace(NOTHING, answers=answers))


def test_answers_are_told_in_words() -> None:
    told = shown(replace(NOTHING, answers=(ChangedAnswer("停车", "answered 甲 1", "suggested 乙 2"),)))
    assert "检查题 3 道，1 道的回答变了" in told
    assert "答 甲 1" in told
    assert "建议 乙 2" in told


def test_brackets_in_texts_are_shown_and_no_markup() -> None:
    fault = Fault("units.toml", 3, "“[bold]”不好", "改[/bold]")
    told = shown(
        replace(
            NOTHING,
            worse=("[red]类：变差",),
            faults=(fault,),
            unread="[x]",
            answers=(ChangedAnswer("[/b]", "unanswered", "answered [甲] 1"),),
        )
    )
    assert all(
        text in told for text in ("[red]类", "“[bold]”不好；改[/bold]", "没法比较：[x]", "[/b]", "[甲]")
    )


def test_a_current_release_that_cannot_be_read_is_told_with_what_it_is_compared_with() -> None:
    told = shown(replace(NOTHING, current=3, compared=2, unread="第 3 版坏了"))
    assert told.startswith("现在的第 3 版没法比较：第 3 版坏了\n和第 2 版比：\n")
    assert "没有能比的版本" in shown(replace(NOTHING, current=3, compared=None, unread="坏了"))


def test_without_questions_it_says_what_they_are_good_for() -> None:
    assert "没有检查题；写一些放在 questions/ 里" in shown(replace(NOTHING, figures=()))


def test_nothing_published_says_what_the_service_uses() -> None:
    console = Console(file=io.StringIO(), width=100)
    print_releases(console, [], [], None)
    assert isinstance(console.file, io.StringIO)
    assert "服务用的是知识文件夹" in console.file.getvalue()
