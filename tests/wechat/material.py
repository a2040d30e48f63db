"""Real messages and vectors that stand beside the checkout; tests on them skip where they do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "wechat"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="no shared/wechat beside the checkout")


def real_messages() -> list[Path]:
    return sorted((SHARED / "xml").glob("*.xml"))


def vectors(kind: str) -> list[dict[str, Any]]:
    file = SHARED / "crypto_vectors.json"
    loaded: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))[kind] if file.is_file() else []
    return loaded
