import re
from pathlib import Path

import pytest

from bot.corpus.folder import KnowledgeFolder
from bot.errors import KnowledgeError, SourceError
from bot.model import Calibration, Corpus
from tests.builders import KNOWLEDGE


def faults(root: Path) -> list[str]:
    return [str(fault) for fault in KnowledgeFolder(root).read().faults]


def test_our_own_knowledge_has_no_fault(knowledge: Corpus) -> None:
    assert len(knowledge.speeches) >= 4
    assert KnowledgeFolder(KNOWLEDGE).read().faults == ()


def test_the_version_changes_with_any_content_and_only_then(copy: Path, knowledge: Corpus) -> None:
    assert KnowledgeFolder(copy).load().version == knowledge.version
    (copy / "wording" / "help.txt").write_text("帮助", "utf-8")
    assert KnowledgeFolder(copy).load().version != knowledge.version


def test_every_fault_is_found_at_once_with_file_and_line(copy: Path) -> None:
    units = (copy / "units.toml").read_text("utf-8")
    (copy / "units.toml").write_text(
        units + '\n[[unit]]\nname = "市方志办"\nslug = "X Y"\ncolour = "red"\n', "utf-8"
    )
    (copy / "themes.toml").write_text("[[theme]\n", "utf-8")
    (copy / "speeches" / "broken.md").write_text("没有说明", "utf-8")
    (copy / "vocabulary.toml").unlink()
    found = faults(copy)
    assert any(f.startswith("units.toml:") and "colour" in f for f in found)
    assert any(f.startswith("themes.toml:1:") for f in found)
    assert any(f.startswith("speeches/broken.md:1:") for f in found)
    assert any(f.startswith("vocabulary.toml:1: 没有这个文件") for f in found)


def test_a_name_used_by_two_units_is_a_fault(copy: Path) -> None:
    units = (copy / "units.toml").read_text("utf-8")
    (copy / "units.toml").write_text(
        units + '\n[[unit]]\nname = "新单位"\nslug = "xin"\nnicknames = ["防排处"]\n', "utf-8"
    )
    assert any("“防排处”已经是" in fault for fault in faults(copy))


def test_a_file_that_is_not_utf8_is_a_fault(copy: Path) -> None:
    (copy / "phrases.toml").write_bytes("help = ['帮助']".encode("gbk"))
    assert any("不是 UTF-8" in fault for fault in faults(copy))


def test_faulty_knowledge_is_not_loaded(copy: Path) -> None:
    (copy / "speeches" / "broken.md").write_text("没有说明", "utf-8")
    with pytest.raises(KnowledgeError, match=r"speeches/broken\.md:1"):
        KnowledgeFolder(copy).load()


def test_a_folder_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    assert len(faults(tmp_path / "nowhere")) == 1


@pytest.mark.parametrize("by_form", [False, True])
def test_a_calibration_kept_is_read_again(copy: Path, *, by_form: bool) -> None:
    wording = {"^…": 0.25, "#": -1.0, "钱$": -2.5, "\\": 0.5}
    calibration = Calibration(-3.0, {"coverage": 2.5}, 0.7, 0.2, 0.4, wording, is_by_form=by_form)
    folder = KnowledgeFolder(copy)
    folder.keep_calibration(calibration, 99, with_meaning=False)
    assert folder.load().calibration == calibration


def test_a_calibration_changed_by_hand_into_nonsense_is_a_fault(copy: Path) -> None:
    (copy / "calibration.toml").write_text("bias = 'x'", "utf-8")
    assert any(fault.startswith("calibration.toml:1:") for fault in faults(copy))


def test_a_stretch_without_a_weight_is_a_fault(copy: Path) -> None:
    path = copy / "calibration.toml"
    path.write_text(
        re.sub(r"wording = '''\n\S+ \S+", "wording = '''\n多少钱", path.read_text("utf-8")), "utf-8"
    )
    assert any(fault.startswith("calibration.toml:1:") for fault in faults(copy))


def test_nobodys_change_since_it_was_read_is_written_over(copy: Path) -> None:
    knowledge = KnowledgeFolder(copy)
    knowledge.load()
    (copy / "units.toml").write_text("# 别人刚改的\n", "utf-8")
    with pytest.raises(SourceError, match=r"units\.toml 刚才有人改过"):
        knowledge.folder.write_all({"themes.toml": "", "units.toml": ""})
    assert (copy / "units.toml").read_text("utf-8") == "# 别人刚改的\n"
    assert (copy / "themes.toml").read_text("utf-8")
    KnowledgeFolder(copy).folder.write("units.toml", "")
    knowledge.read()
    knowledge.folder.write("units.toml", "# 自己的")
    knowledge.folder.write("units.toml", "# 自己的，再一次")
