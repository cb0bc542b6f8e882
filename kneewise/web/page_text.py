"""The running text of a page: what a person reads from top to bottom, for counting words and the reading grade."""

from __future__ import annotations

from html.parser import HTMLParser

BLOCKS = frozenset(
    {
        "p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "legend", "summary", "figcaption", "div", "section",
        "blockquote",
    }
)  # fmt: skip
# Data, pictures and choices are no running text. `lang` marks titles quoted in another language; the class `data` rows
# of the dataset shown as a list.
SKIPPED = frozenset({"table", "svg", "pre", "script", "style", "select", "textarea", "nav", "form"})
NO_TEXT = frozenset({"visually-hidden", "cite", "data"})
VOID = frozenset({"br", "input", "img", "hr", "meta", "link"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._main = 0
        self._skip: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "main":
            self._main += 1
        if tag in VOID:
            if tag == "br":
                self.parts.append("\n")
            return
        classes = (given.get("class") or "").split()
        hidden = not NO_TEXT.isdisjoint(classes)
        if self._skip or tag in SKIPPED or ("lang" in given and tag != "html") or hidden:
            self._skip.append(tag)
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._skip:
            while self._skip and self._skip.pop() != tag:
                pass
            return
        if tag == "main":
            self._main -= 1
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._main and not self._skip:
            self.parts.append(data)


def running_text(html: str) -> str:
    """The running text inside ``<main>``, one block per line."""
    reader = _Reader()
    reader.feed(html)
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)
