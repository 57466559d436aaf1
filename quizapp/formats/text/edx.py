"""Questions as edX writes them in its Markdown: `>>Which?<<`, then `(x) red`, then a reason between `[explanation]`.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 1_000
_ASKED = re.compile(r"[ \t]*>>(\S.*?)(?:\|\|.*)?<<[ \t]*")
"""Behind two bars stands what tells more of how to answer."""
_SAID = re.compile(
    r"\A([ \t]*[(\[][ xX]?[)\]][ \t]+\S.*[ \t]\{\{)(?![ \t]*(?:label|selected)\b)([^{}]*[^\s{}][ \t]*\}\}[ \t]*)\Z"
)
"""An option with feedback, which is told from braces of other sorts by the list it stands in."""
_EXPLANATION = re.compile(r"[ \t]*\[explanation\][ \t]*", re.I)


def unframed(lines: Sequence[str]) -> list[str]:
    """The same lines as `Question: Which?`, `( ) red {{selected: No}}` and `Explanation: …`."""
    asked = [_ASKED.fullmatch(line) if len(line) < _LONGEST else None for line in lines]
    if not any(asked):
        return list(lines)
    put = [f"Question: {one[1].strip()}" if one else line for line, one in zip(lines, asked, strict=True)]
    put = [_SAID.sub(r"\1selected: \2", line) if len(line) < _LONGEST else line for line in put]
    ends = [at for at, line in enumerate(lines) if len(line) < _LONGEST and _EXPLANATION.fullmatch(line)]
    for first, last in zip(ends[::2], ends[1::2], strict=False):
        said = [line for line in lines[first + 1 : last] if line.strip()]  # a blank line would end it
        if said:
            said[0] = f"Explanation: {said[0].strip()}"
        put[first : last + 1] = ["", *said, *[""] * (last - first - len(said))]
    return put
