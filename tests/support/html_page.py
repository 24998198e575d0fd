"""A page that the grader wrote, as a browser would read it."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """
    What a page has: its elements, what they would load or run, and the text that a reader sees.

    Attributes
    ----------
    tags : the names of its elements
    ids : their ids
    loads : the addresses that it loads or leads to, but links to the web, which load nothing until
        somebody follows them
    texts : its text, in pieces
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.loads: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), (tag, attrs)
            assert "javascript:" not in (value or ""), (tag, attrs)
            if name == "id":
                self.ids.append(value)
            followed = tag == "a" and value.startswith("https://")
            loads = name in ("src", "href", "action", "data", "poster", "xlink:href")
            if loads and not followed:
                self.loads.append(value or "")

    def handle_data(self, data):
        self.texts.append(data)
