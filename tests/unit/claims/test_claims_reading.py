"""Reading pages: HTML with lists, tables, banners, buttons and footers; PDF; Markdown; the same claims from all."""

import io
from pathlib import Path

import pypdf
import pytest
import typst

from kneewise.claims import RulesBackend
from kneewise.claims.reading import decode, html_blocks, read_bytes, read_html, read_markdown, read_page, read_text
from kneewise.errors import InputError, TooLargeError

HTML = """<!doctype html><html><head><title>Knee &amp; Joint Clinic</title><script>var x = "no risk";</script>
<style>.a{}</style></head><body>
<div class="banner"><span>Free seminar on Thursday!</span></div>
<nav><a href="/">Home</a><a href="/knee">Knee</a></nav>
<main><h1>Stem cell therapy for knees</h1>
<p>Our stem cell injections reduce <b>knee pain</b>&nbsp;and have no side effects.</p>
<ul><li>Cartilage regrows naturally</li><li>Back to work in 2 days</li></ul>
<table><tr><th>Treatment</th><th>Price</th></tr><tr><td>One knee</td><td>$6,500</td></tr></table>
<p>Our success rate is 92%.</p><!-- hidden: no risk at all --></main>
<button>Call now</button>
<footer><p>Results vary. The FDA has not approved these injections.</p></footer>
</body></html>"""
LINES = [
    "Free seminar on Thursday!",
    "# Stem cell therapy for knees",
    "Our stem cell injections reduce knee pain and have no side effects.",
    "- Cartilage regrows naturally",
    "- Back to work in 2 days",
    "| Treatment | Price |",
    "| One knee | $6,500 |",
    "Our success rate is 92%.",
    "Call now",
    "Results vary. The FDA has not approved these injections.",
]


def summary(text):
    found = ((c.type, c.subtype, c.low, c.high, c.unit, c.stance) for c in RulesBackend().extract(text))
    return sorted(found, key=repr)


def test_lists_tables_banners_buttons_and_footers_are_kept():
    page = read_html(HTML)
    assert page.title == "Knee & Joint Clinic"
    for line in LINES:
        assert line in page.text.split("\n"), line
    assert "var x" not in page.text
    assert "hidden" not in page.text


def test_the_same_claims_from_html_paste_markdown_and_pdf():
    pasted = "\n".join(LINES)
    source = "\n\n".join(line.replace("#", "=").replace("$", "\\$").replace("|", "\\|") for line in LINES)
    pdf = typst.compile(f"#set page(width: 12cm)\n{source}".encode(), format="pdf")
    wanted = summary(pasted)
    assert len(wanted) >= 9
    assert summary(read_html(HTML).text) == wanted
    assert summary(read_bytes(pdf).text) == wanted
    assert summary(read_markdown(pasted.replace("knee pain", "**knee pain**")).text) == wanted
    assert summary(read_bytes(HTML.encode(), ".txt").text) == wanted


def test_markdown_links_and_marks_are_taken_off():
    page = read_markdown("## **Cost** of [stem cells](https://x.example/y)\n\n- `one` ![knee](a.png)")
    assert page.text == "## Cost of stem cells\n\n- one knee"


@pytest.mark.parametrize(
    ("content", "charset", "wanted"),
    [
        ("knee – £5".encode(), None, "knee – £5"),
        ("knee – £5".encode("cp1252"), None, "knee – £5"),
        ("knee".encode("utf-16"), None, "knee"),
        (b"\xef\xbb\xbfknee", None, "knee"),
        ("rodilla ñ".encode("latin-1"), "latin-1", "rodilla ñ"),
        (b"<meta charset=no-such-thing>\xff", None, "<meta charset=no-such-thing>ÿ"),
    ],
)
def test_bytes_are_read_whatever_their_alphabet(content, charset, wanted):
    assert decode(content, charset) == wanted


def test_files_by_kind(tmp_path):
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "a.md").write_text("**Knee** pain", encoding="utf-8")
    (tmp_path / "a.txt").write_text("plain * knee", encoding="utf-8")
    assert "Our success rate is 92%." in read_page(tmp_path / "a.html").text
    assert read_page(tmp_path / "a.md").text == "Knee pain"
    assert read_page(tmp_path / "a.txt").text == "plain * knee"
    assert read_page(b"<html><p>Knee pain here</p></html>", name="a.htm").text == "Knee pain here"
    assert read_text(HTML).title == "Knee & Joint Clinic"


def test_what_cannot_be_read_is_named(tmp_path, monkeypatch):
    with pytest.raises(InputError, match="is not there"):
        read_page(tmp_path / "none.html")
    with pytest.raises(InputError, match="cannot be read"):
        read_bytes(b"%PDF-1.7 and then nothing of use")
    with pytest.raises(InputError, match="is not a PDF"):
        read_bytes(b"hello", ".pdf")
    with pytest.raises(InputError, match="holds no text"):
        read_bytes(typst.compile(b"#rect()", format="pdf"))
    with pytest.raises(InputError, match="holds no text"):
        read_html("<html><script>x</script></html>")
    monkeypatch.setattr("kneewise.claims.reading.MOST_BYTES", 10)
    with pytest.raises(TooLargeError):
        read_page(b"knee pain and more", name="a.txt")
    (tmp_path / "big.txt").write_text("knee pain and more")
    with pytest.raises(TooLargeError):
        read_page(tmp_path / "big.txt")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ("a.docx", b"PK\x03\x04" + bytes(range(1, 256)) * 20),
        ("a.txt", b"knee\x00pain"),
        ("a.html", bytes(range(1, 32)) * 50),
    ],
)
def test_what_is_no_text_is_refused_whatever_its_name(name, content):
    with pytest.raises(InputError, match="is not a web page, text or PDF"):
        read_page(content, name=name)


def test_old_alphabets_are_text():
    page = "<html><meta charset='iso-8859-1'><p>It\u2019s \u201cgood\u201d for your knee</p></html>".encode("cp1252")
    assert "good" in read_page(page, name="a.html").text


def test_a_locked_pdf_says_that_it_is_locked():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match="locked with a password"):
        read_bytes(out.getvalue())
    with pytest.raises(InputError, match="contraseña"):
        read_bytes(out.getvalue(), language="es")


def test_what_is_there_but_is_no_file_is_not_called_missing(tmp_path):
    with pytest.raises(InputError, match="is not a file with a page in it"):
        read_page(Path("/dev/null"))
    with pytest.raises(InputError, match="is a folder"):
        read_page(tmp_path)


def test_a_pdf_with_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr("kneewise.claims.reading.MOST_PDF_PAGES", 1)
    pdf = typst.compile(b"knee #pagebreak() knee", format="pdf")
    with pytest.raises(TooLargeError, match="2 pages"):
        read_bytes(pdf)


def test_blocks_of_an_unclosed_comment_table_and_script():
    assert html_blocks("<p>a knee</p><!-- never closed <p>b</p>") == ["a knee"]
    assert html_blocks("<table><tr><td>a<td>b") == ["| a | b |"]
    assert html_blocks("<p>a</p><script>never closed") == ["a"]
    assert html_blocks("x < y and y > z") == ["x < y and y > z"]
