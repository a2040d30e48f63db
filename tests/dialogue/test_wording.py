import jinja2
import pytest

from bot.dialogue.wording import Wording


def test_placeholders_are_filled_in_and_nothing_is_escaped() -> None:
    assert Wording({"a": "{{ 单位 }}：<b>"}).text("a", {"单位": "市水务局"}) == "市水务局：<b>"


def test_an_unknown_placeholder_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        Wording({"a": "{{ 单 }}"}).text("a", {"单位": "x"})


def test_a_text_cannot_run_code() -> None:
    with pytest.raises(jinja2.exceptions.SecurityError):
        Wording({"a": "{{ ''.__class__.__mro__[1].__subclasses__() }}"}).text("a", {})
