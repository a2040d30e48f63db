from datetime import date, datetime

from bot.model.moment import day_in_words, month_in_words, on_the_clock


def test_a_moment_is_told_as_the_clock_of_this_machine_shows_it() -> None:
    at = datetime(2026, 11, 26, 9, 5, 7).astimezone().timestamp()
    assert on_the_clock(at) == "2026-11-26 09:05"
    assert on_the_clock(at, "%m-%d %H:%M") == "11-26 09:05"


def test_a_day_is_told_in_words_without_noughts() -> None:
    assert day_in_words(date(2024, 1, 5)) == "2024年1月5日"
    assert month_in_words(date(2024, 1, 5)) == "2024年1月"
