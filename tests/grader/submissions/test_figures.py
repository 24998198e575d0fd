"""A notebook's own figures: decoded and encoded again, and nothing else of its outputs."""

from __future__ import annotations

import base64
import io
import json
import struct
import zlib

import nbformat
import numpy as np
import pytest
from conftest import ROOT
from PIL import Image, PngImagePlugin

from grader.errors import Unreadable
from grader.submissions import figures, pictures
from grader.submissions.figures import LARGE_FILE, TOP, guides, read_figures
from grader.submissions.pictures import (
    DAMAGED,
    NOT_SHOWN,
    THE_REST,
    TOO_LARGE,
    Album,
    Picture,
    read_attachments,
)
from grader.submissions.png import encoded_again
from grader.submissions.reader import reader
from grader.this_course import COURSE

NAME = "04-backward"
RELEASED = {NAME: nbformat.read(ROOT / "notebooks" / f"{NAME}.ipynb", 4)}
GUIDES = guides(COURSE, RELEASED)
SCRIPT = b"<script>alert(1)</script>"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def drawn(form="PNG", size=(30, 20), mode="RGB", **options) -> bytes:
    """Encode a picture with two colors."""
    image = Image.new(mode, size)
    image.paste(Image.new(mode, (size[0] // 2, size[1]), "white"))
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """Give a small file that says it is a large picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pixels = zlib.compress(bytes(100_000))
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def base64_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


def output(metadata=None, **data) -> dict:
    data = {kind.replace("_", "/"): value for kind, value in data.items()}
    return {"output_type": "display_data", "data": data, "metadata": metadata or {}}


def png(content: bytes, alt: str = "") -> dict:
    return output({"image/png": {"alt": alt}} if alt else None, image_png=base64_of(content))


def submit(folder, *outputs, source="plot(costs)", after="check_linear_backward"):
    """Submit the notebook with a cell of the student's own that has these outputs."""
    cells = [dict(cell) for cell in RELEASED[NAME].cells]
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id", "") for cell in cells]
    own = {"cell_type": "code", "metadata": {}, "source": source, "outputs": list(outputs)}
    cells.insert(ids.index(after) + 1 if after else 0, own)
    (folder / f"{NAME}.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}))
    return folder


def figures_of(folder) -> dict[str, list[Picture]]:
    return read_figures(COURSE, RELEASED, GUIDES, folder)[NAME]


def only(folder) -> Picture:
    [[found]] = figures_of(folder).values()
    return found


def decoded(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(picture.png)), formats=["PNG"])


def chunks(picture: Picture) -> set[bytes]:
    content, at, kinds = base64.b64decode(picture.png), 8, set()
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kinds.add(content[at + 4 : at + 8])
        at += 12 + length
    return kinds


def test_a_figure_keeps_its_pixels_and_its_description(tmp_path):
    found = only(submit(tmp_path, png(drawn(), alt="The cost falls.")))
    with decoded(found) as image, Image.open(io.BytesIO(drawn())) as before:
        assert image.tobytes() == before.tobytes()
    assert (found.alt, found.problem) == ("The cost falls.", "")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixels_is_read(tmp_path, mode):
    content = drawn(mode=mode)
    with (
        decoded(only(submit(tmp_path, png(content)))) as image,
        Image.open(io.BytesIO(content)) as before,
    ):
        assert image.mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")
        assert image.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_transparency_stays(tmp_path):
    file = io.BytesIO()
    Image.new("RGBA", (2, 2), (1, 2, 3, 4)).save(file, "PNG")
    with decoded(only(submit(tmp_path, png(file.getvalue())))) as image:
        assert image.getpixel((0, 0)) == (1, 2, 3, 4)


def test_a_figure_is_made_no_wider_than_a_page_shows_it(tmp_path):
    with decoded(only(submit(tmp_path, png(drawn(size=(3000, 600)))))) as image:
        assert image.size == (1400, 280)


def test_a_figure_is_placed_at_the_graded_cell_above_it(tmp_path):
    for after in ("check_linear_backward", "linear_backward", "check_L_model_backward"):
        folder = tmp_path / after
        folder.mkdir()
        assert [*figures_of(submit(folder, png(drawn()), after=after))] == [after]
    assert [*figures_of(submit(tmp_path, png(drawn()), after=""))] == [TOP]


def test_a_cell_that_lost_its_id_is_known_by_its_text(tmp_path):
    path = submit(tmp_path, png(drawn())) / f"{NAME}.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    path.write_text(json.dumps(notebook))
    assert [*figures_of(tmp_path)] == ["check_linear_backward"]


def test_what_the_notebook_draws_for_everybody_is_left_out(tmp_path):
    path = submit(tmp_path) / f"{NAME}.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [png(drawn(), cell["source"])]
    path.write_text(json.dumps(notebook))
    drawn_by = [picture.alt for found in figures_of(tmp_path).values() for picture in found]
    assert not any(text.startswith(("draw_blocks(3", "plot_activation")) for text in drawn_by)
    assert any("L_model_backward" in text for text in drawn_by)
    assert "plot(costs)" in drawn_by


@pytest.mark.parametrize(
    "content",
    [
        drawn() + SCRIPT,  # behind the end of the picture
        b"".join([drawn()[:33], chunk(b"tEXt", b"Title\0" + SCRIPT), drawn()[33:]]),
        drawn(pnginfo=PngImagePlugin.PngInfo()),
        drawn(icc_profile=SCRIPT * 20),
        drawn(exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0" + SCRIPT),
        drawn()[:33] + chunk(b"zzZz", SCRIPT) + drawn()[33:],
    ],
    ids=["trailing", "text", "plain", "profile", "exif", "unknown"],
)
def test_nothing_but_pixels_is_kept_of_a_file(tmp_path, content):
    found = only(submit(tmp_path, png(content)))
    assert chunks(found) == {b"IHDR", b"IDAT", b"IEND"}
    assert b"script" not in base64.b64decode(found.png)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        SVG.encode(),
        SCRIPT,
        b"<!--" + drawn(),
        b"GIF89a/*" + SCRIPT,
        drawn("GIF"),
        drawn("JPEG"),
        drawn("TIFF"),
        drawn()[:60],
        drawn().replace(b"IDAT", b"IDAX"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
)
def test_what_is_no_png_is_not_shown(tmp_path, content):
    found = only(submit(tmp_path, png(content)))
    assert found == Picture(problem=DAMAGED.format(format="PNG"))


@pytest.mark.parametrize(
    "data", ["%%%", "'><script>alert(1)</script>", "iVBORw0KGgo", 5, None, ["a", 5], {"a": 1}, "ü"]
)
def test_rubbish_in_place_of_base64_is_not_shown(tmp_path, data):
    assert only(submit(tmp_path, output(image_png=data))).problem == DAMAGED.format(format="PNG")


def test_base64_on_several_lines_is_read(tmp_path):
    text = base64_of(drawn())
    data = [f"{text[:40]}\n", f"  {text[40:]}\n"]
    assert only(submit(tmp_path, output(image_png=data))).png


def plain(lines: bytes, packed: bytes | None = None, form=b"\x08\x02\0\0\0") -> bytes:
    """Give a file of two lines with two pixels each, as they are written or as they are packed."""
    data = zlib.compress(lines) if packed is None else packed
    parts = (b"IHDR", struct.pack(">II", 2, 2) + form), (b"IDAT", data), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


LINES = bytes([1, *b"abcdef", 4, *b"ghijkl"])


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_figure_as_matplotlib_writes_it_is_encoded_again_in_the_short_way(mode):
    noise = Image.frombytes(mode, (90, 60), np.random.default_rng(1).bytes(90 * 60 * len(mode)))
    noise.paste(Image.linear_gradient("L").convert(mode), (20, 10))
    file, text = io.BytesIO(), PngImagePlugin.PngInfo()
    text.add_text("Software", "Matplotlib")
    noise.save(file, "PNG", pnginfo=text, dpi=(150, 150))
    encoded, pixels = encoded_again(file.getvalue(), 90, 60)
    assert pixels == 90 * 60
    assert b"Matplotlib" in file.getvalue()
    assert b"Matplotlib" not in encoded
    with Image.open(io.BytesIO(encoded)) as image:
        assert (image.mode, image.tobytes(), image.info) == (mode, noise.tobytes(), {})


def test_every_filter_of_lines_is_kept():
    for number in range(5):
        content = plain(bytes([number, *b"abcdef", number, *b"ghijkl"]))
        encoded, _ = encoded_again(content, 9, 9)
        with (
            Image.open(io.BytesIO(encoded)) as image,
            Image.open(io.BytesIO(content)) as before,
        ):
            assert image.tobytes() == before.tobytes()


def test_of_the_packed_lines_nothing_is_kept_but_the_lines():
    """A stream can hold text that is no pixel: here in a block without any, and behind its end."""
    packer = zlib.compressobj(0)
    stored = packer.compress(LINES) + packer.flush(zlib.Z_FULL_FLUSH) + packer.flush()
    hidden = stored[:2] + b"\0\0\0\xff\xff" * 40 + stored[2:]
    encoded, _ = encoded_again(plain(LINES, hidden), 9, 9)
    assert b"\0\0\0\xff\xff" * 2 not in encoded
    assert encoded_again(plain(LINES, hidden + SCRIPT), 9, 9)[0] == encoded
    assert b"script" not in encoded


@pytest.mark.parametrize(
    "content",
    [
        plain(LINES[:-1]),
        plain(LINES + b"x"),
        plain(b"\5" + LINES[1:]),
        plain(LINES, zlib.compress(LINES)[:-1]),
        plain(LINES, zlib.compress(LINES)[:-1] + b"\0"),
        plain(LINES, b""),
        plain(LINES)[:-5],
        plain(LINES)[:33] + chunk(b"tEXt", b"") * 10_000 + plain(LINES)[33:],
        plain(LINES).replace(b"IDAT", b"IDAX"),
        plain(LINES)[:-1] + b"x",
        plain(LINES, form=b"\x08\x02\0\0\1"),
        plain(LINES, form=b"\x08\x03\0\0\0"),
        plain(LINES, form=b"\x10\x02\0\0\0"),
        drawn(size=(9, 9), icc_profile=SCRIPT),
        drawn(size=(9, 9), exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0"),
        drawn(size=(9, 9), transparency=(255, 255, 255)),
        drawn(size=(10, 9)),
        drawn(size=(9, 10)),
        bomb(9, 9),
        b"",
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_a_figure_of_any_other_form_or_with_a_fault_is_not_encoded_in_the_short_way(content):
    assert encoded_again(content, 9, 9) is None


@pytest.mark.parametrize("size", [(8_000, 6_000), (10_000, 10_000), (50_000, 50_000), (2**31, 1)])
def test_a_picture_with_too_many_pixels_is_not_decoded(tmp_path, size):
    assert only(submit(tmp_path, png(bomb(*size)))).problem in (
        TOO_LARGE,
        DAMAGED.format(format="PNG"),  # no PNG file may be that wide
    )
    if size < (2**31, 1):
        assert only(tmp_path).problem == TOO_LARGE


@pytest.mark.exhaustive
def test_the_largest_picture_fits_in_the_memory_of_the_reader(tmp_path):
    submit(tmp_path, png(drawn(size=(8_000, 5_000), mode="RGBA", compress_level=1)))
    [[found]] = reader().call(read_figures, COURSE, RELEASED, GUIDES, tmp_path)[NAME].values()
    with decoded(found) as image:
        assert image.size == (1_400, 875)


def test_a_compressed_text_of_gigabytes_is_not_read(tmp_path):
    packer = zlib.compressobj(9)
    text = b"".join(packer.compress(bytes(2**20)) for _ in range(64)) + packer.flush()
    content = drawn()[:33] + chunk(b"zTXt", b"Title\0\0" + text) + drawn()[33:]
    assert only(submit(tmp_path, png(content))).problem == DAMAGED.format(format="PNG")


@pytest.mark.parametrize(
    "outputs",
    [
        [png(drawn())] * 3_000,
        [png(b"")] * 3_000,
        [output(**{"image_svg+xml": SVG})] * 3_000,
    ],
)
def test_of_thousands_of_figures_the_first_fifty_count(tmp_path, outputs):
    [found] = figures_of(submit(tmp_path, *outputs)).values()
    assert len(found) == 51
    assert [picture.problem == THE_REST for picture in found] == [False] * 50 + [True]


@pytest.mark.parametrize("limit", ["MOST_PIXELS", "MOST_BYTES"])
def test_all_figures_together_have_a_limit(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(pictures, limit, 1_500 if limit == "MOST_PIXELS" else 200)
    [found] = figures_of(submit(tmp_path, *[png(drawn())] * 5)).values()
    assert found[-1].problem == THE_REST
    assert len(found) < 5
    assert found[0].png


def test_a_file_that_is_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "MOST_BYTES", 1_000)
    assert figures_of(submit(tmp_path, png(drawn()))) == {TOP: [Picture(problem=LARGE_FILE)]}


@pytest.mark.parametrize(
    "one, said",
    [
        (output(**{"image_svg+xml": SVG}), NOT_SHOWN.format(format="SVG")),
        (output(image_jpeg=base64_of(drawn("JPEG"))), NOT_SHOWN.format(format="JPEG")),
    ],
)
def test_of_another_format_it_says_so(tmp_path, one, said):
    assert only(submit(tmp_path, one)) == Picture(problem=said)


@pytest.mark.parametrize(
    "one",
    [
        output(text_html=f"{SCRIPT.decode()}<img src=x onerror=alert(1)>"),
        output(**{"application_javascript": "alert(1)", "text_latex": "$x$"}),
        {"output_type": "stream", "name": "stdout", "text": SCRIPT.decode()},
        {"output_type": "error", "ename": SCRIPT.decode(), "evalue": "", "traceback": []},
        {"output_type": "display_data", "data": ["image/png"]},
        "image/png",
        None,
    ],
)
def test_other_outputs_are_not_read(tmp_path, one):
    assert figures_of(submit(tmp_path, one)) == {}


@pytest.mark.parametrize(
    "metadata, text, alt",
    [
        ({}, "A plot of the cost", "A plot of the cost"),
        ({}, "<Figure size 640x480 with 1 Axes>", ""),
        ({"image/png": {"alt": "a\nb\x00\ud800\u202e c"}}, "", "a b c"),
        ({"image/png": {"alt": ["a"]}}, ["b", "c"], "bc"),
        ([], 5, "5"),
        ({"image/png": {"alt": "x" * 9_999}}, "", "x" * 500),
    ],
)
def test_a_description_is_one_line_of_text(tmp_path, metadata, text, alt):
    one = {"output_type": "display_data", "metadata": metadata}
    one["data"] = {"image/png": base64_of(drawn()), "text/plain": text}
    assert only(submit(tmp_path, one)).alt == alt


@pytest.mark.parametrize(
    "content",
    ["", "[]", "5", '{"cells": 5}', '{"cells": [5, {"outputs": 5}]}', "[" * 99_999, '{"cells": [{'],
)
def test_a_damaged_notebook_has_no_figures(tmp_path, content):
    (tmp_path / f"{NAME}.ipynb").write_text(content)
    assert figures_of(tmp_path) == {}


def test_a_link_and_a_python_file_have_no_figures(tmp_path):
    submit(tmp_path, png(drawn()))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"{NAME}.ipynb").rename(tmp_path / "elsewhere" / "x")
    (tmp_path / f"{NAME}.ipynb").symlink_to(tmp_path / "elsewhere" / "x")
    assert figures_of(tmp_path) == {}
    (tmp_path / f"{NAME}.ipynb").unlink()
    (tmp_path / f"{NAME}.py").write_text("x = 1")
    assert figures_of(tmp_path) == {}


@pytest.mark.slow
def test_a_file_that_takes_too_much_memory_is_reported(tmp_path):
    (tmp_path / f"{NAME}.ipynb").write_text("[" + "[]," * 15_000_000 + "[]]")
    with pytest.raises(Unreadable, match="more memory"):
        reader().call(read_figures, COURSE, RELEASED, GUIDES, tmp_path)


def test_pictures_in_an_answer_may_be_of_four_formats():
    data = {
        form: {f"image/{form.lower()}": base64_of(drawn(form))}
        for form in ("PNG", "JPEG", "GIF", "WEBP")
    }
    data["x"] = {"image/svg+xml": base64_of(SVG.encode())}
    data["y"] = {"image/jpeg": base64_of(drawn("PNG"))}
    found = read_attachments(data)
    for picture in found[:4]:
        assert chunks(picture) == {b"IHDR", b"IDAT", b"IEND"}
    assert [picture.problem for picture in found[4:]] == [
        NOT_SHOWN.format(format="SVG"),
        DAMAGED.format(format="JPEG"),
    ]


def test_a_photo_that_lies_on_its_side_is_turned():
    exif = Image.Exif()
    exif[274] = 6  # the camera was turned to the right
    album = Album("image/jpeg")
    found = album.add("image/jpeg", base64_of(drawn("JPEG", exif=exif)))
    with decoded(found) as image:
        assert image.size == (20, 30)
