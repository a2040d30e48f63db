from bot.state.privacy import Pseudonyms


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
