from __future__ import annotations

from bot.importing.drafting.drafts import Drafting
from bot.importing.finding.page_analysis import PageAnalysis
from bot.importing.reading.text_page import read_text

PAGE = """把楼道当成自家客厅

东湖区民政局 江小渔

一是清杂物。我们请党员带头，把楼道里的旧沙发、纸箱一件一件搬走。
二是装路灯。我们在每一层装了声控灯，老人晚上回家看得见。

2024年3月5日
"""


def test_of_recognised_characters_nothing_is_sure() -> None:
    findings = PageAnalysis(()).of(read_text(PAGE.encode(), None), "scan.png", None)
    assert any(one.sure for told in findings.told for one in told.evidence.values())
    recognised = findings.as_recognised()
    every = [*recognised.evidence.values(), *(e for told in recognised.told for e in told.evidence.values())]
    assert {(one.sure, one.why) for one in every} == {(False, "recognised")}
    (draft,) = Drafting((), (), {}).of(recognised)
    assert {"unit", "title"} <= set(draft.speech.guessed)
