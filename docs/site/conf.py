"""Sphinx's settings. `grader site` runs Sphinx on a copy of this folder, with the pages it adds."""

from docutils.nodes import Element, SkipNode
from latex2mathml.converter import convert

from grader.addresses import ADDRESSES

project = "A deep neural network by hand"
author = "the authors of the course"
copyright = "the authors of the course. Code: BSD 3-Clause. Text and pictures: CC BY 4.0"
extensions = ["myst_nb"]
exclude_patterns = ["_build"]
language = "en"

html_theme = "furo"
html_title = project
html_baseurl = ADDRESSES.site
html_static_path = ["_static"]
html_favicon = "_static/icon.png"
html_css_files = ["course.css"]
html_show_sourcelink = html_show_sphinx = html_copy_source = False
html_permalinks_icon = "#"
html_theme_options = {"navigation_with_keys": True}
pygments_style, pygments_dark_style = "a11y-high-contrast-light", "a11y-high-contrast-dark"
html_math_renderer = "mathml"

myst_enable_extensions = ["dollarmath", "attrs_inline"]
myst_heading_anchors = 3
# The notebooks come with their outputs. Nothing that a page loads comes from elsewhere.
nb_execution_mode = "off"
nb_ipywidgets_js = {}
nb_merge_streams = True


def _mathml(display: str):
    """Give the visitor that writes a formula as MathML, which needs no script and no font."""

    def visit(translator, node: Element) -> None:
        formula = convert(node.astext(), display=display)
        if display == "block":
            formula = f'<div class="math" tabindex="0">{formula}</div>'
        translator.body.append(formula)
        raise SkipNode

    return visit, None


def _for_everybody(app, page: str, template: str, context: dict, tree) -> None:
    """Add what keyboards and screen readers need: levels of headings, a stop at what scrolls."""
    for part, old, new in (
        ("furo_navigation_tree", 'role="heading"', 'role="heading" aria-level="2"'),
        ("body", "<pre>", '<pre tabindex="0">'),
        ("body", '<div style="overflow-x: auto">', '<div style="overflow-x: auto" tabindex="0">'),
        ("body", '<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
    ):
        context[part] = context.get(part, "").replace(old, new)


def setup(app) -> dict:
    """Register how formulas are written, and the last touch on each page."""
    app.connect("html-page-context", _for_everybody, priority=900)  # after the theme's
    app.add_html_math_renderer("mathml", _mathml("inline"), _mathml("block"))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
