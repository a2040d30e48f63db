from __future__ import annotations

import pytest

from bot.wechat.clock import time_at
from tests.http import Says, serving
from tests.wechat.platform import Wechat


def test_the_clock_of_wechat_is_read_from_a_refusal_without_any_secret() -> None:
    with serving(Wechat()) as url:
        assert time_at(f"{url}/cgi-bin/token") == 1_795_348_800


@pytest.mark.parametrize("says", [Says(), Says(headers={"Date": "soon"}), Says(hangs_up=True)])
def test_who_does_not_tell_the_time_has_none(says: Says) -> None:
    with serving(lambda _: says) as url:
        assert time_at(url) is None
