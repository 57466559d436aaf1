"""Articles as files of each sort, made here so that nothing binary lies in the repository."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import cache

import docx
import docx.enum.style
import docx.oxml

SENTENCES = (
    "Maren Holt, the mayor of Tarnvik, opened the tidal mill in 1921.",
    "The mill ground barley for eleven villages along the bay.",
    "Jonas Eide sold the building to a school in 1950.",
)


def pdf(*pages: list[str], locked: bool = False) -> bytes:
    """A PDF with one line of text after the other on each page."""
    shown = (" ".join(f"({line}) Tj T*".replace("\\", "") for line in lines) for lines in pages)
    data = pdf_of(*(f"BT /F1 12 Tf 72 720 Td 14 TL {one} ET" if one else "" for one in shown))
    if locked:
        import pypdf

        writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(data)))
        writer.encrypt("secret", algorithm="RC4-128")
        locked_file = io.BytesIO()
        writer.write(locked_file)
        return locked_file.getvalue()
    return data


def pdf_of(*drawn: str) -> bytes:
    """A PDF of pages that are drawn like this."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for stream in drawn:
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R "
            f"/Resources << /Font << /F1 {font} >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n"
    )
    return (out + "%%EOF\n").encode("latin-1")


def word(hidden: str = "") -> bytes:
    """A Word file with a title, prose, a table and, if given, hidden text."""
    document = docx.Document()
    document.add_heading("The tidal mill", level=1)
    for sentence in SENTENCES:
        document.add_paragraph(sentence)
    if hidden:
        document.add_paragraph("").add_run(hidden).font.hidden = True
    document.add_table(1, 2).cell(0, 0).text = "A cell of a table"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_of_runs(runs: list[tuple[str, str]]) -> bytes:
    """A Word file of one paragraph: each run with its place, "superscript", "subscript" or none."""
    document = docx.Document()
    paragraph = document.add_paragraph("")
    for text, place in runs:
        font = paragraph.add_run(text).font
        font.superscript, font.subscript = place == "superscript", place == "subscript"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_of_xml(body: str, styles: Sequence[str] = ()) -> bytes:
    """A Word file with this between the tags of its body, and with these styles."""
    document = docx.Document()
    for name in styles:
        if name not in document.styles:
            document.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    for element in reversed(docx.oxml.parse_xml(f"<w:body {spaces}>{body}</w:body>")):
        document.element.body.insert(0, element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def bomb() -> bytes:
    """A small .docx that unpacks to 80 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parcel,
        parcel.open("word/document.xml", "w") as part,
    ):
        for _ in range(80):
            part.write(bytes(1_000_000))
    return out.getvalue()
