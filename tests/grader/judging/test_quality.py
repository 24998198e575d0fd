"""The quality that ``make quality`` prints, kept where it is."""

from __future__ import annotations

import pytest
from benches import load_bench


@pytest.fixture(scope="module")
def quality():
    return load_bench("quality")


@pytest.mark.exhaustive
def test_every_mistake_is_caught_and_named_on_other_seeds(quality):
    found = quality.measure(range(100, 103), blame=False)
    assert found.missed_public == []
    assert found.missed_hidden == []
    assert found.unnamed == []
    assert found.named_wrongly == []
    assert found.rejected == []
    assert found.survived == []
    assert f"1.000 ({3 * found.total} of {3 * found.total})" in quality.report(found)
