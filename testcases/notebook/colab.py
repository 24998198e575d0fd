"""In Colab, a student's saved notebooks are in their Google Drive."""

from __future__ import annotations

import sys
from pathlib import Path

# Where Colab shows a Drive, and where in it the notebooks are that were opened from the web.
DRIVE = Path("/content/drive")
_NOTEBOOKS = Path("MyDrive", "Colab Notebooks")
ASKS = (
    "Your earlier notebooks are in your Google Drive, once you have saved a copy of each there. "
    "Colab now asks whether this notebook may read them."
)
REFUSED = (
    "Colab could not open your Drive: {error}. So your earlier functions are missing. Run this "
    "cell again to try again."
)


def saved_notebooks() -> Path | None:
    """Give the folder of the saved notebooks in Colab; None elsewhere, and without a Drive."""
    folder = DRIVE / _NOTEBOOKS
    return folder if "google.colab" in sys.modules and folder.is_dir() else None


def open_drive() -> None:
    """Let Colab ask for the student's Drive, if this is Colab and no Drive is open."""
    if "google.colab" not in sys.modules or saved_notebooks():
        return
    from google.colab import drive

    print(ASKS)
    try:
        drive.mount(str(DRIVE))
    except Exception as error:  # Colab has several, and some are its own
        print(REFUSED.format(error=error))
