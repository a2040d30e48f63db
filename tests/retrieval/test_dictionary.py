import os
import subprocess
import sys
from pathlib import Path

from bot.retrieval.dictionary import Dictionary


def test_no_file_that_others_can_plant_is_read_or_written(tmp_path: Path) -> None:
    """jieba unmarshals jieba.cache from the temporary directory; a planted one must be neither read nor replaced."""
    planted = tmp_path / "jieba.cache"
    planted.write_bytes(b"planted")
    code = (
        "from bot.retrieval.dictionary import Dictionary; from bot.retrieval.analysis import Analysis;"
        "print(Analysis(Dictionary()).words('整治飞线充电'))"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert "充电" in run.stdout
    assert planted.read_bytes() == b"planted"
    assert list(tmp_path.iterdir()) == [planted]


def test_a_tokenizer_keeps_given_words_whole_and_leaves_others_as_they_were(dictionary: Dictionary) -> None:
    with_term = dictionary.tokenizer(["四联双报到"])
    assert "四联双报到" in with_term.lcut("依托四联双报到", HMM=False)
    assert "四联双报到" not in dictionary.tokenizer([]).lcut("依托四联双报到", HMM=False)


def test_rare_words_tell_more_than_common_ones(dictionary: Dictionary) -> None:
    assert dictionary.information("的") < dictionary.information("社区") < dictionary.information("停车场")
    assert dictionary.information("从来没有的词") == max(
        dictionary.information(word) for word in ("的", "停车场", "从来没有的词")
    )
