from __future__ import annotations

from io import StringIO

from rich.console import Console

from bot.terminal.phone import Phone, as_written


def shown(show: str, *texts: str) -> str:
    console = Console(width=80, file=StringIO())
    with console.capture() as captured:
        getattr(Phone(console, "摆古"), show)(*texts)
    return captured.get()


def test_what_i_send_stands_on_the_right_and_the_reply_on_the_left_under_the_account_s_name() -> None:
    mine, theirs = shown("sent", "停车"), shown("text", "答")
    assert mine.startswith(" " * 30)
    assert theirs.startswith("╭─ 摆古")


def test_taps_and_links_are_read_by_their_labels_and_addresses_stand_whole_below_the_bubble() -> None:
    address = "https://baigu.example/speeches/fangzhiban-20240111?p1=143-208-432115#p1"
    lines = shown("text", f'<a href="{address}">原文</a>').splitlines()
    assert lines[-2:] == ["╰──────────────────────────────────────────╯", address]
    text = '<a href="https://baigu.example/a">原文</a>\n1. <a href="weixin://bizmsgmenu?msgmenucontent=%E5%8D%95位&msgmenuid=1">单位</a>'
    assert as_written(text).plain == "原文\n1. 单位"


def test_square_brackets_in_what_people_write_are_no_markup() -> None:
    assert "[捂脸][/bold]" in shown("sent", "[捂脸][/bold]")
    assert "[red]" in shown("fault", "[red]")


def test_a_fault_looks_as_on_the_phone_and_says_why() -> None:
    fault = shown("fault", "HTTP 500")
    assert "该公众号提供的服务出现故障" in fault
    assert "毛病：HTTP 500" in fault


def test_a_card_shows_title_description_and_address() -> None:
    card = shown("card", "题目", "摘要", "https://baigu.example/a")
    assert all(part in card for part in ("题目", "摘要", "https://baigu.example/a"))
