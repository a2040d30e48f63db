from __future__ import annotations

import pytest

from bot.errors import SourceError
from bot.importing.reading.encoding import decode

TEXT = "各单位：一是抓源头，二是堵关卡。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030", "utf-32"])
def test_text_is_read_in_the_encodings_that_chinese_files_have(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_gb2312_is_read_as_what_it_means_today() -> None:
    raw = '<meta charset="gb2312">镕㐂'.encode("gb18030")
    assert decode(raw).endswith("镕㐂")


def test_a_wrong_declaration_is_not_believed() -> None:
    assert decode(f'<meta charset="utf-8">{TEXT}'.encode("gbk")).endswith(TEXT)
    assert decode(TEXT.encode("gbk"), declared="utf-8") == TEXT
    assert decode(TEXT.encode(), declared="no-such-charset") == TEXT
    assert decode(TEXT.encode(), declared="base64") == TEXT


def test_binary_content_is_no_text() -> None:
    with pytest.raises(SourceError, match="不是文字文件"):
        decode(bytes(range(32)) * 100)
