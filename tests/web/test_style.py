"""The look, checked without a browser: contrast computed from the tokens, and the rules the style sheet promises."""

from __future__ import annotations

import gzip
import re
from fractions import Fraction
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from quizapp.core.delivered import DeliveredItem, DeliveredOption
from quizapp.core.page import Fact, Head
from quizapp.core.revealed import Evidence, RevealedItem, RevealedOption
from quizapp.web import __file__ as web_room

WEB = Path(web_room).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
CSS = re.sub(r"/\*.*?\*/", "", (WEB / "static" / "app.css").read_text(), flags=re.DOTALL)
TOKENS = re.compile(r":root[^{,]*\{[^}]*\}")
LIGHT = ":root"
DARK = ':root[data-theme="dark"]'
DARK_BY_SYSTEM = ':root:not([data-theme="light"])'


def tokens(selector: str) -> dict[str, str]:
    """The custom properties of the first rule with exactly this selector."""
    rule = re.search(rf"(?:^|[\s{{}}]){re.escape(selector)}\s*\{{([^}}]*)\}}", CSS)
    assert rule, selector
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", rule[1]))


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


TEXT_ON = [
    *[(text, ground) for text in ("ink", "quiet", "accent", "good", "bad", "note") for ground in ("paper", "tint")],
    ("on-accent", "accent"),
    ("paper", "ink"),
    ("ink", "mark"),
]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read_on_its_ground(theme: str, text: str, ground: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[f"--{text}"], colours[f"--{ground}"]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("part", ["edge", "accent", "note"])
def test_borders_of_inputs_and_the_focus_ring_can_be_seen(theme: str, part: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[f"--{part}"], colours["--paper"]) >= 3
    assert contrast(colours[f"--{part}"], colours["--tint"]) >= 3


def test_contrast_agrees_with_the_known_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_dark_looks_the_same_by_choice_and_by_system() -> None:
    assert tokens(DARK) == tokens(DARK_BY_SYSTEM)
    assert tokens(DARK).keys() <= tokens(LIGHT).keys()


def blocks(feature: str) -> list[str]:
    """What stands in the media queries that ask for this."""
    found = []
    for query in re.finditer(rf"@media[^{{]*{feature}[^{{]*\{{", CSS):
        depth, end = 1, query.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(CSS[end], 0)
            end += 1
        found.append(CSS[query.end() : end - 1])
    return found


def test_the_theme_changes_colours_only_and_the_size_of_the_window_no_colour() -> None:
    """So who has looked at a page light and wide, and dark and narrow, has seen it: `tests/browser` relies on that."""
    (dark,) = blocks("prefers-color-scheme")
    assert re.fullmatch(r"\s*[^{}]*\{[^{}]*\}\s*", dark), "a rule besides that of the tokens"
    for token, value in tokens(DARK).items():
        assert re.fullmatch(r"#[0-9a-f]{6}", value), token
    sized = blocks("(?:width|height|orientation)")
    assert len(sized) >= 5
    for block in sized:
        assert not re.findall(r"colou?r|background|shadow|opacity|filter|outline|\bborder|\bfont:|--[\w-]+:", block)
    scripts = "".join(script.read_text() for script in (WEB / "static").glob("*.js"))
    assert not re.findall(r"innerWidth|innerHeight|matchMedia", scripts)


def test_the_focus_ring_is_three_pixels_and_touch_targets_are_44() -> None:
    assert tokens(LIGHT)["--ring"].startswith("3px solid ")
    assert re.search(r":focus-visible \{ outline: var\(--ring\); outline-offset: var\(--ring-gap\)", CSS)
    target = re.fullmatch(r"([\d.]+)rem", tokens(LIGHT)["--target"])
    assert target
    assert float(target[1]) * 16 >= 44


def test_colours_and_lengths_in_pixels_stand_among_the_tokens_only() -> None:
    rules = TOKENS.sub("", CSS)
    assert not re.findall(
        r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab|color-mix)a?\(|(?<![-\w])(?:white|black|gr[ae]y|red)(?![-\w])",
        rules,
    )
    assert {length for length in re.findall(r"-?[\d.]+px", rules)} <= {"1px", "-1px"}


def test_every_token_used_is_defined() -> None:
    assert set(re.findall(r"var\((--[\w-]+)", CSS)) <= tokens(LIGHT).keys()


def test_the_page_can_be_mirrored_for_languages_written_from_the_other_side() -> None:
    assert not re.findall(r"\b(?:left|right)\b", CSS)
    for values in re.findall(r"\b(?:margin|padding|inset): ([^;}]+)", CSS):
        assert len(re.sub(r"\([^()]*(?:\([^()]*\))*[^()]*\)", "", values).split()) < 4, (
            values
        )  # a fourth value names a side


def test_figures_and_signs_are_not_torn_over_two_lines() -> None:
    together = " ".join(re.findall(r"([^{}]*)\{ white-space: nowrap; \}", CSS))
    for one in ("td.number", ".badge", ".covered-share"):
        assert one in together


def test_nothing_moves_for_those_who_asked_for_stillness() -> None:
    assert re.search(r"prefers-reduced-motion: reduce\) \{[^}]*animation: none !important", CSS)


def test_no_font_picture_or_style_comes_from_elsewhere() -> None:
    assert not re.findall(r"url\((?!\"#)|@import|@font-face|https?:", CSS)
    for script in (WEB / "static").glob("*.js"):
        assert "://" not in script.read_text(), script.name


@pytest.mark.parametrize(
    ("name", "most"), [("app.css", 10_000), ("queue.js", 7_800), ("live.js", 6_000), ("authoring.js", 6_000)]
)
def test_static_files_stay_light_for_a_school_network(name: str, most: int) -> None:
    assert len(gzip.compress((WEB / "static" / name).read_bytes(), 6)) <= most


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_pages_carry_no_style_and_no_script_of_their_own(path: Path) -> None:
    html = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    assert not re.findall(r"<style\b|\sstyle\s*=|\son\w+\s*=|javascript:", html)
    for attributes in re.findall(r"<script\b([^>]*)>", html):
        assert "src=\"{{ asset('" in attributes or 'type="application/json"' in attributes


# --- the question, as markup ------------------------------------------------------------------------------------


@pytest.fixture(name="pieces")
def _pieces() -> Environment:
    pieces = Environment(
        loader=FileSystemLoader(WEB / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    pieces.filters |= {"markdown": lambda text: Markup("<p>{}</p>").format(text), "markdown_inline": lambda text: text}
    pieces.filters["quoted"] = lambda text: text
    return pieces


def rendered(pieces: Environment, macro: str, *given: object, **more: object) -> str:
    return str(getattr(pieces.get_template("_question.html").module, macro)(*given, **more))


DAYS = (DeliveredOption("t1", "Monday"), DeliveredOption("t2", "Tuesday"))


def test_each_option_is_a_native_input_with_its_own_label(pieces: Environment) -> None:
    html = rendered(pieces, "question", DeliveredItem("q7", "single", "When?", DAYS), 4, 12, ("t2",))
    assert re.findall(r'<label class="option" for="([^"]+)"', html) == ["q7-t1", "q7-t2"]
    assert re.findall(r'<input type="radio" id="([^"]+)" name="choice" value="([^"]+)"( checked)?', html) == [
        ("q7-t1", "t1", ""),
        ("q7-t2", "t2", " checked"),
    ]
    legend = re.search(r"<legend>(.*?)</legend>", html, re.DOTALL)
    assert legend
    assert "Question 4 of 12" in legend[1]
    assert "choose one" in legend[1]
    assert "When?" in legend[1]


def test_several_answers_are_tick_boxes_and_say_so(pieces: Environment) -> None:
    html = rendered(pieces, "question", DeliveredItem("q7", "multiple", "When?", DAYS), 1, 1)
    assert html.count('type="checkbox"') == 2
    assert "choose all that apply" in html


@pytest.mark.parametrize("stem", ["Read this.\n\nThen answer.", "word " * 40, "What does `x` print?"])
def test_a_long_stem_stands_outside_the_legend_and_describes_the_group(pieces: Environment, stem: str) -> None:
    html = rendered(pieces, "question", DeliveredItem("q7", "single", stem, DAYS), 1, 1)
    assert 'aria-describedby="stem-q7"' in html
    assert html.index('id="stem-q7"') > html.index("</legend>")


def test_a_locked_question_cannot_be_changed_and_keeps_what_was_chosen(pieces: Environment) -> None:
    html = rendered(
        pieces, "question", DeliveredItem("q7", "single", "When?", DAYS), 1, 1, ("t1",), True, saved_at="12:03:07"
    )
    assert re.search(r"<fieldset [^>]* disabled>", html)
    assert 'value="t1" checked' in html
    assert "Locked: received 12:03:07" in html


def test_a_number_is_asked_for_with_its_unit(pieces: Environment) -> None:
    html = rendered(pieces, "question", DeliveredItem("q7", "numeric", "How long?", unit="km"), 1, 1, "3,5")
    assert 'inputmode="decimal"' in html
    assert 'value="3,5"' in html
    assert 'aria-describedby="q7-hint q7-unit"' in html
    assert '<span class="hint" id="q7-hint">A number in digits.</span>' in html


def test_text_of_a_question_cannot_become_markup(pieces: Environment) -> None:
    item = DeliveredItem("q7", "single", "<script>x</script>", (DeliveredOption("t1", "<b>bold</b>"),))
    assert not re.search(r"<script|<b>", rendered(pieces, "question", item, 1, 1))


def revealed_item(verdict: str, mark: Fraction | None, chosen: str) -> RevealedItem:
    options = tuple(
        RevealedOption(option.token, option.text, option.token == "t2", option.token == chosen, f"why {option.text}")
        for option in DAYS
    )
    source = Head("Clean air", publisher="Gazette", published="2024-04-14", url="https://example.org/a")
    evidence = Evidence((Fact(1, "It was Tuesday.", ("They met on Tuesday.",), ("paragraph 4",)),), source)
    delivered = DeliveredItem("q7", "single", "When?", DAYS)
    return RevealedItem(delivered, options, "", (), mark, verdict, "The council met on Tuesday.", evidence)


def test_the_result_is_told_in_words_beside_each_option(pieces: Environment) -> None:
    html = rendered(pieces, "revealed", revealed_item("not right", Fraction(0), "t1"))
    options = re.findall(r'<li class="([^"]+)">(.*?)</li>', html, re.DOTALL)
    assert [classes for classes, _ in options] == ["option wrong", "option key"]
    assert "Your answer, not correct" in options[0][1]
    assert "why Monday" in options[0][1]
    assert "Correct answer" in options[1][1]
    assert "Not right" in html
    assert "They met on Tuesday." in html
    assert "paragraph 4" in html


def test_a_right_answer_is_called_right(pieces: Environment) -> None:
    html = rendered(pieces, "revealed", revealed_item("right", Fraction(1), "t2"))
    assert "Your answer, correct" in html
    assert "not correct" not in html


def test_a_source_address_that_is_no_web_address_is_not_a_link(pieces: Environment) -> None:
    evidence = Evidence((), Head("Title", url="javascript:alert(1)"))
    assert "<a " not in str(pieces.get_template("_macros.html").module.evidence_card(evidence))  # type: ignore[attr-defined]
