"""Texts that programs between two people like to spoil."""

from hypothesis import strategies as st

_PIECES = [
    *(
        "=",
        "+",
        "-",
        "@",
        "'",
        '"',
        " ",
        "\t",
        "\u3000",
        "\n",
        "、",
        "；",
        ";",
        ",",
        "\\",
        "\\u{7}",
        "_x0041_",
        "x005F_",
    ),
    *(
        "0",
        "1",
        "9",
        ".",
        "/",
        ":",
        "%",
        "年",
        "月",
        "一",
        "二",
        "〇",
        "true",
        "Jan",
        "文",
        "a",
        "\ufeff",
        "😀",
        "⼀",
        "…",
    ),
]
NASTY = st.one_of(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join), st.text(max_size=20))
PRINTABLE = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=12).map("".join)
