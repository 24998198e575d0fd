"""Recorded results in HDF5: names that any tool shows, and values that come back as they were."""

from __future__ import annotations

import h5py
import numpy as np
import pytest

from testcases.execution.codec import Unknown
from testcases.judging.explain import KnownMistake
from testcases.judging.recorded import read_cases, read_mistakes, write_record
from testcases.judging.stored_values import MOST_BYTES, MUCH, load, store
from testcases.record import Case, Returns
from testcases.this_course import COURSE

VALUES = {
    "nothing": None,
    "truth and numbers": [True, 1, 1.0, False, 0, -0.0],
    "numbers in a tuple": (3, -(10**40), 2.5),
    "odd floats": [float("nan"), float("inf"), float("-inf"), 5e-324],
    "empty": [{}, (), [], "", None],
    "nested": [(1, [2.0, {"a": [[], [()]]}]), {"b": {"c": {}}}],
    "text": ["relu", "two\nlines", "Δ ∂ 層", "nul\0", "\udc80", "'quoted'"],
    "text like other things": ["1", "1.0", "NaN", "null", "float64(2,)", "dataset int64()", "list"],
    "long text": "x" * 2 * MOST_BYTES,
    "names": dict.fromkeys(("", "/", ".", "..", "a/b", "a.b", "%", "%2F", " ", "é", "\n"), 1),
    "arrays under these names": {
        name: np.array([i])
        for i, name in enumerate(("", "/", ".", "..", "a/b", "a.b", "%", "%2F", " ", "é", "\0"))
    },
    "our own names": {
        "fields": np.ones(2),
        "numbers": np.zeros(2),
        "value": np.ones(3),
        "list": [[np.ones(1)]],
    },
    "the order of keys": {"z": 1, "a": np.ones(1), "m": {"y": np.ones(2), "b": 0}},
    "arrays": [
        np.arange(6.0).reshape(2, 3),
        np.arange(6.0).reshape(2, 3).T,
        np.zeros((0, 4)),
        np.array(2.5),
        np.array([True, False]),
        np.arange(3),
        np.array([2**63 - 1, -(2**63)]),
        np.array([1 + 2j, complex("nan")]),
        np.array([1, np.nan, -np.inf, -0.0], np.float32),
        np.float64(0.5),
        np.uint8(7),
    ],
    "an array": np.ones((2, 2)),
    "a large array, which is compressed": {"large": np.arange(2 * MUCH) / 7},
    "many numbers without a name": [np.arange(MUCH) / 7, np.arange(MUCH) / 3],
    "equal arrays": {"a": np.ones(2), "b": np.ones(2), "c": np.ones((2, 1)), "d": np.ones(2, int)},
    "an argument that is a function": {"initialize": Returns({"W1": np.ones((1, 2))})},
    "a type of no answer": [Unknown("set")],
}


def same(one, other):
    """Equal with types, the order of keys, and every bit."""
    if isinstance(one, (np.ndarray, np.generic)):
        forms = [(a.dtype, a.shape, a.tobytes()) for a in (np.asarray(one), other)]
        return type(other) is np.ndarray and forms[0] == forms[1] and other.flags.writeable
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return [*one] == [*other] and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (tuple, list)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Returns):
        return same(one.value, other.value)
    if isinstance(one, Unknown):
        return one.type_name == other.type_name
    return one.hex() == other.hex() if isinstance(one, float) else one == other


def stored(path, value, pack):
    with h5py.File(path, "w", libver="earliest") as file:
        store(file.create_group("it"), value, {}, pack)
    with h5py.File(path) as file:
        return load(file["it"])


@pytest.mark.slow
@pytest.mark.parametrize("pack", [False, True])
@pytest.mark.parametrize("what", VALUES)
def test_values_come_back(tmp_path, what, pack):
    back = stored(tmp_path / "values.h5", VALUES[what], pack)
    assert same(VALUES[what], back), back


def test_other_keys_and_types_are_kept_as_words(tmp_path):
    value = {1: np.array(["text"]), (2, 3): object(), "a": {1, 2}}
    back = stored(tmp_path / "values.h5", value, pack=False)
    assert [*back] == ["1", "(2, 3)", "a"]
    assert [item.type_name for item in back.values()] == ["array of <U4", "object", "set"]


def test_big_endian_arrays_come_back_as_numbers(tmp_path):
    back = stored(tmp_path / "values.h5", {"a": np.arange(3, dtype=">i4")}, pack=False)["a"]
    assert (back.dtype.str, back.tolist()) == ("<i4", [0, 1, 2])


def test_equal_arrays_come_back_apart(tmp_path):
    back = stored(tmp_path / "values.h5", {"a": np.ones(2), "b": np.ones(2)}, pack=False)
    back["a"][0] = 5
    assert back["b"].tolist() == [1, 1]


def test_an_array_of_another_shape_than_its_text_says_is_refused(tmp_path):
    with h5py.File(tmp_path / "values.h5", "w") as file:
        store(file.create_group("it"), {"a": np.ones(2)}, {})
        del file["it/a"]
        file["it/a"] = np.ones(1000)
        with pytest.raises((OSError, ValueError)):
            load(file["it"])


def test_a_record_comes_back_through_any_reader(tmp_path, monkeypatch):
    """Also one that has h5py's files but not its inner functions, such as pyfive."""
    path = tmp_path / "record.h5"
    case = Case({"x": np.ones(2)}, {"m": 2}, (np.zeros(1), [np.ones(3)]), 7, {"p": None}, "1\n")
    mistake = KnownMistake("slug", "It is so.", ("a", "b", "c"), (), [{"answer": np.ones(2)}])
    write_record(path, {"f": [case, case]}, {"f": [mistake]})
    monkeypatch.delattr(h5py, "h5d")
    for back in read_cases("f", path):
        assert same(vars(case), vars(back))
    [back] = read_mistakes("f", path)
    assert same({**vars(mistake), "fingerprints": tuple(mistake.fingerprints)}, vars(back))
    assert read_cases("g", path) == read_mistakes("g", path) == []


def test_a_record_is_kept_until_its_file_changes(tmp_path):
    path = tmp_path / "record.h5"
    write_record(path, {"f": [Case({"x": np.ones(2)}, {"m": 2})]}, {"f": []})
    [first] = read_cases("f", path)
    assert read_cases("f", path)[0] is first
    write_record(path, {"f": [Case({"x": np.zeros(2)}, {"m": 2})]}, {"f": []})
    assert read_cases("f", path)[0].inputs["x"].tolist() == [0, 0]
    path.unlink()
    with pytest.raises(FileNotFoundError):
        read_cases("f", path)


def test_the_record_shows_named_arrays():
    with h5py.File(COURSE.record) as file:
        array = file["linear_forward/cases/0/inputs/A_prev"]
        assert (array.dtype, array.ndim) == (np.float64, 2)
        assert [*file["linear_forward/cases/0/inputs"]] == ["A_prev", "W", "b"]
        assert file["update_parameters/cases/0/inputs/parameters/W1"].ndim == 2
        text = file["linear_forward/cases/0"].attrs["fields"].decode()
        assert text.startswith('{"inputs": {"A_prev": "dataset float64(')
        assert '"sizes": {"n_prev": ' in text


def test_the_record_is_in_the_form_that_every_reader_knows():
    """Byte 8 of an HDF5 file is the version of its superblock; pure readers know the first."""
    content = COURSE.record.read_bytes()
    assert content[:9] == b"\x89HDF\r\n\x1a\n\0"
    assert len(content) < 3_000_000


@pytest.mark.parametrize("pack", [False, True])
def test_equal_arrays_are_stored_once_and_large_ones_compressed(tmp_path, pack):
    array = np.zeros(10 * MUCH)
    with h5py.File(tmp_path / "x.h5", "w") as file:
        known: dict = {}
        for name in ("one", "other"):
            store(file.create_group(name), {"same": [[array]]}, known, pack)
        assert len(known) == 1
    assert (tmp_path / "x.h5").stat().st_size < array.nbytes / 10
