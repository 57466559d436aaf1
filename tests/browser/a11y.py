"""What a page must be for everybody who reads it: each check returns the faults it finds, in words.

axe knows the rules of HTML and ARIA and computes contrast, but is nearly blind to what makes a quiz unusable: a
question without a legend, a verdict told by colour, a timer that is read out every second, a focus nobody can see.
`tests/browser/questions.py` looks at those of questions, this module at those of every page.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.site import AXE_PATH


@dataclass(frozen=True)
class Check:
    """A script that looks at the page it runs in, and what it is given."""

    script: str
    given: object = None

    def __call__(self, page: Page) -> list[str]:
        return faults(page, self)


def faults(page: Page, *checks: Check) -> list[str]:
    """What the checks find, one after the other. All are asked at once: each message to a browser has its price."""
    looks = ", ".join(f"[{check.script}]" for check in checks)
    found: list[str] = page.evaluate(
        f"""async given => {{
          // What a form leads to may have been sent and not be laid out yet: then there is no root to look at.
          if (document.readyState !== "complete") await new Promise(done => addEventListener("load", done, {{once: true}}));
          const found = [];
          for (const [at, [look]] of [{looks}].entries()) found.push(...await look(given[at]));
          return found;
        }}""",
        [check.given for check in checks],
    )
    return found


_COLOURS = """
  const channels = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = colour => {
    const [red, green, blue] = channels(colour).map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);
  const ground = element => {
    for (let box = element; box; box = box.parentElement) {
      const colour = getComputedStyle(box).backgroundColor, parts = channels(colour);
      if (parts.length === 3 || parts[3] > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
"""

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {
    "runOnly": {"type": "tag", "values": _TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
    "elementRef": True,
    "preload": False,
}
_AXE = """async ([address, options, only]) => {
  if (!window.axe) {
    if (!opener?.axeOf) await new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src: address, onload: done, onerror: failed });
      document.head.append(script);
    });
    window.axe = (opener?.axeOf ?? axeOf)(window);
    // axe parses each colour anew for every element it looks through: a third of its time, and always the same result
    const colours = axe.commons.color.Color.prototype, parse = colours.parseString, known = new Map();
    colours.parseString = function (words) {
      if (known.has(words)) return Object.assign(this, known.get(words));
      parse.call(this, words);
      const { r, g, b, alpha } = this;
      known.set(words, { r, g, b, alpha });
      return this;
    };
  }
  COLOURS
  const once = found => { // for questions that many elements ask about the same boxes and colours
    const known = new Map();
    return element => (known.has(element) || known.set(element, found(element)), known.get(element));
  };
  const solid = colour => colour.startsWith("rgb("), clear = once(colour => channels(colour)[3] === 0);
  const strong = once(colours => contrast(...colours.split("/")) >= 4.5), style = once(element => getComputedStyle(element));
  const floor = once(box => box ? clear(style(box).backgroundColor) ? floor(box.parentElement) : style(box).backgroundColor : "rgb(255, 255, 255)");
  const around = once(element => element.parentElement ? [element.parentElement, ...around(element.parentElement)] : []);
  const meet = (one, other) => one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
  const area = once(element => element.getBoundingClientRect());
  const shown = element => element.checkVisibility({ visibilityProperty: true });
  const opaque = once(box => { // with all that is around it
    const { opacity, backgroundImage, filter, mixBlendMode } = style(box);
    return opacity === "1" && backgroundImage === "none" && filter === "none" && mixBlendMode === "normal" && (!box.parentElement || opaque(box.parentElement));
  });
  // What axe leaves open about contrast, arithmetic decides: a figure of one character, a cell that a table has
  // scrolled away, a word in a diagram. Each must stand out from its ground, and in a diagram from the shapes below it.
  const legible = text => {
    const diagram = text.ownerSVGElement, colour = diagram ? style(text).fill : style(text).color;
    const below = [...diagram?.querySelectorAll("rect, circle, path, polygon") || []].filter(shape =>
      shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING && meet(area(shape), area(text)));
    const holds = (outer, inner) => outer.left <= inner.left && outer.right >= inner.right && outer.top <= inner.top && outer.bottom >= inner.bottom;
    const plate = below.findLastIndex(shape => solid(style(shape).fill) && holds(area(shape), area(text))); // hides what is below it
    const fills = below.slice(Math.max(plate, 0)).map(shape => style(shape).fill).filter(fill => fill !== "none");
    const grounds = plate < 0 ? [floor(text), ...fills] : fills;
    return opaque(text) && [colour, ...grounds].every(solid) && grounds.every(one => strong(`${colour}/${one}`));
  };

  // To judge a text, a link or a target axe looks through all that lies at its place: most of its time. Here it is
  // asked about those only that arithmetic does not clear. Whatever may be wrong, or is not simple, axe judges.
  const clipped = once(box => area(box).width <= 1 && area(box).height <= 1 && style(box).overflow !== "visible" || Boolean(box.parentElement && clipped(box.parentElement)));
  const outside = element => area(element).bottom + scrollY <= 0 || area(element).right + scrollX <= 0 || clipped(element);
  const field = element => element.matches("input, select, textarea");
  const painted = ({ backgroundColor, backgroundImage }) => !clear(backgroundColor) || backgroundImage !== "none";
  const plain = once(box => ["::before", "::after"].map(part => getComputedStyle(box, part)).every(part => part.content === "none" || !painted(part))
    && (!box.parentElement || plain(box.parentElement)));
  const boxes = [...document.body.querySelectorAll("*")].filter(box => shown(box) &&
    (field(box) || box.matches("img, svg, canvas, video, object, iframe, progress, meter") || painted(style(box))));
  const frames = new Set(boxes.filter(box => painted(style(box)) && style(box).overflow === "visible"));
  const founded = [document.documentElement, document.body].some(root => solid(style(root).backgroundColor));
  const alone = (text, words) => { // whole in the boxes around it, and nothing else touches it
    const range = new Range(), places = field(text) ? [area(text)] : words.flatMap(node => (range.selectNode(node), [...range.getClientRects()]));
    const within = ({ left, right, top, bottom }) => places.every(place => place.left >= left && place.right <= right && place.top >= top && place.bottom <= bottom);
    const own = new Set([text, ...around(text)]);
    return [...own].every(box => !frames.has(box) || within(area(box)))
      && boxes.every(box => !places.some(place => meet(place, area(box))) || own.has(box));
  };
  const readable = text => {
    const words = [...text.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!words.length && !field(text) || !shown(text) || outside(text)) return true;
    const { textShadow, webkitTextStrokeWidth } = style(text);
    return founded && textShadow === "none" && webkitTextStrokeWidth === "0px" && plain(text) && alone(text, words) && legible(text);
  };
  const underlined = element => style(element).textDecorationLine.includes("underline");
  const told = link => { // by more than its colour, or not in a text
    const boxes = around(link), block = boxes.find(box => style(box).display !== "inline");
    return /block|flex|grid/.test(style(link).display) || block.textContent.trim() === link.textContent.trim()
      || underlined(link) && !boxes.some(underlined);
  };
  const controls = new Set([...document.querySelectorAll("a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [role][tabindex], [role][contenteditable]")].filter(control =>
    shown(control) && (!control.role || axe.commons.aria.getRoleType(control.role) === "widget")));
  const roomy = control => {
    const { left, right, top, bottom, width, height } = area(control), x = (left + right) / 2, y = (top + bottom) / 2;
    const large = width >= 24 && height >= 24, circle = { left: x - 24, right: x + 24, top: y - 24, bottom: y + 24 };
    const free = place => [...controls].every(other => other === control || !meet(place, area(other)));
    return !controls.has(control) || outside(control) || (large || control.getClientRects().length === 1) && free(large ? area(control) : circle);
  };
  const fits = box => box.matches("[tabindex='0']") || box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight || !/auto|scroll/.test(style(box).overflow);
  const cleared = { "color-contrast": readable, "link-in-text-block": told, "target-size": roomy, "scrollable-region-focusable": fits };
  axe.matches ??= Object.fromEntries(axe._audit.rules.map(rule => [rule.id, rule.matches]));
  const open = new Set();
  for (const rule of axe._audit.rules.filter(({ id }) => id in cleared)) {
    const asked = once(element => !cleared[rule.id](element)), matches = axe.matches[rule.id];
    rule.matches = (element, ...more) => asked(element) && matches.call(rule, element, ...more);
    if ([...document.querySelectorAll(rule.selector)].some(asked)) open.add(rule.id);
  }
  if (only.length && only.every(id => id in cleared && !open.has(id))) return [];
  const faults = (kind, results) => results.flatMap(result => result.nodes.map(node =>
    `${kind} ${result.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
  const { violations, incomplete } = await axe.run(document, options);
  for (const result of incomplete.filter(({ id }) => id === "color-contrast"))
    result.nodes = result.nodes.filter(node => !legible(node.element));
  return [...faults("axe", violations), ...faults("axe cannot tell", incomplete)];
}""".replace("COLOURS", _COLOURS)


BY_SCHEME = ("color-contrast", "link-in-text-block")
"""The rules of axe that read colours; the others read the same document in the light and in the dark."""
BY_WIDTH = (*BY_SCHEME, "scrollable-region-focusable", "target-size")
"""The rules whose answer may be another on another width: where boxes lie, and what lies over what."""


def by_axe(*rules: str) -> Check:
    """Violations of WCAG 2.2 A and AA and of axe's own best practice, or of these rules only.

    What axe cannot tell is a fault as well: nothing is left to be looked at later.
    """
    return Check(_AXE, [AXE_PATH, _OPTIONS | ({"runOnly": rules, "rules": {}} if rules else {}), rules])


axe = by_axe()


_STRUCTURE = """() => {
  const faults = [], all = selector => [...document.querySelectorAll(selector)];
  const shown = element => element.checkVisibility({ visibilityProperty: true });
  const count = (name, found, wanted) => found.length === wanted || faults.push(`${found.length} ${name}, not ${wanted}`);
  const headings = all("h1").filter(shown);
  count("h1", headings, 1);
  if (headings.some(heading => !heading.textContent.trim())) faults.push("the h1 is empty");
  for (const name of ["main", "body > header", "body > footer"]) count(name, all(name).filter(shown), 1);
  for (const nav of all("nav")) if (!nav.getAttribute("aria-label") && !nav.getAttribute("aria-labelledby")) faults.push("a nav has no name");
  const [title, rest] = document.title.split(" – ");
  if (!title.trim() || !rest) faults.push(`the title is “${document.title}”`);
  if (!document.documentElement.lang) faults.push("the page has no language");
  const skip = document.querySelector("body > a[href='#main']");
  if (!skip || skip !== document.body.firstElementChild) faults.push("the first link does not skip to the main content");
  for (const element of all("[tabindex]")) if (element.tabIndex > 0) faults.push(`${element.localName} has tabindex ${element.tabIndex}`);
  const ids = all("[id]").map(element => element.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) faults.push(`the id ${id} is there twice`);
  for (const element of all("*")) for (const name of element.getAttributeNames())
    if (/^on/.test(name)) faults.push(`${element.localName} has ${name}`);
  return faults;
}"""


structure = Check(_STRUCTURE)
"""One heading, landmarks, title, language, a way past the header, no order of its own, no doubled ids."""


_SPEAKING = """() => {
  const faults = [], all = selector => [...document.querySelectorAll(selector)];
  const polite = all("[aria-live=polite], [role=status], [role=log], output").filter(region => !region.matches("[data-timer-says]"));
  if (polite.length !== 1) faults.push(`${polite.length} polite live regions besides the timer's, not 1`);
  for (const region of all("[aria-live=assertive], [role=alert], [role=marquee]"))
    if (!region.closest(".error-summary")) faults.push(`${region.localName}.${region.className} interrupts`);
  for (const timer of all("[role=timer]")) {
    if (timer.getAttribute("aria-live") !== "off") faults.push("the timer is read out every second");
    if (timer.closest("[aria-live=polite], [role=status]")) faults.push("the timer stands in a live region");
    if (!timer.closest(".clock")?.querySelector("[data-timer-says][aria-live=polite]")) faults.push("the timer has nobody to announce the end");
  }
  if (all("[data-timer-says]").length > all("[role=timer]").length) faults.push("an announcer without a timer");
  return faults;
}"""


speaking = Check(_SPEAKING)
"""Exactly one place speaks, besides the announcer of a timer; the timer itself is silent."""


_SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const inside = element => { // what scrolls within itself is meant to
    for (let box = element.parentElement; box; box = box.parentElement) if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return true;
    return false;
  };
  const wide = [...document.querySelectorAll("body *")].filter(element => element.getBoundingClientRect().right > width + 1 && !inside(element));
  return [`scrolls sideways, ${document.documentElement.scrollWidth} px on ${width}: ` + wide.slice(0, 4).map(element => `${element.localName}.${element.getAttribute("class") || ""}`).join(", ")];
}"""


sideways = Check(_SIDEWAYS)
"""Content wider than the window, code and tables excepted, which scroll within themselves."""


_ROOMY = """() => {
  const faults = [];
  for (const row of document.querySelectorAll(".actions:not(details *, .beside *)")) {
    const tops = [...row.querySelectorAll(":scope > *, :scope > details > summary")].filter(act => act.offsetParent).map(act => act.offsetTop);
    if (!row.querySelector("details[open]") && Math.max(...tops) - Math.min(...tops) > 20)
      faults.push(`the acts “${row.innerText.replace(/\\s+/g, " ")}” take several rows`);
  }
  for (const box of document.querySelectorAll(".table:not(.learner-grid *)"))
    if (box.scrollWidth > box.clientWidth + 1) faults.push(`the table “${box.getAttribute("aria-label")}” is cut off at ${box.clientWidth} of ${box.scrollWidth} px`);
  const menu = document.querySelector(".top > .page");
  if (menu && menu.offsetHeight > 70) faults.push(`the menu takes several rows, ${menu.offsetHeight} px`);
  const height = document.documentElement.scrollHeight;
  if (document.body.matches(".projector.live") && height > innerHeight) faults.push(`the screen for the room is ${height} px high`);
  return faults;
}"""


roomy = Check(_ROOMY)
"""On a laptop the acts of a page stand in one row and its tables are whole; a projector never scrolls."""


_TARGETS = """([most, least]) => {
  const faults = [], root = document.querySelector("main").parentElement;
  for (const control of root.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!control.checkVisibility({ visibilityProperty: true }) || control.matches(".skip")) continue;
    const tick = control.matches("[type=radio], [type=checkbox]");
    const box = (tick && control.labels[0] || control).getBoundingClientRect();
    const display = getComputedStyle(control).display;
    const inline = control.localName === "a" && display === "inline";
    const line = parseFloat(getComputedStyle(control.parentElement).lineHeight);
    const [width, height] = [box.width, inline ? Math.max(box.height, line) : box.height];
    const small = inline ? height < least : height < most - 0.5 || (!control.matches("a:not(.button)") && width < most - 0.5);
    if (small) faults.push(`${control.localName} “${(control.textContent.trim() || control.name).slice(0, 30)}” is ${Math.round(width)} × ${Math.round(height)} px`);
  }
  return faults;
}"""


targets = Check(_TARGETS, [44, 24])
"""Controls a finger cannot hit: under 44 px, or lines with links in a sentence under 24 px (WCAG 2.2, 2.5.8)."""


_RINGS = """() => {
  const faults = [];
  COLOURS
  for (const control of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")) {
    if (control.disabled || !control.checkVisibility({ visibilityProperty: true })) continue;
    control.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== control) continue;
    const ringed = [control, control.closest("label")].filter(Boolean).map(element => [element, getComputedStyle(element)])
      .find(([, style]) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    const name = `${control.localName} “${(control.textContent.trim() || control.name || control.className).slice(0, 30)}”`;
    if (!ringed) { faults.push(`${name} shows no focus`); continue; }
    if (contrast(ringed[1].outlineColor, ground(ringed[0].parentElement)) < 3) faults.push(`the focus ring of ${name} is too pale`);
  }
  document.activeElement.blur();
  return faults;
}""".replace("COLOURS", _COLOURS)


rings = Check(_RINGS)
"""Controls on which the focus cannot be seen: a ring of 2 px or more, in a contrast of 3:1 or more (WCAG 1.4.11)."""


_SUMMARY = """async () => {
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame); // autofocus comes with a frame
  const faults = [], summary = document.querySelector("main .error-summary");
  if (!summary) return ["no error summary"];
  if (document.activeElement !== summary) faults.push("the error summary has not got the focus");
  if (!summary.querySelector("[role=alert]")) faults.push("the error summary is not announced");
  if (!document.title.startsWith("Error:")) faults.push(`the title “${document.title}” says nothing of an error`);
  if (summary.compareDocumentPosition(document.querySelector("main form")) & Node.DOCUMENT_POSITION_PRECEDING) faults.push("the error summary stands behind the form");
  const links = [...summary.querySelectorAll("a")], told = summary.querySelectorAll("li, p");
  if (!told.length) faults.push("the error summary says nothing");
  for (const link of links) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) { faults.push(`“${link.textContent}” leads nowhere`); continue; }
    const control = target.matches("input, select, textarea") ? target : null, group = target.closest("fieldset");
    const described = [control, group].filter(Boolean).flatMap(element => (element.getAttribute("aria-describedby") || "").split(" "));
    const words = described.map(id => document.getElementById(id)).filter(Boolean).map(element => element.textContent).join(" ");
    const [name, ...rest] = link.textContent.split(": "), said = rest.join(": "); // beside the field it need not say which
    const names = [...(control?.labels || []), group?.querySelector("legend")].map(element => element?.textContent || "");
    if (!names.some(text => text.includes(name))) faults.push(`“${link.textContent}” does not name its field`);
    const beside = words.includes(said) || (group && group.textContent.includes(said));
    if (!beside) faults.push(`“${link.textContent}” is not said at its field`);
    if (control && !group && control.getAttribute("aria-invalid") !== "true") faults.push(`${control.name} is not marked as wrong`);
  }
  return faults;
}"""


summary = Check(_SUMMARY)
"""After a form came back: the summary has the focus, is announced, and leads to each field, which says the same."""
