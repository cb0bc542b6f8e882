"""From a file, an address or pasted text to the text that is audited: HTML, Markdown, PDF and plain text."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kneewise.claims.refusals import refused
from kneewise.claims.text import words_in
from kneewise.errors import InputError, TooLargeError

if TYPE_CHECKING:
    from kneewise.claims.fetch import Fetched

MOST_BYTES = 25_000_000
MOST_PDF_PAGES = 300
# HTML above this size, or nested deeper than this, is not given to the main-text finder but read tag by tag.
LARGEST_HTML = 3_000_000
DEEPEST_HTML = 200
# A file is text if at most this share of its first characters are control signs.
LOOKED_AT = 20_000
MOST_ODD = 0.01
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
])  # fmt: skip
_SILENT = frozenset([
    "script", "style", "noscript", "template", "svg", "head", "iframe", "object", "canvas", "math", "select",
    "textarea", "video", "audio",
])  # fmt: skip
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?:[\s/][^<>]{0,4000})?>|<[!?][^<>]{0,500}>")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\s]{0,2000}\)")
_MARKDOWN_MARKS = re.compile(r"(\*\*|__|`)")
_SPACES = re.compile(r"[ \t\u00a0\r\f\v]+")
# A block with fewer words than this that is only a link or button is navigation, unless it sells something.
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class PageText:
    """The text shown, with the page's title and address where known."""

    text: str
    title: str = ""
    url: str = ""


def read_page(source: str | Path | bytes, *, name: str = "", language: str = "en") -> PageText:
    """The text of an address (``str``), a file (``Path``) or a file's bytes (``bytes``, with the file's ``name``).

    What it is given decides what it does, so that a string from outside can never name a file on this machine.
    ``language`` is that of the sentences in which it refuses.

    Raises
    ------
    InputError
        For a file that is not there, is locked or holds no text, and for all that `claims.fetch.fetch` refuses.
    """
    if isinstance(source, str):
        from kneewise.claims.fetch import fetch

        return read_fetched(fetch(source, language=language), language)
    if isinstance(source, bytes):
        if len(source) > MOST_BYTES:
            raise refused(TooLargeError, name or "file", "too-large", language, megabytes=MOST_BYTES // 1_000_000)
        return read_bytes(source, Path(name).suffix.lower(), language=language)
    return read_bytes(_bytes_of(source, language), source.suffix.lower(), language=language)


def _bytes_of(path: Path, language: str) -> bytes:
    if not path.is_file():
        what = "folder" if path.is_dir() else "no-file" if path.exists() else "not-there"
        raise refused(InputError, str(path), what, language)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refused(TooLargeError, str(path), "too-large", language, megabytes=MOST_BYTES // 1_000_000)
        return path.read_bytes()
    except PermissionError as error:
        raise refused(InputError, str(path), "not-allowed", language) from error


def read_fetched(fetched: Fetched, language: str = "en") -> PageText:
    """The text of what an address gave."""
    suffix = {"application/pdf": ".pdf", "text/plain": ".txt", "text/markdown": ".md"}.get(fetched.media_type, ".html")
    page = read_bytes(fetched.content, suffix, fetched.charset, language=language)
    return PageText(page.text, page.title, fetched.url)


def read_bytes(content: bytes, suffix: str = "", charset: str | None = None, *, language: str = "en") -> PageText:
    """The text of a file's bytes; what it is shows in its first bytes, else in its suffix."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return _read_pdf(content, language)
    if suffix == ".pdf":
        raise refused(InputError, "file", "pdf-name", language)
    text = decode(content, charset)
    if _is_no_text(text):
        raise refused(InputError, "file", "no-text", language)
    if suffix in (".html", ".htm", ".xhtml") or (suffix not in (".txt", ".md") and _looks_like_html(text)):
        return read_html(text, language)
    found = read_markdown(text) if suffix == ".md" else read_text(text, language)
    if not found.text.strip():
        raise refused(InputError, "file", "empty", language)
    return found


def _is_no_text(text: str) -> bool:
    """Whether this is a picture, a program or an office file: text has hardly any control signs, and no NUL."""
    start = text[:LOOKED_AT]
    return "\x00" in start or len(_CONTROL.findall(start)) > MOST_ODD * len(start)


def decode(content: bytes, charset: str | None = None) -> str:
    """Bytes as text: by the charset given, a byte-order mark, UTF-8, the page's own meta tag, else Windows-1252."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(name, "replace")
    declared = re.search(rb"charset=[\"']?([A-Za-z0-9_-]{2,40})", content[:4096])
    for alphabet in (charset, "utf-8", declared.group(1).decode() if declared else None):
        if alphabet:
            try:
                return content.decode(alphabet)
            except (LookupError, UnicodeDecodeError):
                continue
    return content.decode("cp1252", "replace")


def _looks_like_html(text: str) -> bool:
    start = text[:2000].lower()
    return (
        "<html" in start
        or "<!doctype html" in start
        or len(re.findall(r"</?(?:p|div|h1|h2|ul|li|body|span)\b", start)) >= 3
    )


def read_text(text: str, language: str = "en") -> PageText:
    """Pasted or plain text as it is; HTML that was pasted is read as HTML."""
    if _looks_like_html(text):
        return read_html(text, language)
    return PageText(text)


def read_markdown(text: str) -> PageText:
    """Markdown with its links and marks taken off; headings, lists and tables keep their signs."""
    plain = _MARKDOWN_MARKS.sub("", _MARKDOWN_LINK.sub(r"\1", text))
    return PageText(plain)


def _read_pdf(content: bytes, language: str) -> PageText:
    import logging

    import pypdf

    # what pypdf says about a damaged file is said here, in one sentence
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refused(InputError, "pdf", "locked", language)
        count = len(reader.pages)
        if count > MOST_PDF_PAGES:
            raise refused(TooLargeError, "pdf", "pdf-pages", language, pages=count, most=MOST_PDF_PAGES)
        pages = [page.extract_text() or "" for page in reader.pages]
        title = str((reader.metadata or {}).get("/Title") or "")
    except (
        pypdf.errors.PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ) as error:
        raise refused(InputError, "pdf", "broken", language) from error
    text = _tidy("\n".join(pages))
    text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)  # words divided at the end of a line
    if not text.strip():
        raise refused(InputError, "pdf", "pictures", language)
    return PageText(text, title.strip())


def read_html(source: str, language: str = "en") -> PageText:
    """The main text of a page, with the lists, tables, banners, buttons and footers that a finder of main text drops.

    The main text is found by trafilatura, favouring recall; what the page shows beside it is added from the document,
    in the page's order. Very large or deeply nested pages are read tag by tag.
    """
    title = _title(source)
    blocks = html_blocks(source)
    shown = _unrepeated(blocks)
    if len(source) <= LARGEST_HTML and _depth(source) <= DEEPEST_HTML:
        main = _main_text(source)
        if main:
            shown = _merged(main, shown)
    text = "\n".join(shown).strip()
    if not text:
        raise refused(InputError, "page", "empty", language)
    return PageText(text, title)


def _main_text(source: str) -> list[str]:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.extract(
        source, favor_recall=True, include_tables=True, include_comments=True, include_links=False, deduplicate=False
    )
    return [line.strip() for line in (found or "").split("\n") if line.strip()]


def _merged(main: list[str], blocks: list[str]) -> list[str]:
    """The document's blocks in order: those in the main text, and of the rest those with something to say.

    Blocks come from one walk over the document, so that the same words give the same text whatever the finder thinks;
    the main text decides about short blocks only (menus and crumbs are left out, list items are kept).
    """
    known = " ".join(_key(line) for line in main)
    out = []
    for block in blocks:
        key = _key(block)
        if not key:
            continue
        if key in known or len(words_in(block)) >= _FEWEST_WORDS:
            out.append(block)
    return out


def _key(text: str) -> str:
    return " ".join(words_in(text.lower()))


def _unrepeated(blocks: list[str]) -> list[str]:
    """Blocks without exact repeats of long ones (menus and banners are often in a page twice)."""
    seen: set[str] = set()
    out = []
    for block in blocks:
        key = _key(block)
        if key in seen and len(key) > 20:
            continue
        seen.add(key)
        out.append(block)
    return out


def html_blocks(source: str) -> list[str]:
    """What a page shows, block by block, in its order: one linear walk over its tags, safe at any depth.

    List items begin with "- ", table rows are joined by " | ", headings begin with "# ".
    """
    out: list[str] = []
    buffer: list[str] = []
    prefix = ""
    silent: str | None = None
    row: list[str] | None = None
    position = 0

    def flush() -> None:
        nonlocal prefix
        text = _SPACES.sub(" ", html.unescape("".join(buffer)).replace("\n", " ")).strip()
        buffer.clear()
        if text:
            if row is not None:
                row.append(text)
            else:
                out.append(prefix + text)
                prefix = ""

    source = _without_comments(source)
    for m in _TAG.finditer(source):
        if silent is None and m.start() > position:
            buffer.append(source[position : m.start()])
        position = m.end()
        name = (m.group(2) or "").lower()
        if not name:
            continue
        closing = m.group(1) == "/"
        if silent is not None:
            if closing and name == silent:
                silent = None
            continue
        if name in _SILENT and not closing and not m.group().endswith("/>"):
            silent = name
            flush()
            continue
        if name not in _BLOCKS:
            continue
        flush()
        if name == "tr":
            if row:
                out.append("| " + " | ".join(row) + " |")
            row = None if closing else []
        elif name == "table" and closing:
            row = None
        prefix = (
            ""
            if closing
            else "- "
            if name == "li"
            else "# "
            if name in ("h1", "h2", "h3", "h4", "h5", "h6")
            else prefix
        )
    if silent is None:
        buffer.append(source[position:])
    flush()
    if row:
        out.append("| " + " | ".join(row) + " |")
    return out


def _without_comments(source: str) -> str:
    """The page without its comments, in one linear pass; an unclosed comment hides the rest, as in a browser."""
    pieces, position = [], 0
    while (start := source.find("<!--", position)) >= 0:
        pieces.append(source[position:start])
        end = source.find("-->", start + 4)
        if end < 0:
            return "".join(pieces)
        position = end + 3
    pieces.append(source[position:])
    return " ".join(pieces)


def _depth(source: str) -> int:
    """How deeply block tags are nested, roughly: opened minus closed, at its highest."""
    depth = deepest = 0
    for m in _TAG.finditer(source):
        name = (m.group(2) or "").lower()
        if (
            name in _BLOCKS and name not in ("br", "hr", "p", "li", "td", "th", "tr", "option", "dt", "dd")
        ) or name == "span":
            depth = max(0, depth + (-1 if m.group(1) else 1))
            deepest = max(deepest, depth)
    return deepest


def _title(source: str) -> str:
    m = re.search(r"<title[^<>]{0,500}>([^<]{0,500})", source[:200_000], re.IGNORECASE)
    return _SPACES.sub(" ", html.unescape(m.group(1)).replace("\n", " ")).strip() if m else ""


def _tidy(text: str) -> str:
    return "\n".join(_SPACES.sub(" ", line).rstrip() for line in text.split("\n"))


def as_dict(page: PageText) -> dict[str, Any]:
    """The page as plain data."""
    return {"text": page.text, "title": page.title, "url": page.url}
