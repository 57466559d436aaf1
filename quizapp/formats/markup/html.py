"""From HTML of other programs to formatted text. What has no place in a question is left out and said."""

from __future__ import annotations

import re
from collections.abc import Callable

from quizapp.formats.markup.math import Formula
from quizapp.formats.markup.scan import VOID, Event, events
from quizapp.formats.markup.tags import ALONE, BLOCKS, DROPPED, MARK, raised_text
from quizapp.formats.markup.tree import Block, Inline, paragraphs, plain, tidy

Picture = Callable[[str], str]
"""The address of a picture → its name `media/map.png`, or empty when it does not come along."""

_LANGUAGE = re.compile(r"(?:language|lang)-([a-z0-9+-]{1,20})")
_MAX_DEPTH = 40


class Builder:
    """Blocks out of a stream of HTML. `changes` lists what did not come along as it was."""

    def __init__(self, picture: Picture | None) -> None:
        self.picture = picture
        self.changes: dict[str, None] = {}
        self.root = Block("root")
        self.open: list[Block] = [self.root]
        self.marks: list[Inline] = []
        self.line: list[Inline] = []
        self.heading = 0
        self.pre: list[str] | None = None
        self.pre_language = ""
        self.raised: list[tuple[str, list[str]]] = []
        self.dropping = ""
        self.drop_depth = 0
        self.math: Formula | None = None
        self.tex: list[str] | None = None
        self.code: list[str] | None = None
        self.row: list[list[Inline]] | None = None
        self.in_cell = False

    def change(self, what: str) -> None:
        self.changes.setdefault(what)

    # --- inlines

    def _here(self) -> list[Inline]:
        return self.marks[-1].children if self.marks else self.line

    def add(self, inline: Inline) -> None:
        self._here().append(inline)

    def text(self, event: Event) -> None:
        if self.dropping:
            if self.dropping == "math/tex":
                self.add(Inline("text", rf"\({event.raw.strip()}\)"))
            return
        if self.pre is not None:
            self.pre.append(event.text)
        elif self.math is not None:
            if self.tex is None:
                self.math.text(event.text)
            elif not self.tex:
                self.tex.append(event.text)
        elif self.raised:
            self.raised[-1][1].append(event.text)
        elif self.code is not None:
            self.code.append(event.text)
        else:
            self.add(Inline("text", event.text))

    def open_mark(self, kind: str, target: str = "") -> None:
        if len(self.marks) < _MAX_DEPTH:
            mark = Inline(kind, target=target)
            self.add(mark)
            self.marks.append(mark)

    def close_mark(self, kind: str) -> None:
        if not any(mark.kind == kind for mark in self.marks):
            return
        reopened = []
        while self.marks[-1].kind != kind:
            reopened.append(self.marks.pop())
        self.marks.pop()
        for mark in reversed(reopened):
            self.open_mark(mark.kind, mark.target)

    # --- blocks

    def flush(self) -> None:
        """End the paragraph; marks that are still open go on in the next one."""
        inlines = tidy(self.line)
        self.line = []
        marks, self.marks = self.marks, []
        for mark in marks:
            self.open_mark(mark.kind, mark.target)
        if not inlines:
            return
        if self.in_cell and self.row is not None:
            cell = self.row[-1]
            self.row[-1] = [*cell, Inline("text", " "), *inlines] if cell else inlines
        elif self.heading:
            self.open[-1].blocks.append(Block("heading", inlines, number=self.heading))
        else:
            self.open[-1].blocks += [Block("p", part) for part in paragraphs(inlines)]

    def push(self, block: Block) -> None:
        self.flush()
        if len(self.open) < _MAX_DEPTH and not self.in_cell:
            self.open[-1].blocks.append(block)
            self.open.append(block)

    def pop(self, *kinds: str) -> None:
        self.flush()
        if self.in_cell:
            return
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].kind in kinds:
                del self.open[at:]
                return

    # --- tags

    def start(self, event: Event) -> None:
        tag, said = event.text, event.attributes
        if self.dropping:
            self.drop_depth += tag == self.dropping and tag not in VOID
            return
        if self.math is not None:
            if tag == "annotation" and "tex" in said.get("encoding", "").lower():
                self.tex = []
            self.math.start(tag, said)
            return
        if self.pre is not None:
            if tag == "br":
                self.pre.append("\n")
            elif tag == "code" and (found := _LANGUAGE.search(said.get("class", ""))):
                self.pre_language = found[1]
            return
        if tag == "script" and said.get("type", "").startswith("math/tex"):
            self.dropping, self.drop_depth = "math/tex", 1
        elif tag in DROPPED:
            self.dropping, self.drop_depth = tag, 1
            if tag not in ("head", "title"):
                self.change(f"{DROPPED[tag]} was left out")
        elif tag in ALONE:
            if said.get("type") != "hidden":
                self.change(f"{ALONE[tag]} was left out")
        elif tag == "math":
            self.math = Formula()
            self.tex = [said["alttext"]] if said.get("alttext") else None
        elif tag in ("sup", "sub"):
            self.raised.append((tag, []))
        elif self.raised:
            return
        elif tag == "pre":
            self.flush()
            self.pre, self.pre_language = [], ""
            if found := _LANGUAGE.search(said.get("class", "")):
                self.pre_language = found[1]
        elif tag in ("code", "tt", "kbd", "samp"):
            self.code = [] if self.code is None else self.code
        else:
            self._start_plain(tag, said)

    def _start_plain(self, tag: str, said: dict[str, str]) -> None:
        if tag in MARK:
            if tag in ("u", "ins"):
                self.change("underlining became emphasis")
            self.open_mark(MARK[tag])
        elif tag == "a":
            href = said.get("href", "").strip()
            if re.match(r"https?://[^\s<>()\[\]]+$", href):
                self.open_mark("link", href)
        elif tag == "img":
            self._image(said)
        elif tag == "br":
            self.add(Inline("break"))
        elif tag == "q":
            self.add(Inline("text", "“"))
        elif tag == "tex":
            self.add(Inline("text", r"\("))
        elif tag == "hr":
            self.flush()
            if not self.in_cell:
                self.open[-1].blocks.append(Block("rule"))
        elif re.fullmatch(r"h[1-6]", tag):
            self.flush()
            self.heading = max(3, int(tag[1]))
        elif tag in ("ul", "menu", "ol"):
            number = said.get("start", "1")
            first = int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else 1
            self.push(Block("list", number=first if tag == "ol" else -1))
        elif tag == "li":
            if self.open[-1].kind == "item":
                self.pop("item")
            if self.open[-1].kind != "list":
                self.push(Block("list"))
            self.push(Block("item"))
        elif tag == "blockquote":
            self.push(Block("quote"))
        elif tag in ("table", "tr", "td", "th"):
            self._start_table(tag, said)
        elif tag in BLOCKS:
            self.flush()

    def _start_table(self, tag: str, said: dict[str, str]) -> None:
        if tag == "table":
            if self.in_cell:
                self.change("a table within a table was flattened")
                return
            self.push(Block("table"))
            return
        if not any(block.kind == "table" for block in self.open):
            self.flush()
            return
        if tag == "tr":
            self.end_row()
            self.row = []
            return
        self.flush()
        if self.row is None:
            self.row = []
        if said.get("colspan", "1") != "1" or said.get("rowspan", "1") != "1":
            self.change("joined cells of a table were separated")
        self.row.append([])
        self.in_cell = True

    def end_row(self) -> None:
        self.flush()
        self.in_cell = False
        if self.row:
            table = next((block for block in reversed(self.open) if block.kind == "table"), None)
            if table is not None:
                table.rows.append(self.row)
        self.row = None

    def _image(self, said: dict[str, str]) -> None:
        src = said.get("src", "").strip()
        alt = " ".join(said.get("alt", "").split()).translate(str.maketrans("[]", "()"))
        name = self.picture(src) if self.picture is not None and src else ""
        if tex := said.get("data-equation-content") or (
            "equation_image" in said.get("class", "") and alt.removeprefix("LaTeX: ")
        ):
            self.add(Inline("text", rf"\({tex}\)"))  # as Canvas shows formulas
        elif name:
            if not alt:
                alt = re.sub(r"[-_]+", " ", name.removeprefix("media/").rpartition(".")[0])
                self.change("a picture had no alternative text; its file's name stands in")
            self.add(Inline("image", alt, name))
        elif re.match(r"https?://[^\s<>()\[\]]+$", src):
            self.change("a picture on another website became a link")
            self.add(Inline("link", target=src, children=[Inline("text", alt or "picture")]))
        else:
            self.change("a picture did not come along")
            known = alt or f"picture {src.partition('?')[0].rpartition('/')[2][:60]}".strip()
            self.add(Inline("text", f"({known})"))

    def end(self, tag: str) -> None:
        if self.dropping:
            name = "script" if self.dropping == "math/tex" else self.dropping
            self.drop_depth -= tag == name
            if self.drop_depth <= 0:
                self.dropping = ""
            return
        if self.math is not None:
            if tag == "math":
                self._end_math()
            else:
                self.math.end(tag)
            return
        if tag == "pre" and self.pre is not None:
            self._end_pre()
        elif self.pre is not None:
            return
        elif tag in ("sup", "sub") and self.raised:
            self._end_raised()
        elif self.raised:
            return
        elif tag in ("code", "tt", "kbd", "samp") and self.code is not None:
            self._end_code()
        elif tag in MARK:
            self.close_mark(MARK[tag])
        elif tag == "a":
            self.close_mark("link")
        elif tag == "q":
            self.add(Inline("text", "”"))
        elif tag == "tex":
            self.add(Inline("text", r"\)"))
        elif re.fullmatch(r"h[1-6]", tag):
            self.flush()
            self.heading = 0
        elif tag in ("ul", "ol", "menu"):
            self.pop("list")
        elif tag == "li":
            self.pop("item")
        elif tag == "blockquote":
            self.pop("quote")
        elif tag in ("td", "th"):
            self.flush()
            self.in_cell = False
        elif tag == "tr":
            self.end_row()
        elif tag == "table":
            self.end_row()
            self.pop("table")
        elif tag in BLOCKS:
            self.flush()

    def _end_math(self) -> None:
        formula, self.math = self.math or Formula(), None
        if self.tex is not None and (tex := "".join(self.tex).strip()):
            self.add(Inline("text", rf"\({tex}\)"))
            return
        self.change("a formula in MathML became plain text; look at it")
        self.add(Inline("text", formula.line()))

    def _end_pre(self) -> None:
        text = "".join(self.pre or []).replace("\r\n", "\n").replace("\r", "\n")
        self.pre = None
        text = text.removeprefix("\n").rstrip("\n")
        if not text.strip():
            return
        if self.in_cell and self.row is not None:
            self.row[-1] = [*self.row[-1], Inline("code", " ".join(text.split()))]
        else:
            self.open[-1].blocks.append(Block("code", text=text, inlines=[], rows=[], number=-1))
            self.open[-1].blocks[-1].inlines = [Inline("text", self.pre_language)]

    def _end_code(self) -> None:
        text, self.code = "".join(self.code or []), None
        if "\n" in text.strip("\n"):
            self.flush()
            self.pre, self.pre_language = [text], ""
            self._end_pre()
        elif text.strip():
            self.add(Inline("code", text))
        elif text:
            self.add(Inline("text", text))

    def _end_raised(self) -> None:
        tag, parts = self.raised.pop()
        text = "".join(parts)
        if self.raised:
            self.raised[-1][1].append(text)
            return
        bare = text.strip()
        if bare:
            here = self._here()
            raised, is_exact = raised_text(tag, bare, here[-1].text if here else "")
            self.add(Inline("text", raised))
            if not is_exact:
                self.change("raised or lowered text is written with ^ or _")

    def finish(self) -> list[Block]:
        if self.math is not None:
            self._end_math()
        if self.pre is not None:
            self._end_pre()
        if self.code is not None:
            self._end_code()
        while self.raised:
            self._end_raised()
        self.end_row()
        return _useful(self.root.blocks)


def _useful(blocks: list[Block]) -> list[Block]:
    """Blocks without empty lists, quotes and tables; a list's stray paragraphs become items."""
    out: list[Block] = []
    for block in blocks:
        if block.kind in ("list", "quote", "item"):
            block.blocks = _useful(block.blocks)
            if block.kind == "list":
                block.blocks = [one if one.kind == "item" else Block("item", blocks=[one]) for one in block.blocks]
            if not block.blocks:
                continue
        if block.kind == "table":
            stray = _useful(block.blocks)
            block.blocks = []
            block.rows = [row for row in block.rows if any(plain(cell).strip() or cell for cell in row)]
            out += stray
            if not block.rows:
                continue
        out.append(block)
    return out


def parse(source: str, picture: Picture | None = None) -> tuple[list[Block], list[str]]:
    """The blocks of an HTML text, and what changed."""
    builder = Builder(picture)
    for event in events(source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")):
        if event.kind == "text":
            builder.text(event)
        elif event.kind == "start":
            builder.start(event)
        else:
            builder.end(event.text)
    return builder.finish(), list(builder.changes)
