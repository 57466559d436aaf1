"""What floats beside the text of a Word file, or stands in it twice, is no part of its sentences."""

from __future__ import annotations

import pytest

from quizapp.formats.articles import read
from tests.formats import article_files
from tests.formats.article_files import SENTENCES

ONE, TWO, THREE = SENTENCES


def runs(*texts: str) -> str:
    return "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)


def paragraph(within: str, style: str = "") -> str:
    return f"<w:p><w:pPr>{f'<w:pStyle w:val={style!r}/>' if style else ''}</w:pPr>{within}</w:p>"


def box(text: str) -> str:
    content = f"<w:txbxContent>{paragraph(runs(text))}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("between", "left"),
    [
        (paragraph(box("The mill is open from ten to four.")), ("text box", "The mill is open from ten to four.")),
        (paragraph(runs("Figure 1: The mill"), "Caption"), ("caption", "Figure 1: The mill")),
        (paragraph(runs("The mill at dusk"), "ImageCaption"), ("caption", "The mill at dusk")),
        (paragraph(runs("print(1)"), "SourceCode"), ("code", "print(1)")),
        (paragraph(runs("Later years ... 3"), "toc1"), ("table of contents", "Later years ... 3")),
    ],
)
def test_boxes_captions_and_contents_are_left_out_and_told_once(between: str, left: tuple[str, str]) -> None:
    body = paragraph(runs(ONE)) + between + paragraph(runs(TWO))
    article = read(article_files.word_of_xml(body, ["Caption", "Image Caption", "Source Code", "toc 1"]), "mill.docx")
    assert article.text == f"{ONE}\n\n{TWO}\n"
    assert [(one.reason, one.text) for one in article.left_out] == [left]


@pytest.mark.parametrize("style", ["Quote", "Block Text"])
def test_a_quotation_has_its_sign(style: str) -> None:
    body = paragraph(runs(ONE), style.replace(" ", "")) + paragraph(runs(TWO))
    assert read(article_files.word_of_xml(body, [style]), "mill.docx").text == f"> {ONE}\n\n{TWO}\n"


def test_the_cells_of_a_table_are_told_apart() -> None:
    row = "".join(f"<w:tc>{paragraph(runs(cell))}</w:tc>" for cell in ("Year", "", "Sacks"))
    body = f"{paragraph(runs(ONE))}<w:tbl><w:tr>{row}</w:tr></w:tbl>"
    (left,) = read(article_files.word_of_xml(body), "mill.docx").left_out
    assert left.text == "Year · Sacks"


def test_a_box_within_a_paragraph_leaves_its_sentence_whole() -> None:
    body = paragraph(runs("The mill ground ") + box("A mill") + runs("barley."))
    assert read(article_files.word_of_xml(body), "mill.docx").text == "The mill ground barley.\n"


def test_a_newsletter_of_boxes_is_read_from_them() -> None:
    lead = f"<w:txbxContent>{paragraph(runs(ONE))}{paragraph(runs('Later years'), 'Heading1')}</w:txbxContent>"
    inner = box(TWO).replace("</w:t></w:r></w:p>", f"</w:t></w:r>{box('Open from ten to four.')}</w:p>")
    boxes = f"<w:r><w:drawing>{lead}</w:drawing></w:r>{inner}"
    body = paragraph(runs("Newsletter"), "Heading1") + paragraph(boxes)
    article = read(article_files.word_of_xml(body, ["heading 1"]), "mill.docx")
    assert article.text == f"# Newsletter\n\n{ONE}\n\n# Later years\n\n{TWO}\n\nOpen from ten to four.\n"
    assert article.left_out == ()


def test_what_a_content_control_holds_is_read() -> None:
    held = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(runs(TWO))}</w:sdtContent></w:sdt>"
    named = f'<w:customXml w:element="text">{paragraph(runs(THREE))}</w:customXml>'
    body = paragraph(runs(ONE)) + f"<w:sdt><w:sdtContent>{held}{named}</w:sdtContent></w:sdt>"
    assert read(article_files.word_of_xml(body), "mill.docx").text == f"{ONE}\n\n{TWO}\n\n{THREE}\n"


def test_a_hyphen_that_no_line_may_break_is_one_and_what_was_moved_stands_once() -> None:
    hyphen = "<w:r><w:t>A self</w:t><w:noBreakHyphen/><w:t>service mill</w:t></w:r>"
    moved = f'<w:moveFrom w:id="1">{runs(" of oats")}</w:moveFrom><w:moveTo w:id="2">{runs(" of barley")}</w:moveTo>'
    body = paragraph(hyphen + moved + runs("."))
    assert read(article_files.word_of_xml(body), "mill.docx").text == "A self-service mill of barley.\n"
