from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.markup import Piece, pieces, tap


def test_a_tap_has_the_form_that_phones_render() -> None:
    assert tap("停车", "停车", 1) == '<a href="weixin://bizmsgmenu?msgmenucontent=停车&msgmenuid=1">停车</a>'


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable()), st.text(max_size=40))
def test_what_a_tap_says_comes_back_whole_whatever_it_is(says: str, label: str) -> None:
    (piece,) = pieces(tap(label, says, 3))
    assert piece.says == says


def test_a_text_is_taken_apart_in_order() -> None:
    text = '前<a href="https://a.cn/x?p1=0-2#p1">看原文</a>后\n' + tap("二", "二", 2)
    assert list(pieces(text)) == [
        Piece("前"),
        Piece("看原文", url="https://a.cn/x?p1=0-2#p1"),
        Piece("后\n"),
        Piece("二", says="二"),
    ]


def test_plain_text_is_one_piece_and_nothing_is_none() -> None:
    assert list(pieces("只是文字")) == [Piece("只是文字")]
    assert list(pieces("")) == []
