from bot.dialogue.links import Links, fingerprint
from bot.model import Passage, Quote, Role

LINKS = Links("https://baigu.example.cn")


def test_the_link_of_a_quote_names_place_and_words() -> None:
    quote = Quote(Passage("fangzhiban-20240111", "p1", "", "一二三四五", Role.PRACTICE, 1), 1, 3)
    expected = f"https://baigu.example.cn/speeches/fangzhiban-20240111?p1=1-3-{fingerprint('二三')}#p1"
    assert LINKS.quote(quote) == expected


def test_a_link_stays_short_enough_for_a_reply() -> None:
    quote = Quote(Passage("fangzhiban-20240111", "p12", "", "字" * 9999, Role.PRACTICE, 12), 1000, 9999)
    assert len(LINKS.quote(quote)) - len(LINKS.base) < 64


def test_fingerprints_are_six_digits_and_tell_words_apart() -> None:
    prints = {fingerprint(f"第{number}句") for number in range(500)}
    assert len(prints) == 500
    assert {len(print_) for print_ in prints} == {6}
