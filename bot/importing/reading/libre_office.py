"""Older documents -> .docx, through LibreOffice where it is installed: it keeps what is bold, centred and numbered.

It runs without macros, without links to other places, in a profile and a folder of its own that go with the process,
and without a network where the system lets us cut it off.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bot.importing.reading.tools import found, run

_SETTINGS = {
    "org.openoffice.Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
    },
    "org.openoffice.Inet/Settings": {  # a proxy that is nobody: for links that are followed all the same
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
    },
}
_ITEM = '<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_NAMESPACES = 'xmlns:oor="http://openoffice.org/2001/registry"'


def as_docx(raw: bytes, suffix: str) -> bytes | None:
    """The document as .docx; None where LibreOffice is not installed or cannot make one of it.

    Args:
        raw: the document.
        suffix: of its name, with the dot.

    Raises:
        SourceError: it takes too long.
    """
    program = found("soffice", "libreoffice")
    if program is None:
        return None
    with TemporaryDirectory() as folder:
        room = Path(folder)
        source, made = room / f"source{suffix}", room / "made" / "source.docx"
        source.write_bytes(raw)
        _write_settings(room / "profile")
        options = ["--headless", "--norestore", "--nolockcheck", "--nodefault"]
        profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
        wanted = ["--convert-to", "docx", "--outdir", str(made.parent), str(source)]
        run([*_without_network(room), program, profile, *options, *wanted], room)
        return made.read_bytes() if made.is_file() else None


def _write_settings(profile: Path) -> None:
    items = "".join(
        _ITEM.format(path=path, name=name, value=value)
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {_NAMESPACES}>{items}</oor:items>', "utf-8"
    )


def _without_network(room: Path) -> list[str]:
    """What to put before a command to cut it off; nothing where the system does not let us."""
    unshare = found("unshare")
    prefix = [unshare, "--map-root-user", "--net"] if unshare else []
    return prefix if unshare and run([*prefix, "true"], room).returncode == 0 else []
