"""A bundle like another, with another version of the program in it, or one that fails.

python altered.py BUNDLE NEW VERSION [FILE LINE]: LINE is put at the end of FILE.
"""

import hashlib
import shutil
import sys
import zipfile
from pathlib import Path


def altered(old: Path, new: Path, version: str, file: str = "", line: str = "") -> None:
    """Make it."""
    shutil.copytree(old, new, copy_function=lambda source, target: Path(target).hardlink_to(source))
    (wheel,) = (new / "wheels").glob("baigu-*.whl")
    was = wheel.name.split("-")[1]
    target = wheel.with_name(wheel.name.replace(was, version))
    made = new / "made.whl"
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(made, "w") as packed:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(("METADATA", "RECORD")):
                content = content.replace(f"Version: {was}".encode(), f"Version: {version}".encode())
                content = content.replace(f"baigu-{was}".encode(), f"baigu-{version}".encode())
            if name == file:
                content += f"\n{line}\n".encode()
            packed.writestr(name.replace(f"baigu-{was}", f"baigu-{version}"), content)
    wheel.unlink()
    made.rename(target)
    sums = new / "SHA256SUMS"
    kept = [told for told in sums.read_text("utf-8").splitlines() if wheel.name not in told]
    sums.unlink()
    kept.append(f"{hashlib.sha256(target.read_bytes()).hexdigest()}  wheels/{target.name}")
    sums.write_text("\n".join(kept) + "\n", "utf-8")


if __name__ == "__main__":
    altered(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
