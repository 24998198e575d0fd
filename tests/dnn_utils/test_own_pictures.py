"""A student's own picture: cut, turned, brought to size, and refused in one sentence."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dnn_utils import DataError, load_picture

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def save(path, image, **options):
    image.save(path, **options)
    return path


def flag(*colors, width=120, height=40):
    """Draw stripes of equal width, from left to right."""
    image = Image.new("RGB", (width, height))
    wide = width // len(colors)
    for index, color in enumerate(colors):
        image.paste(color, (index * wide, 0, (index + 1) * wide, height))
    return image


def test_shape_and_type(tmp_path):
    path = save(tmp_path / "a.png", flag(RED))
    for given in (path, str(path)):
        picture = load_picture(given)
        assert picture.shape == (64, 64, 3)
        assert picture.dtype == np.uint8
        assert picture.flags.writeable
    assert load_picture(path, 8).shape == (8, 8, 3)
    assert load_picture(path, size=np.int64(100)).shape == (100, 100, 3)


@pytest.mark.parametrize("turned", [False, True])
def test_the_middle_square_is_cut_out(turned, tmp_path):
    image = flag(RED, GREEN, BLUE)
    path = save(tmp_path / "a.png", image.transpose(Image.Transpose.ROTATE_90) if turned else image)
    assert (load_picture(path, 10) == GREEN).all()


def test_it_is_smoothed_and_not_picked(tmp_path):
    """Black and white dots in turn, 4 by 4 on each that is left: neither is lost."""
    dots = (np.indices((64, 64)).sum(axis=0) % 2 * 255).astype(np.uint8)
    picture = load_picture(save(tmp_path / "a.png", Image.fromarray(dots)), 16)
    np.testing.assert_allclose(picture[2:-2, 2:-2], 127.5, atol=2)


def test_a_picture_of_the_right_size_comes_as_it_is(tmp_path):
    dots = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    assert (load_picture(save(tmp_path / "a.png", Image.fromarray(dots))) == dots).all()


# How a camera was held, and how to turn the stored picture so that it is upright.
UPRIGHT = {
    1: lambda a: a,
    2: np.fliplr,
    3: lambda a: np.rot90(a, 2),
    4: np.flipud,
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: np.rot90(a, 2).swapaxes(0, 1),
    8: np.rot90,
}


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_a_photograph_is_turned_upright(orientation, tmp_path):
    dots = np.random.default_rng(0).integers(0, 256, (8, 8, 3), dtype=np.uint8)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = save(tmp_path / "a.png", Image.fromarray(dots), exif=exif)
    assert (load_picture(path, 8) == UPRIGHT[orientation](dots)).all()


def test_what_is_transparent_is_white(tmp_path):
    dots = np.zeros((8, 8, 4), np.uint8)
    dots[:4] = (*RED, 255)
    dots[4:] = (*BLUE, 128)
    dots[6:] = (*BLUE, 0)
    picture = load_picture(save(tmp_path / "a.png", Image.fromarray(dots)), 8)
    assert (picture[:4] == RED).all()
    assert (picture[4:6] == (127, 127, 255)).all()
    assert (picture[6:] == WHITE).all()


def palette_with_a_transparent_color():
    image = flag(RED, BLUE, width=8, height=8).quantize(2)
    image.info["transparency"] = image.getpixel((0, 0))
    return image


def test_a_palette_with_a_transparent_color(tmp_path):
    path = save(tmp_path / "a.png", palette_with_a_transparent_color())
    picture = load_picture(path, 8)
    assert (picture[:, :4] == WHITE).all()
    assert (picture[:, 4:] == BLUE).all()


MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB"]
KINDS = ["png", "jpg", "gif", "bmp", "webp", "tif", "ppm"]


def fits(mode: str, kind: str) -> bool:
    """Say whether Pillow writes such a file."""
    try:
        Image.new(mode, (8, 8)).save(io.BytesIO(), {"jpg": "jpeg", "tif": "tiff"}.get(kind, kind))
    except (OSError, ValueError):
        return False
    return True


FILES = [(mode, kind) for mode in MODES for kind in KINDS if mode != "LAB" and fits(mode, kind)]


@pytest.mark.parametrize(("mode", "kind"), FILES)
def test_kinds_of_files_and_of_colors(mode, kind, tmp_path):
    """Half white and half black, which all of them can hold."""
    image = flag(WHITE, (0, 0, 0), width=32, height=32).convert(mode)
    picture = load_picture(save(tmp_path / f"a.{kind}", image), 32)
    assert picture[:, :12].min() > 235
    assert picture[:, -12:].max() < 45


def test_gray_in_16_bits(tmp_path):
    levels = np.repeat(np.array([[0, 128 * 257, 65535, 255]], np.uint16), 4, axis=0)
    picture = load_picture(save(tmp_path / "a.png", Image.fromarray(levels)), 4)
    assert (picture == np.array([0, 128, 255, 1])[None, :, None]).all()


def refused(path) -> str:
    with pytest.raises(DataError) as error:
        load_picture(path)
    assert error.value._render_traceback_() == [str(error.value)]
    return str(error.value)


GIVE = "give load_picture the path of a picture file."
SAVE = "save it as PNG or JPEG in another program, and load that."


def test_no_file(tmp_path):
    path = tmp_path / "cat.png"
    assert refused(path) == f"{path} is not there; {GIVE}"
    assert refused("cat.png") == f"cat.png is not there; {GIVE}"


def test_an_address_on_the_web():
    assert refused("https://example.org/cat.jpg") == (
        "https://example.org/cat.jpg is an address on the web; save the picture beside the "
        "notebook first."
    )


def test_a_folder(tmp_path):
    assert refused(tmp_path) == f"{tmp_path} is a folder, not a picture; {GIVE}"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a cat",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\0\0\0\x18ftypheic" + bytes(99),
    ],
    ids=["empty", "text", "svg", "heic"],
)
def test_what_is_no_picture(content, tmp_path):
    path = tmp_path / "cat.png"
    path.write_bytes(content)
    assert refused(path) == f"{path} is no picture that can be read here; {SAVE}"


@pytest.mark.parametrize("kind", ["png", "jpg", "gif", "bmp"])
def test_a_truncated_file(kind, tmp_path):
    dots = np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    path = save(tmp_path / f"cat.{kind}", Image.fromarray(dots))
    path.write_bytes(path.read_bytes()[:2000])
    assert (
        refused(path) == f"{path} is damaged, or a kind of picture that can't be read here; {SAVE}"
    )


def test_damaged_files_raise_nothing_else(tmp_path):
    rng = np.random.default_rng(0)
    sound = {kind: save(tmp_path / f"a.{kind}", flag(RED, BLUE)).read_bytes() for kind in KINDS}
    shapes = set()
    for kind in KINDS * 30:
        content = bytearray(sound[kind])
        for place in rng.integers(0, len(content), 5):
            content[place] = rng.integers(0, 256)
        path = Path(tmp_path, f"b.{kind}")
        path.write_bytes(content)
        try:
            shapes.add(load_picture(path).shape)
        except DataError as error:
            assert str(path) in str(error)
    assert shapes == {(64, 64, 3)}


def test_a_picture_that_is_far_too_large(tmp_path, monkeypatch):
    path = save(tmp_path / "cat.png", flag(RED))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert refused(path) == f"{path} is too large a picture; make it smaller first."
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 3000)  # it only warns of less than twice that
    assert (load_picture(path) == RED).all()


@pytest.mark.parametrize("size", [0, -1, 64.0, "64", None])
def test_a_size_that_is_none(size, tmp_path):
    path = save(tmp_path / "a.png", flag(RED))
    with pytest.raises(ValueError) as error:
        load_picture(path, size)
    assert str(error.value) == f"size should be a whole number from 1 on, not {size!r}."
