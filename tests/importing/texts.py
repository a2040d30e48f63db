"""Texts made of what pages are made of, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = st.sampled_from(
    [
        *(
            "一是",
            "二是",
            "三是",
            "一、",
            "（一）",
            "1.",
            "首先，",
            "其次，",
            "第一步",
            "案例一：",
            "【做法】",
            "【编者按】",
            "编者按：",
            "问：",
        ),
        *(
            "市教育局",
            "市税务局 张三",
            "单位：市民政局",
            "市教育局局长：",
            "记者：",
            "张三：",
            "2024-01-11",
            "来源：",
            "首页 > 动态",
        ),
        *(
            "抓源头",
            "。",
            "，",
            "：",
            "“",
            "”",
            "（",
            "）",
            "《",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            "&ldquo;",
            "⺠",
            "７",
            "\u200b",
            "#",
            "\\",
            "---",
        ),
        "防排处始终坚持加强组织领导，助力柳州创建全国文明城市，一件事情接着一件事情办。",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text()
