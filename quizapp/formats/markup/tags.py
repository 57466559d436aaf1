"""What HTML tags become in a question: marks, breaks between blocks, raised signs, or nothing, and then it is said."""

from __future__ import annotations

MARK = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var", "u", "ins"), "emph"),
    **dict.fromkeys(("s", "del", "strike"), "strike"),
}
BLOCKS = {
    *("p", "div", "center", "address", "article", "section", "header", "footer", "main", "aside", "nav", "figure"),
    *("figcaption", "details", "summary", "dl", "dt", "dd", "form", "fieldset", "legend", "caption", "body", "html"),
}
DROPPED = {
    "script": "a script",
    "style": "a style sheet",
    "iframe": "an embedded page",
    "object": "an embedded object",
    "applet": "an embedded object",
    "audio": "a sound",
    "video": "a film",
    "svg": "an SVG drawing",
    "canvas": "a drawing",
    "select": "an input field",
    "textarea": "an input field",
    "button": "a button",
    "template": "a template",
    "head": "a page head",
    "title": "a page title",
}
ALONE = {"input": "an input field", "embed": "an embedded object", "frame": "an embedded page"}
_SUP = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_SUB = dict(zip("0123456789+-−=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", strict=True))
_ORDINALS = ("st", "nd", "rd", "th", "er", "º", "ª", "TM", "®", "™", "°")
_AFTER_DIGITS = ("e", "o", "a")


def raised_text(tag: str, text: str, before: str) -> tuple[str, bool]:
    """The content of <sup> or <sub> in plain signs, `m²`, and whether that says the same; else `x^(n+a)`.

    `before` is the text it stands behind: 2<sup>e</sup> is a number, x<sup>e</sup> a power.
    """
    signs = _SUP if tag == "sup" else _SUB
    if all(sign in signs for sign in text):
        return "".join(signs[sign] for sign in text), True
    if tag == "sup" and (text in _ORDINALS or (text in _AFTER_DIGITS and before[-1:].isdecimal())):
        return text, True
    return f"{'^' if tag == 'sup' else '_'}{text if len(text) == 1 else f'({text})'}", False
