"""Where the project is published, and the links and badges that are made of this one setting."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from grader.errors import SourceError

FILE = Path(__file__).with_name("addresses.toml")
# The branch whose notebooks Colab and Binder open.
BRANCH = "main"
_PROJECT = re.compile(r"https://github\.com/([\w.-]+)/([\w.-]+)")
# What a badge opens, by the name of its picture.
BADGES = {"browser": "your browser", "colab": "Colab", "binder": "Binder"}
# Between these lines, README.md has what `grader build` writes.
_BEGIN, _END = "<!-- begin: made by grader build -->", "<!-- end -->"
# How a setup cell begins, and how it does where the site's address is known.
_SETUP = """\
import sys

sys.path.append("..")  # where dnn_utils and testcases are
"""
_GETTING_SETUP = """\
import importlib.util
import sys

sys.path += ["..", "{folder}"]  # where dnn_utils and testcases are
if importlib.util.find_spec("testcases") is None:  # they are not there, as in Colab
    import io
    import urllib.request
    import zipfile

    print("Downloading the course's helpers, checks and pictures to the folder {folder}.")
    with urllib.request.urlopen("{address}") as reply:
        zipfile.ZipFile(io.BytesIO(reply.read())).extractall()
    importlib.invalidate_caches()
"""
# The course as a zip file, which the site has, and the folder in it.
ARCHIVE, FOLDER = "dnn-course.zip", "dnn-course"
_BADGE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="24" \
viewBox="0 0 {width} 24" role="img" aria-label="Open in {name}">\
<rect width="{width}" height="24" rx="4" fill="#1f4e79"/>\
<path d="M11 7v10l7-5z" fill="#fff"/><text x="25" y="16.5" fill="#fff" \
font-family="Verdana,DejaVu Sans,sans-serif" font-size="12" textLength="{length}">\
Open in {name}</text></svg>
"""


@dataclass(frozen=True)
class Addresses:
    """
    Addresses outside of the project.

    Attributes
    ----------
    project : where the project is published, or "" as long as it is not
    site : where its site is published, with a slash at the end, or ""
    pyodide : where the browser gets Pyodide
    links : where README.md, the manual and the site's pages link to, beside these
    """

    project: str = ""
    site: str = ""
    pyodide: str = ""
    links: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no link can be made of, and fill in GitHub's address of the site."""
        found = _PROJECT.fullmatch(self.project)
        if self.project and not found:
            raise SourceError(
                f'The project\'s address in {FILE.name} is "{self.project}". Write it as in '
                "https://github.com/OWNER/NAME, or leave it empty."
            )
        site = self.site or (f"https://{found[1].lower()}.github.io/{found[2]}/" if found else "")
        if site and not re.fullmatch(r"\w+://\S*/", site):
            raise SourceError(f'The site\'s address in {FILE.name} is "{site}". End it with "/".')
        object.__setattr__(self, "site", site)

    def opened_by(self, notebook: str) -> dict[str, str]:
        """Give the links that open a notebook, by what they open it in."""
        file = f"notebooks/{notebook}.ipynb"
        found = {}
        if self.site:
            found["browser"] = f"{self.site}lite/notebooks/index.html?path={file}"
        if self.project:
            place = self.project.removeprefix("https://github.com/")
            found["colab"] = (
                f"https://colab.research.google.com/github/{place}/blob/{BRANCH}/{file}"
            )
            found["binder"] = f"https://mybinder.org/v2/gh/{place}/{BRANCH}?urlpath=lab/tree/{file}"
        return found

    def badges(self, notebook: str) -> str:
        """Write the badges of a notebook in Markdown; none as long as no address is set."""
        if not self.site:
            return ""
        return " ".join(
            f"[![Open in {BADGES[name]}]({self.site}_static/badge-{name}.svg)]({link})"
            for name, link in self.opened_by(notebook).items()
        )

    def in_setup(self, source: str) -> str:
        """Let a setup cell download what it needs where that is missing, if there is a site."""
        if not self.site:
            return source
        getting = _GETTING_SETUP.format(folder=FOLDER, address=f"{self.site}{ARCHIVE}")
        return source.replace(_SETUP.rstrip(), getting.rstrip(), 1)


def read_addresses(path: Path = FILE) -> Addresses:
    """Read the file with the addresses."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return Addresses(**found | {"links": tuple(found["links"])})


ADDRESSES = read_addresses()


def badge_pictures() -> dict[str, str]:
    """Draw the badges: file name, and SVG."""
    pictures = {}
    for name, text in BADGES.items():
        length = round(7.4 * len(f"Open in {text}"))
        pictures[f"badge-{name}.svg"] = _BADGE.format(name=text, length=length, width=length + 35)
    return pictures


def with_links(readme: str, first: str, addresses: Addresses = ADDRESSES) -> str:
    """
    Put the links to begin with into README.md.

    Parameters
    ----------
    readme : its text
    first : the notebook to begin with
    addresses : the project's
    """
    links = ""
    if addresses.site:
        links = (
            f"**[Begin in your browser]({addresses.site})**: there is nothing to install.\n\n"
            f"{addresses.badges(first)}\n"
        )
    before, rest = readme.split(_BEGIN)
    return f"{before}{_BEGIN}\n{links}{_END}{rest.split(_END, 1)[1]}"
