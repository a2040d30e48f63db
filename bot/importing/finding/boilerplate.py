"""What stands around an article and is none of it: where one is, who hosts the page, what to click."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.importing.finding.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.importing.reading.page import Line

LABELS = "|".join(sorted(words("boilerplate")["labels"], key=len, reverse=True))
_META = re.compile(
    rf"(?:(?:^|[\s【（(\[|])(?:{LABELS})\s*(?:[:：丨|｜]|[】\]])|^(?:{LABELS})\s*\d+$|^\d{{4}}\s*[-/.年]\s*\d{{1,2}}|^\d\d-\d\d\s+\d{{1,2}}:\d\d|^[\u4e00-\u9fff]{{2,10}}[〔\[（(](?:19|20)\d{{2}}[〕\]）)]第?\d+号$)"
)
_META_WORDS = re.compile(
    rf"(?:{LABELS})\s*[:：]?|[【\[（(]?\s*(?:大|中|小|打印|关闭|打印本页|关闭窗口|收藏|复制链接|微信|微博|QQ空间|"
    rf"朋友圈|我要打印|打印此页|关闭此页|字体)\s*[】\])）]?|"
    r"\d+\s*次?|[\d\-:/.年月日时分秒上下午\s]+"
)
_FOOTER = re.compile(
    r"ICP备|ICP证|公网安备|公安备案|网站标识码|备案号|版权所有|主办单位\s*[:：]|^主办\s*[:：]|承办单位\s*[:：]|"
    r"承办\s*[:：]|技术支持\s*[:：]|网站地图|Copyright|©|All Rights|"
    r"(?:联系|咨询|举报|热线|办公|值班|报警|传真|监督)?(?:电话|热线|传真)(?:号码)?\s*[:：]\s*[\d（(]|邮编\s*[:：]|"
    r"邮政编码\s*[:：]|^(?:抄送|抄报|主送|报|送|发)\s*[:：]|^[（(]?共印\s*\d+\s*份|友情链接|法律声明|建议使用.{0,20}分辨率|未经.{0,6}(?:授权|许可).{0,8}(?:转载|使用)",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(
    r"^(?:上一[篇条页]|下一[篇条页]|返回|打印本页|关闭窗口|(?:微信)?扫一扫|扫码|长按|分享|相关(?:阅读|链接|新闻|文章|附件|报道)|设为首页|"
    r"加入收藏|网站首页|今天是|欢迎访问|热门推荐|推荐阅读|延伸阅读|更多精彩|点击|查看更多|阅读原文|轻触|点赞|我要评论|网友评论|登录|"
    r"注册|首页|目\s*录$|(?:本期)?要目$|附件|[-—·]*\s*END\b|预览时标签)|手机(?:打开|查看|阅读)|关注我们$|分享功能|"
    r"^.{0,16}(?:视频|音频|图集|图片集|直播回放)$|^.{0,6}(?:后台|对话框)?回复\s*[【“「\"]|关注.{0,12}(?:后台|对话框)?回复.{0,8}[:：]?$|"
    r"^往期(?:推荐|回顾|精彩)",
    re.IGNORECASE,
)
_LEADS = re.compile(  # a line that begins so is of the site, however long it is
    r"(?:您|你)?(?:当前|现在|目前)?(?:的|所在)*位置\s*[:：]|当前位置|您(?:现在|当前)|上一[篇条页]|下一[篇条页]|今天是|"
    r"(?:网站)?首页\w{4}|[^。]{1,40} > |.{1,50}(?:…{3}|\.{4}|·{4}|(?:\t|…{2})\s*\d{1,3}$)"
)
_DISCLAIMER = re.compile(
    r"^(?:特别声明|免责声明|版权声明|郑重声明|声明)\s*[:：]?|^本文(?:为|来自|系).{0,20}(?:上传|发布|转载)|^(?:凡|"
    r"以上)(?:本网|内容).{0,20}(?:转载|来源)"
)
_CREDIT = re.compile(
    r"[（(【\[□]?\s*(?:本.)?(?:责任编辑|责编|编辑|校对|审核|监制|来源|记者|通讯员|供稿|供图|摄影|图/文|文/图|文图|图文|文|图|"
    r"作者|作者单位|执笔|联系人|一审|初审|终审)(?:\s*[:：/／丨|]|\s).{0,40}[）)】\]]?|图为.*|[^，；]*(?:供稿|摄影|供图|撰稿)[^，；]*"
)
_TAIL_CREDIT = re.compile(
    r"\s*(?:[（(【\[](?:[^（()）【】\[\]。]{0,24}(?:记者|通讯员|供稿|撰稿|文/图|图/文|责任编辑|责编|编辑[:：/]|"
    r"来源[:：]|作者[:：]|摄影)[^（()）【】\[\]。]{0,40})[）)】\]]|"
    r"(?:责任编辑|责编|编辑|审核|校对|来源)\s*[:：]\s*[^\s。，；]{1,20})+\s*$"
)
_PAGE_NUMBER = r"[—–-]+\s*\d{1,4}\s*[—–-]+"
_BETWEEN = re.compile(rf"[\W_]*|{_PAGE_NUMBER}")  # a rule, a page's number
NOTE = re.compile(
    r"(?:[【\[（(〔［](?:编者按语?|编者的话|编者语|编辑手记|按语?)[】\])）〕］]\s*[:：]?|"
    r"(?:编者按语?|编者的话|编者语|编辑手记)(?:[:：]|——|\s|$)|按语?(?:[:：]|$))\s*"
)
"""How an editor's note begins."""
_PAGE = re.compile(rf"{_PAGE_NUMBER}|[-—–]*\s*第\s*\d{{1,4}}\s*页[\s，,/]*(?:共\s*\d{{1,4}}\s*页)?\s*[-—–]*")
_MARGINS = re.compile(r"\S[ \u3000]{4,}\S")  # what stands at both margins of one line
COPY = "与前文重复"
_LONGEST = 160
_LONGEST_CREDIT = 60
_LONGEST_LINK = 24
_LONG_ENOUGH_TO_KNOW = 12
_SHORTEST_COPY = 60


@dataclass(frozen=True)
class Dropped:
    """A line that was left out, and why."""

    text: str
    why: str


def is_meta(text: str) -> bool:
    """Whether a line only says when, where and by whom the page was published."""
    return len(text) <= _LONGEST and bool(_META.search(text)) and not re.search("[，。！？；]", text)


def is_furniture(text: str) -> str:
    """Why a line belongs to the site and not to the article; empty where it does not."""
    if _BETWEEN.fullmatch(text):
        return "分隔线"
    if len(text) > _LONGEST:
        return ""
    if _FOOTER.search(text):
        return "页脚"
    if "。" not in text and (_LEADS.match(text) or (len(text) <= _LONGEST_LINK and _NAVIGATION.search(text))):
        return "导航"
    if is_meta(text) and not _META_WORDS.sub("", text).strip(" \u3000|｜"):
        return "发布信息"
    return ""


def without_copies(lines: Sequence[Line]) -> tuple[list[Line], list[Dropped]]:
    """The lines without a text that stands on the page a second time, with what stands around the copy."""
    keys = [re.sub(r"\W", "", unicodedata.normalize("NFKC", line.text)) for line in lines]
    first, copies = dict[str, int](), set[int]()
    for number, key in enumerate(keys):
        original = first.setdefault(key, number)
        if len(key) >= _LONG_ENOUGH_TO_KNOW and original < number and number not in copies:
            copies |= _copy(keys, original, number)
    kept = [line for number, line in enumerate(lines) if number not in copies]
    return kept, [Dropped(lines[number].text, COPY) for number in sorted(copies)]


def without_page_marks(lines: Sequence[Line]) -> tuple[list[Line], list[Dropped]]:
    """The lines without what stands at the edge of every printed page; a paragraph that runs over it goes on."""
    places = defaultdict[str, set[int]](set)
    for number, line in enumerate(lines):
        places[line.text].add(number)
    marks = {number for text, found in places.items() if _PAGE.fullmatch(text) for number in found}
    edges = {0, *(number + side for number in marks for side in (-1, 1))}
    for text, found in places.items():
        margins = _MARGINS.search(text) and not any(lines[number].row for number in found)
        if len(found) > 1 and "。" not in text and (margins or found <= edges):
            marks |= found
    kept: list[Line] = []
    for number, line in enumerate(lines):
        if number - 1 in marks and number not in marks and kept and _breaks_off(kept[-1].text):
            kept[-1] = replace(kept[-1], text=kept[-1].text + line.text)
        elif number not in marks:
            kept.append(line)
    return kept, [Dropped(lines[number].text, "页眉页脚") for number in sorted(marks)]


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Dropped]]:
    """The lines of the article, and those that were left out."""
    kept: list[Line] = []
    dropped: list[Dropped] = []
    for number, line in enumerate(lines):
        if _DISCLAIMER.match(line.text) and number >= len(lines) / 2:
            return kept, dropped + [Dropped(rest.text, "声明") for rest in lines[number:]]
        why = is_furniture(line.text)
        if why:
            dropped.append(Dropped(line.text, why))
        else:
            kept.append(line)
    return kept, dropped


def is_credit(text: str) -> bool:
    """Whether a line only names reporters, editors, photographers."""
    return len(text) <= _LONGEST_CREDIT and "。" not in text and bool(_CREDIT.fullmatch(text))


def credit_in_tail(text: str) -> int:
    """Where the credits at the end of a paragraph begin; its length where there are none."""
    begins = max(len(text) - _LONGEST, 0)
    found = _TAIL_CREDIT.search(text, begins)
    return found.start() if found and found.start() else len(text)


def _copy(keys: Sequence[str], original: int, number: int) -> set[int]:
    """The lines of a copy: all around it that go on like the original, if that is long enough to be no refrain."""
    apart = number - original
    alike = [keys[n] == keys[n - apart] for n in range(apart, len(keys))]
    begin = next((n for n in range(original, -1, -1) if not alike[n]), -1) + 1
    end = next((n for n in range(original, min(begin + apart, len(alike))) if not alike[n]), begin + apart)
    run = range(begin + apart, min(end + apart, len(keys)))
    return set(run) if sum(len(keys[n]) for n in run) >= _SHORTEST_COPY else set()


def _breaks_off(text: str) -> bool:
    """Whether a paragraph ends inside a sentence."""
    return "，" in text.replace(",", "，") and not re.search(r"[。！？；：.!?;:）)”\"]$", text)
