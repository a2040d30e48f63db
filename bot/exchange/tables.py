"""The tables that offices exchange, in the order in which they are imported: each names what those before it hold."""

from __future__ import annotations

from bot.exchange.cell import NAMES
from bot.exchange.kinds import Day, Flag, Practices, Text, Words
from bot.exchange.table import Column, Table

_NAMES, _LINES = Words(NAMES), Words()

UNITS = Table(
    "units",
    "单位",
    ("name",),
    (
        Column("单位名称", "name", is_needed=True, is_filled=True),
        Column("网址名", "slug", is_needed=True, is_filled=True),
        Column("别的正式名称", "aliases", _NAMES),
        Column("俗称", "nicknames", _NAMES),
    ),
    is_renamed=True,
)
THEMES = Table(
    "themes",
    "主题",
    ("name",),
    (
        Column("主题名称", "name", is_needed=True, is_filled=True),
        Column("网址名", "slug", is_needed=True, is_filled=True),
        Column("说明", "about", is_needed=True, is_filled=True),
        Column("有关的词", "words", _NAMES),
    ),
)
SPEECHES = Table(
    "speeches",
    "讲稿",
    ("slug",),
    (
        Column("讲稿编号", "slug", is_needed=True, is_filled=True),
        Column("题目", "title", is_needed=True, is_filled=True),
        Column("单位", "unit", is_needed=True, is_filled=True),
        Column("演讲人", "speaker"),
        Column("日期", "date", Day()),
        Column("来源标题", "source_title"),
        Column("发布单位", "publisher"),
        Column("来源网址", "url"),
        Column("存档文件", "file"),
        Column("编者按", "is_note", Flag()),
    ),
    (
        Column("锚点", "anchor", is_needed=True, is_filled=True),
        Column("小标题", "heading"),
        Column("原文", "text", Text(), is_needed=True, is_filled=True),
        Column("主题", "themes", _NAMES),
        Column("大白话", "plain"),
    ),
)
QUESTIONS = Table(
    "questions",
    "问法",
    ("speech", "anchor"),
    (
        Column("讲稿编号", "speech", is_needed=True, is_filled=True),
        Column("锚点", "anchor", is_needed=True, is_filled=True),
        Column("单位（只供查看）", "unit", is_shown_only=True),
        Column("小标题（只供查看）", "heading", is_shown_only=True),
        Column("能回答的问法", "asked_as", _LINES, is_needed=True),
        Column("不该回答的问法", "not_asked_as", _LINES, is_needed=True),
    ),
)
VOCABULARY = Table(
    "vocabulary",
    "词汇",
    (),
    (
        Column("居民的说法", "says", _NAMES, is_needed=True, is_filled=True),
        Column("稿子里的说法", "means", _NAMES, is_needed=True, is_filled=True),
        Column("为什么", "why", is_needed=True, is_filled=True),
        Column("通用", "general", Flag()),
    ),
)
CHECKS = Table(
    "checks",
    "检查题",
    ("text",),
    (
        Column("检查题", "text", is_needed=True, is_filled=True),
        Column("类别", "kind"),
        Column("该用哪一条回答", "expected", Practices(), is_needed=True),
        Column("题目文件", "file"),
    ),
)
KEYWORDS = Table(
    "keywords",
    "固定回复",
    (),
    (
        Column("居民发的话", "says", _NAMES, is_needed=True, is_filled=True),
        Column("这样开头就算", "prefix", Flag()),
        Column("固定的话", "text", Text()),
        Column("网址", "link"),
        Column("用哪一条做法", "practice"),
    ),
)
TABLES = (UNITS, THEMES, SPEECHES, QUESTIONS, VOCABULARY, CHECKS, KEYWORDS)
DATES = frozenset(c.title for table in TABLES for c in table.all_columns if isinstance(c.kind, Day))
"""Titles of the columns of dates, which are read however a spreadsheet writes them."""
