"""The WeCom application as the settings tell it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.results.diagnosis import Diagnosis, good, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings

_CORP_ID = re.compile(r"ww[0-9a-f]{16}")


def check_wecom(settings: Settings) -> Iterator[Diagnosis]:
    """Ids and keys of the WeCom application, as far as the settings themselves tell."""
    if settings.wecom_token is None:
        return
    if not _CORP_ID.fullmatch(settings.wecom_corp_id or ""):
        yield warning(
            f"BAIGU_WECOM_CORP_ID 是 {settings.wecom_corp_id}，不像企业ID",
            "填错了，消息会被当成别的企业的，一条也不回；政务微信、私有部署的样子可能不同",
            "照管理后台“我的企业”页最下面的企业ID 填写：一般是 ww 开头共 18 位",
        )
    if settings.wecom_previous_aes_key:
        yield warning(
            "还填着 BAIGU_WECOM_PREVIOUS_AES_KEY",
            "旧密钥加密的消息也会回",
            "换密钥过了一天，就把旧的删掉",
        )
    yield good("企业微信的 Token、EncodingAESKey 合规")
