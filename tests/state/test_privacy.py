import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.state.privacy import Pseudonyms, mask


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("打13800138000找我", "打［电话］找我"),
        ("+86 138-0013-8000", "［电话］"),
        ("0772-2825192没人接", "［电话］没人接"),
        ("身份证45020219900101123X丢了", "身份证［身份证号］丢了"),
        ("桂B12345乱停", "［车牌］乱停"),
        ("桂B·D12345乱停", "［车牌］乱停"),
        ("450202900101123", "［身份证号］"),
        ("45020219900101123x丢了", "［身份证号］丢了"),
        ("8613800138000", "［电话］"),
        ("138 0013 8000或19912345678", "［电话］或［电话］"),
        ("07722825192", "［电话］"),
        ("021 62825192没人接，2825192也没", "［电话］没人接，［电话］也没"),
        ("桂b d1234f乱停", "［车牌］乱停"),
    ],
)
def test_numbers_that_name_a_person_are_masked(typed: str, kept: str) -> None:
    assert mask(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["2023年30余次活动", "打12345热线", "8万多人", "第七届", "500余人次", "单号138001380001", "桂B区"],
)
def test_other_numbers_are_kept(typed: str) -> None:
    assert mask(typed) == typed


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


def test_a_pseudonym_depends_on_the_secret_and_on_where_parts_end() -> None:
    ours = Pseudonyms(b"secret")
    assert ours.of("oUser") == ours.of("oUser")
    assert ours.of("oUser") != Pseudonyms(b"other").of("oUser")
    assert ours.of("12", "3") != ours.of("1", "23")
    assert "oUser" not in ours.of("oUser")
    assert ours.of("中", "3") != ours.of("中3", "")


def test_a_pseudonym_is_the_same_in_every_version_for_what_is_kept_of_a_person_is_found_by_it() -> None:
    # 00000006 6f4265696a69 of "oBeiji" and 00000003 e4b8ad of "中", by openssl dgst -sha256 -hmac secret
    assert Pseudonyms(b"secret").of("oBeiji", "中") == "fbd3947ed1d673f045a726c9fa9b57af"
