"""Powers and formulas of an article stay what they are; the marks of its notes are taken out and counted."""

from __future__ import annotations

import pytest

from quizapp.formats.articles import read, read_text
from quizapp.formats.articles.notes import without_marks
from tests.formats import article_files

PROSE = "The plague reached the port of Messina and spread through the whole of Europe within four years."


def page(body: str) -> str:
    """What comes in of a web page with this paragraph between two others."""
    html = f"<html><body><article><p>{PROSE}</p><p>{PROSE} {body}</p><p>{PROSE}</p></article></body></html>"
    return read(html.encode(), "plague.html").text.split("\n\n")[1].removeprefix(PROSE).strip()


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("It covers 2.0 × 10<sup>5</sup> km<sup>2</sup> of land.", "It covers 2.0 × 10⁵ km² of land."),
        ("A mass of 10<sup>−27</sup> kg, and 5 m s<sup>-1</sup>.", "A mass of 10⁻²⁷ kg, and 5 m s⁻¹."),
        ("CO<sub>2</sub> and Ca<sup>2+</sup> at 25<sup>o</sup>C.", "CO₂ and Ca²⁺ at 25°C."),
        ("In the 14<sup>th</sup> century.", "In the 14th century."),
        ("It came to Sicily.<sup>7</sup> Then it left.", "It came to Sicily. Then it left."),
        ("On 14 February 1349.<sup>11</sup> In England.", "On 14 February 1349. In England."),
        ("So it was in 1349<sup>11</sup> and later.", "So it was in 1349 and later."),
        ('He said so<sup><a href="#fn8">8</a></sup> at last.', "He said so at last."),
        ('He said so<a href="#fn8"><sup>8</sup></a> at last.', "He said so at last."),
        (
            'So<sup class="reference"><a href="https://w.example/P#cite_note-3"><span>[</span>3]</a></sup> it was.',
            "So it was.",
        ),
        ('Over there<span style="vertical-align: super">12</span> it was.', "Over there it was."),
        ("It was a lie.<sup>*</sup> And so on.", "It was a lie. And so on."),
        ("It covers 12 km<sup>2</sup><sup>3</sup> in all.", "It covers 12 km² in all."),
        ("It covers 12 km<sup>2</sup> <sup>3</sup> in all.", "It covers 12 km² in all."),
        ("It covers 12 km<sup>2,3</sup> in all.", "It covers 12 km² in all."),
        ("It was so.<sup>22</sup> It covers 12 km<sup>2</sup><sup>3</sup>.", "It was so. It covers 12 km²."),
        ("It covers <i>12 km<sup>2</sup></i><sup>3</sup> in all.", "It covers 12 km² in all."),
        ("It lasted <i>ten days.</i> <sup>a</sup> The first was cold.", "It lasted ten days. The first was cold."),
        ("The x<sup>a</sup> and 1<sup>a</sup> of Will<sup>m</sup> Smith.", "The xa and 1a of Willm Smith."),
        ("He walked 12 km<sup>23</sup> in all.", "He walked 12 km in all."),
        ("It holds 9 m<sup>3</sup> in all.", "It holds 9 m³ in all."),
        ("It lasted ten days.<sup>a</sup> The first was cold.", "It lasted ten days. The first was cold."),
        ("It lasted ten days.<sup>b</sup><sup>c</sup> The first was cold.", "It lasted ten days. The first was cold."),
        ("Ten days<sup>a</sup> and nights<sup>b, c</sup> of it.", "Ten days and nights of it."),
        ("It lasted ten days.<sup>ab</sup> It was so.<sup>lle</sup>", "It lasted ten days. It was so.lle"),
        ("It lasted ten days.<sup>†</sup> The first was cold.", "It lasted ten days. The first was cold."),
        ("The 1<sup>st</sup> and 2<sup>nd</sup> and n<sup>th</sup> day.", "The 1st and 2nd and nth day."),
        (
            "XIX<sup>e</sup>, M<sup>a</sup>, 1.<sup>a</sup> and n.<sup>o</sup> were his own.",
            "XIXe, Ma, 1.a and n.o were his own.",
        ),
        ("Ten days<sup>a</sup> of the XIX<sup>e</sup> for Soap<sup>tm</sup>.", "Ten days of the XIXe for Soaptm."),
        ("It was so in 1349.<sup>b</sup> Then it left.", "It was so in 1349. Then it left."),
        ('As section <a href="#s3">3</a> tells.', "As section 3 tells."),
    ],
)
def test_a_raised_figure_of_a_web_page_is_a_power_or_nothing(html: str, told: str) -> None:
    assert page(html) == told


def test_the_number_before_a_note_itself_is_no_mark() -> None:
    html = f'<body><p>{PROSE}</p><p><a href="#ref1" class="footnote">1</a> {PROSE}</p></body>'
    assert read(html.encode(), "x.html").text.strip().split("\n\n")[1] == f"1 {PROSE}"


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("It came to Sicily.⁷ Then it left.", "It came to Sicily. Then it left."),
        ("It came to Sicily.⁷Then it left.", "It came to Sicily. Then it left."),
        ("It came to Sicily.7 Then it left.", "It came to Sicily. Then it left."),
        ("It never lasted long.¹", "It never lasted long."),
        ("It left Sicily.7 It came in 1349.11 In England.12", "It left Sicily. It came in 1349. In England."),
        ("Of “plague”,¹² he spoke, and of death³⁻⁵.", "Of “plague”, he spoke, and of death."),
        ("For many people[2] in the 1330s;[5] it was", "For many people in the 1330s; it was"),
        ("So it was said.[7]: 23 Then it left.[8][9]", "So it was said. Then it left."),
        ("It was so [3], they said[note 2] and[citation needed] wrote[^4].", "It was so, they said and wrote."),
        ("It was\n[1]\nknown.", "It was known."),
        ("It was\n\n[1]\n\nknown.", "It was known."),
        ("It was known.\n\n[1]\n\nThen it left.", "It was known.\n\nThen it left."),
        ("It was known.\n[1]\nThen it left.", "It was known. Then it left."),
        ("Of 12¹ ships 14² sank, World War I³ came, Vitamin C⁴.", "Of 12 ships 14 sank, World War I came, Vitamin C."),
        ("It was known[a] to them.[b]", "It was known to them."),
        ("It was known.[b] Then it left.", "It was known. Then it left."),
        ("It was known[a] as “dr[i]nk”.[1][b] Then it left.", "It was known as “dr[i]nk”. Then it left."),
        ("Origins[edit]\n\nIt was known.", "Origins\n\nIt was known."),
        ("It covers 12 km²³ and 9 cm³⁴ of 30 m²,⁵ in all.", "It covers 12 km² and 9 cm³ of 30 m² in all."),
        ("It flew at 5 m/s²¹² over 30 feet²,⁵ of it.", "It flew at 5 m/s² over 30 feet² of it."),
        ("It came.²² He walked 12 km²³ to it, and 12 km²⁰ back.", "It came. He walked 12 km to it, and 12 km back."),
        ("It covers 12 sq mi²³ and 7 cubic ft³⁴, 9 per m³⁷.", "It covers 12 sq mi and 7 cubic ft, 9 per m³."),
        ("It covers 12 square km²³ and 7 cu yd³⁵ in all.", "It covers 12 square km and 7 cu yd in all."),
        ("In days²³ and in days²,⁵ it was.", "In days and in days it was."),
        (
            "It came to Sicily7 in May, and to Messina.8 Then all of Europe9, and Asia10 with Area51.",
            "It came to Sicily in May, and to Messina. Then all of Europe, and Asia with Area51.",
        ),
        ("It covers 12 km2 and 7 m3, 1 ft2 of it.", "It covers 12 km² and 7 m³, 1 ft² of it."),
        ("It was so [2, 3] in Paris[1, 10] that they went on[4].", "It was so in Paris that they went on."),
        ("In 1349¹ the 25,000² of (Paris)³ died.", "In 1349 the 25,000 of (Paris) died."),
    ],
)
def test_the_marks_of_notes_in_a_pasted_text_are_taken_out(pasted: str, told: str) -> None:
    assert read_text(pasted).text.strip() == told


@pytest.mark.parametrize(
    "kept",
    [
        "10⁵ km² of CO₂ at 10⁻⁵ m/s², with E = mc², πr², x³ and R² = 0.9.",
        "A room of 30 feet² held 2¹⁰ cells, 1.05¹⁰ times, (a + b)² and 2.0 × 10 ⁵ of ¹⁴C.",
        "It covers 12 km² or 9 m³, where m²³ x²³ and 3m²³ stand for it, and 2 m²³⁺ or 2 km²³⁄₄.",
        "SO₄²⁻ and Fe³⁺ made up ¹⁄₂ of it.",
        "Of Apollo11, Apollo12 and Apollo13 one failed, in Area51 with Vitamin7 and the M2 or 2 mm25 or 7 m9.",
        "Scores of Index2.5, Number3.5 and Total4.5 came.",
        "The road led to Covid19, Section20 and Section21 of list.20.",
        "For x in [1, 10] and y ∈ [2,5], f: [1, 2]→[3, 4] = [2, 3] over the interval [4, 5] holds.",
        "As is shown in [2], the proof of [3, 4] fails (see [5]).",
        "In code list[1] follows list[0].",
        "Between [0, 1] and [0,5] he “say[s] that dr[i]nk”, and of the term[s].",
        "“He had [a] right [sic] to [it],” she said of Vol.2 The End.[x]",
        "The index stood at 1349.11 On Monday it fell to 1340.05 Points.",
        "[1] Smith, J. A history.\n[2] Jones, K. Another one.",
        "¹ Smith, J. A history.",
    ],
)
def test_powers_formulas_code_and_the_notes_themselves_stay(kept: str) -> None:
    assert without_marks(kept) == (kept, [])


def test_the_marks_taken_out_are_counted_and_shown() -> None:
    (told,) = read_text("It came to Sicily.⁷ For people[8] it was bad.[9]: 23[10]").left_out
    assert (told.reason, told.text) == ("3 marks of notes", "7, 8, 9: 23, 10")


def test_only_what_stands_behind_an_exponent_is_counted_as_a_mark() -> None:
    (told,) = read_text("It covers 12 km²³ and 9 cm², ⁵ in all.").left_out
    assert (told.reason, told.text) == ("2 marks of notes", "3, 5")


def test_the_note_itself_tells_that_a_page_marks_notes_with_letters() -> None:
    html = f"<body><p>{PROSE}</p><p>Ten nights<sup>b</sup> of it. {PROSE}</p><p><sup>a</sup> {PROSE}</p></body>"
    assert read(html.encode(), "x.html").text.strip().split("\n\n")[1] == f"Ten nights of it. {PROSE}"


def test_letters_that_mark_notes_on_a_web_page_are_counted() -> None:
    html = f"<html><body><article><p>{PROSE}<sup>a</sup> {PROSE}<sup>b</sup></p></article></body></html>"
    assert "2 marks of notes" in [left.reason for left in read(html.encode(), "plague.html").left_out]


def test_raised_and_lowered_figures_of_a_word_file_are_told_apart() -> None:
    runs = [("It covers 10", ""), ("5", "superscript"), (" km", ""), ("2", "superscript"), (" of CO", "")]
    runs += [("2", "subscript"), (" ice.", ""), ("7", "superscript"), (" It melts.", "")]
    assert read(article_files.word_of_runs(runs), "ice.docx").text.strip() == "It covers 10⁵ km² of CO₂ ice. It melts."


RAISED_BY_PLACE = (
    "BT /F1 12 Tf 72 720 Td (It covers 10) Tj /F1 7 Tf 68 5 Td (5) Tj /F1 12 Tf 4 -5 Td ( parts of CO) Tj "
    "/F1 7 Tf 64 -2 Td (2) Tj /F1 12 Tf 4 2 Td ( ice.) Tj /F1 7 Tf 24 5 Td (7) Tj /F1 12 Tf 4 -5 Td ( It melts,) Tj "
    "-168 -14 Td (and all the people in the villages along the bay will know it.) Tj ET"
)
RAISED_ABOVE_THE_LINE = (
    "BT /F1 12 Tf 72 720 Td 14 TL (It covers 10) Tj /F1 7 Tf 5 Ts (5) Tj /F1 12 Tf 0 Ts ( parts of CO2 ice.) Tj "
    "/F1 7 Tf 5 Ts (7) Tj /F1 12 Tf 0 Ts ( It melts,) Tj T* "
    "(and all the people in the villages along the bay will know it.) Tj ET"
)


@pytest.mark.parametrize(("drawn", "ice"), [(RAISED_BY_PLACE, "CO₂"), (RAISED_ABOVE_THE_LINE, "CO2")])
def test_small_raised_figures_of_a_pdf_are_told_apart(drawn: str, ice: str) -> None:
    text = read(article_files.pdf_of(drawn), "ice.pdf").text
    assert f"It covers 10⁵ parts of {ice} ice. It melts, and all" in " ".join(text.split())
