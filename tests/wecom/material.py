"""Messages and vectors that stand beside the checkout; tests on them skip where they do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "wecom"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="no shared/wecom beside the checkout")


def messages() -> list[Path]:
    return sorted(path for path in (SHARED / "xml").glob("*.xml") if "envelope" not in path.stem)


def vectors() -> list[dict[str, Any]]:
    file = SHARED / "crypto_vectors.json"
    loaded: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["vectors"] if file.is_file() else []
    return loaded
