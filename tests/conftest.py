"""What several test modules use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def original_data() -> Path:
    """The folder of the original cat files, which are not part of this project."""
    folder = os.environ.get("DNN_ORIGINAL_DATA", "")
    if not folder or not Path(folder, "train_catvnoncat.h5").exists():
        pytest.skip("needs the original cat files; set DNN_ORIGINAL_DATA to their folder")
    return Path(folder)
