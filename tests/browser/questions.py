"""What a question must be for everybody who answers it: each check returns the faults it finds, in words."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.a11y import Check

_QUESTIONS = """() => {
  const faults = [], main = document.querySelector("main");
  const words = element => element ? element.textContent.replace(/\\s+/g, " ").trim() : "";
  for (const options of main.querySelectorAll(".options")) if (!options.closest("fieldset, .revealed")) faults.push("options stand outside of a fieldset");
  for (const role of main.querySelectorAll("[role=radio], [role=checkbox], [role=radiogroup], [role=button], [role=textbox]"))
    faults.push(`${role.localName} only plays a ${role.getAttribute("role")}`);
  for (const question of main.querySelectorAll("fieldset[data-question]")) {
    const legend = question.firstElementChild, name = words(question.querySelector(".question-number")) || question.dataset.question;
    const fault = text => faults.push(`${name}: ${text}`);
    if (legend?.localName !== "legend") fault("no legend comes first");
    else {
      if (!/^Question \\d+/.test(words(legend))) fault(`the legend says “${words(legend).slice(0, 40)}”`);
      const stem = legend.querySelector(".stem") || document.getElementById(question.getAttribute("aria-describedby"));
      if (!words(stem) && !stem?.querySelector("img[alt]")) fault("the stem belongs to nothing");
      const many = question.querySelector("[type=checkbox]"), one = question.querySelector("[type=radio]");
      if (many && !/choose all that apply/.test(words(legend))) fault("nobody says that several may be chosen");
      if (one && !/choose one/.test(words(legend))) fault("nobody says that one is to be chosen");
      if (legend.querySelector("pre, img, table")) fault("the legend is read with every option, and holds more than words");
    }
    const inputs = [...question.querySelectorAll("input:not([type=hidden]), textarea")];
    if (!inputs.length) fault("nothing to answer with");
    if (new Set(inputs.map(input => input.type + input.name)).size > 1) fault("the inputs are of several groups");
    if (new Set(inputs.map(input => input.value)).size < inputs.length) fault("two options send the same");
    for (const input of inputs) {
      const label = input.labels[0];
      if (!label || !words(label).replace(/^[A-Z]:/, "").trim()) fault(`${input.id || input.name} has no label`);
      else if (input.type !== "text" && !label.contains(input)) fault("the row of an option cannot be pressed");
      if (input.type !== "text" && !question.disabled && !/^[A-Z]: /.test(words(label).replace(/^[A-Z]\\s*(?=[A-Z]:)/, ""))) fault(`“${words(label)}” has no letter as text`);
    }
    const state = document.querySelector(`[data-saved-for="${question.dataset.question}"]`);
    if (!state || !question.contains(state)) fault("it does not say whether the answer is saved");
  }
  return faults;
}"""


questions = Check(_QUESTIONS)
"""Each question is a fieldset with a legend, native inputs with labels, and words that tell how to answer."""


_VERDICTS = """() => {
  const faults = [];
  const words = element => { // what is seen: neither hidden nor only for screen readers
    if (!element) return "";
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent.closest(".visually-hidden, svg") && parent.checkVisibility({ visibilityProperty: true })) text += walker.currentNode.data;
    }
    return text.replace(/\\s+/g, " ").trim();
  };
  const drawn = element => [...(element?.querySelectorAll("svg path, svg circle") || [])].some(shape => shape.getBoundingClientRect().width > 0);
  for (const question of document.querySelectorAll(".revealed")) {
    const name = words(question.querySelector(".question-number")) || words(question.querySelector(".stem")).slice(0, 30);
    const fault = text => faults.push(`${name}: ${text}`);
    const verdict = question.querySelector(".verdict");
    if (!/^(Right|Partly right|Not right|Not answered|With its key|The answer)$/.test(words(verdict))) fault(`the verdict is “${words(verdict)}”`);
    if (!drawn(verdict)) fault("the verdict has no icon");
    const plain = question.querySelector(".option:not(.key, .wrong)");
    for (const option of question.querySelectorAll(".option.key, .option.wrong")) {
      const told = option.querySelector(".told"), key = option.matches(".key");
      if (!(key ? /Correct answer|Your answer, correct/ : /Your answer, not correct/).test(words(told))) fault("an option does not say what it is");
      if (!drawn(told)) fault("an option has no icon");
      if (getComputedStyle(option).outlineStyle === (plain ? getComputedStyle(plain).outlineStyle : "none")) fault("the key has the border of the others");
    }
    for (const answer of question.querySelectorAll(".answers dd.good")) if (!drawn(answer)) fault("the correct answer has no icon");
  }
  for (const sorted of document.querySelectorAll(".badge, .receipt")) {
    if (!words(sorted)) faults.push(`${sorted.className} says nothing in words`);
    if (sorted.matches(".good, .bad, .note") && !drawn(sorted)) faults.push(`“${words(sorted)}” has no icon`);
  }
  return faults;
}"""


verdicts = Check(_VERDICTS)
"""Right and wrong are told by word, icon and border; colour only repeats it."""


_FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), label = at.labels && at.labels[0];
  const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1), y = box.y + Math.min(box.height / 2, 20);
  const top = document.elementFromPoint(x, y);
  const free = at === document.body || (top && (at.contains(top) || top.contains(at) || label?.contains(top)));
  const order = [...document.querySelectorAll("*")].indexOf(at);
  return [order, `${at.localName} “${(label || at).textContent.replace(/\\s+/g, " ").trim().slice(0, 40)}”`, Boolean(free)];
}"""

_STOPS = """() => {
  const groups = new Set();
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")].filter(control => {
    if (control.disabled || control.closest("fieldset:disabled") || !control.checkVisibility({ visibilityProperty: true })) return false;
    if (control.type !== "radio") return true;
    const fresh = !groups.has(control.name); // a group of radio buttons is one stop
    groups.add(control.name);
    return fresh;
  }).length;
}"""


def tabbing(page: Page) -> list[str]:
    """With Tab alone: every control is reached, in the order of the page, and is not under anything that sticks."""
    faults, orders = [], []
    stops: int = page.evaluate(_STOPS)
    page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
    for _ in range(stops):
        page.keyboard.press("Tab")
        order, name, free = page.evaluate(_FOCUSED)
        orders.append(order)
        if not free:
            faults.append(f"{name} is focused under something else")
    if len(set(orders)) != stops:
        faults.append(f"Tab stops {len(set(orders))} times; there are {stops} controls")
    if orders != sorted(orders):
        faults.append("Tab leaves the order of the page")
    return faults
