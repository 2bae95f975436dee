"""Raw bytes as text: which encoding they are in, and mojibake repaired."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer
import ftfy

from tasks.ingest.controls import without_controls

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# First bytes of files that are no pages, whatever their name says
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"RIFF",
    b"PAR1",
)
# What browsers know (WHATWG Encoding Standard), by Python's names. Python has more, among them some that decode to half
# surrogate pairs (unicode_escape, utf-7) or take minutes (punycode)
_OF_THE_WEB = re.compile(
    r"cp(?:125[0-8]|866|874|932|949)|iso8859-\d{1,2}|koi8-[ru]|mac-(?:roman|cyrillic)|tis-620"
    r"|big5(?:hkscs)?|gb(?:18030|2312|k)|euc_(?:jp|kr)|iso2022_jp|shift_jis"
)
_SNIFFED = 65536
# ftfy takes 0.6 µs a character and 16 µs a line
_MOST_REPAIRED_CHARS = 1_500_000
_MOST_REPAIRED_LINES = 100_000
# Only what a wrong decoding did is undone; what the page's author wrote (quotes, ligatures, entities) stays
_REPAIR = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=True,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=True,
    remove_control_chars=True,
    normalization=None,
    explain=False,
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text, and the encoding it was read in."""

    text: str
    encoding: str


class NotTextError(ValueError):
    """The bytes are no text in any encoding that we know; the message says what they look like."""


def decode(raw: bytes, *, html: bool = False) -> Decoded:
    r"""The bytes as text with `\n` line ends, mojibake repaired where the text is no longer than pages are.

    A byte order mark decides, then UTF-8 if the bytes are valid UTF-8, then (for HTML) what the page declares, then
    detection.

    Raises:
        NotTextError: they are binary, or no encoding fits.
    """
    if raw.startswith(_MAGIC):
        raise NotTextError("the file begins like a document, picture or archive, not like text")
    text, encoding = _decoded(raw, html=html)
    if len(text) <= _MOST_REPAIRED_CHARS and text.count("\n") + text.count("\r") <= _MOST_REPAIRED_LINES:
        text = ftfy.fix_text(text, _REPAIR)
    else:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(without_controls(text), encoding)


def _decoded(raw: bytes, *, html: bool) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError:
                break
    wide = _wide_encoding(raw)
    if wide:
        return raw.decode(wide, errors="replace"), wide
    if b"\x00" in raw[:_SNIFFED]:
        raise NotTextError("it holds null bytes")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _declared_encoding(raw) if html else None
    if declared:
        try:
            return raw.decode(declared), declared
        except (UnicodeDecodeError, LookupError):
            pass
    encoding = _detected_encoding(raw[:_SNIFFED])
    return raw.decode(encoding, errors="replace"), encoding


def _detected_encoding(raw: bytes) -> str:
    matches = charset_normalizer.from_bytes(raw)
    best = matches.best()
    if best is None:
        raise NotTextError("no text encoding fits its bytes")
    # On short pages the Latin code pages tie; Windows-1252 is the web's own fallback (WHATWG Encoding Standard)
    for match in matches:
        if "cp1252" in (match.encoding, *match.could_be_from_charset) and match.chaos <= best.chaos + 0.02:
            return "cp1252"
    return best.encoding


def _declared_encoding(raw: bytes) -> str | None:
    match = _DECLARED.search(raw[:4096])
    if not match:
        return None
    name = match.group(1).decode("ascii").lower()
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    # Browsers read both as Windows-1252, of which they are a part (WHATWG Encoding Standard)
    found = "cp1252" if found in ("iso8859-1", "ascii") else found
    return found if _OF_THE_WEB.fullmatch(found) else None


def _wide_encoding(raw: bytes) -> str | None:
    """UTF-16 without a byte order mark shows in English text as a null in every second byte."""
    head = raw[:4096]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None
