/* Help while reviewing drafts: single keys for each decision, and flaws named while one types.
 *
 *   form[data-review][data-check-url]   its text is sent for a check while it is written; #flaws receives the answer
 *   form[data-unsaved]                  it shows what is not stored; leaving it other than by its own buttons asks first
 *   [data-key]                          the button or link that a key presses
 *   form[data-concerns][data-words]     what a draft was kept back for: the part to look at, and the words of the stem meant
 *   [data-another]                      puts another wrong option in its row; G and a number press it, each time
 *   Escape leaves a field; once more, at once, puts back what stood there when it was entered
 *   [data-nothing]                      shown, and read out, when the key it names, or that of an option, finds nothing
 *   .outlived                           shown where an option was changed and its reason was not
 *   [data-shortcuts], [data-toggle]     what the keys are, and the button that turns them off (kept on this device)
 *
 * Behind the last draft there is no form: the keys of what is there work.
 */
"use strict";

const CHECK_MS = 400, KEPT = "quizapp-review-keys";
const form = document.querySelector("form[data-review]");

/* ---- flaws while typing ---- */

let planned = 0, asking = null;

async function check() {
  if (asking) asking.abort();
  const asked = (asking = new AbortController());
  try {
    const reply = await fetch(form.dataset.checkUrl, {
      method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "error", signal: asked.signal,
    });
    const html = await reply.text();
    // Our own server made it from escaped text; scripts in a parsed document do not run.
    if (asked === asking && reply.ok) document.getElementById("flaws").replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  } catch {
    /* offline: approving checks again */
  }
}

let unsaved = form !== null && "unsaved" in form.dataset;

function markOutlived(row) {
  const mark = row?.querySelector(".outlived"), [text, reason] = row?.querySelectorAll("textarea") || [];
  if (!mark) return;
  mark.dataset.shown ??= String(!mark.hidden);
  const changed = mark.dataset.shown === "true" || text.value.trim() !== text.defaultValue.trim();
  mark.hidden = !(changed && reason.value && reason.value === reason.defaultValue);
}

form?.addEventListener("input", (event) => {
  unsaved = true;
  markOutlived(event.target.closest(".review-options > li"));
  if (event.target.name === "reason" || event.target.name === "note" || event.target.name === "looked") return;
  clearTimeout(planned);
  planned = setTimeout(check, CHECK_MS);
});

/* ---- leaving ---- */

form?.addEventListener("submit", () => { unsaved = false; }); // deciding, skipping and going back keep what was typed
addEventListener("beforeunload", (event) => {
  if (!unsaved) return;
  event.preventDefault();
  event.returnValue = ""; // older browsers ask only when this is set
});

/* ---- another option ---- */

let waitsForNumber = false;

async function another(button) {
  const sent = new FormData(form, button);
  try {
    const reply = await fetch(form.action || location.href, { method: "POST", body: sent, credentials: "same-origin", redirect: "error" });
    const told = new DOMParser().parseFromString(await reply.text(), "text/html");
    const fresh = told.querySelector("form[data-review]"), problem = told.querySelector(".error-summary");
    if (!fresh) return form.requestSubmit(button);
    form.replaceChildren(...fresh.childNodes);
    const old = document.querySelector(".error-summary");
    if (old) old.remove();
    if (problem) { form.before(problem); problem.focus(); return; }
    unsaved = true;
    form.querySelector("[data-another][autofocus]").focus();
  } catch {
    form.requestSubmit(button); // as without script
  }
}

form?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-another]");
  if (!button) return;
  event.preventDefault();
  another(button);
});

function replaceOption(number) {
  const button = form?.querySelector(`[data-another][value="another-${number}"]`);
  if (button) another(button);
}

/* ---- keys ---- */

const help = document.querySelector("[data-shortcuts]"), toggle = document.querySelector("[data-toggle]");
let on = true;

function turn(to) {
  on = to;
  toggle.setAttribute("aria-pressed", String(on));
  toggle.textContent = on ? "Keys are on" : "Keys are off";
}

try { turn(localStorage.getItem(KEPT) !== "off"); } catch { turn(true); }
help.hidden = false;
toggle.addEventListener("click", () => {
  turn(!on);
  try { localStorage.setItem(KEPT, on ? "on" : "off"); } catch { /* kept for this page only */ }
});

let entered = null, left = null; // a field and what stood in it when it was entered; the same of the field just left

function focusOn(element) {
  if (!element) return;
  element.focus();
  if (element.localName === "textarea") element.setSelectionRange(element.value.length, element.value.length); // typing adds
}

form?.addEventListener("focusin", ({ target }) => { entered = target.localName === "textarea" ? { field: target, text: target.value } : null; });

function putBack() {
  const { field, text } = left;
  focusOn(field);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/* What a draft was kept back for: the options, or the stem with the words that are meant. */
function editWhatIsMeant() {
  const stem = form.elements.stem, { concerns = "", words = "" } = form.dataset;
  if (concerns === "options") return focusOn(form.querySelector("[data-another]")?.closest("li").querySelector("textarea"));
  focusOn(stem);
  const at = words ? stem.value.indexOf(words) : -1;
  if (at >= 0) stem.setSelectionRange(at, at + words.length);
}

function sayNothing(of) {
  const words = document.querySelector(`[data-nothing="${of}"]`);
  if (!words) return;
  for (const receipt of document.querySelectorAll("#status .receipt")) receipt.remove(); // of what was pressed before
  words.hidden = false;
  document.querySelector("#status [data-said]").textContent = words.textContent;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Enter" && event.target.localName === "select" && event.target.value) {
    event.preventDefault();
    event.target.closest("[data-reject]").querySelector("button").click();
    return;
  }
  if (event.key === "Escape" && typing) {
    left = entered?.field === typing ? entered : null;
    typing.blur();
    return;
  }
  if (event.key === "Escape" && left?.field.isConnected && left.field.value !== left.text) putBack();
  left = null;
  if (!on || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (waitsForNumber && /^[1-8]$/.test(key)) {
    waitsForNumber = false;
    replaceOption(key - 1);
    event.preventDefault();
    return;
  }
  waitsForNumber = key === "g"; // wherever the focus is: the last "Another" has it after a number
  if (waitsForNumber) { event.preventDefault(); return; }
  const pressed = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (pressed) pressed.click();
  else if (key === "u" || key === "s" || key === "b") sayNothing(key);
  else if (!form) return;
  else if (key === "e") editWhatIsMeant();
  else if (key === "r") focusOn(form.elements.reason);
  else if (key === "l") { if (form.elements.looked) form.elements.looked.click(); }
  else if (/^[1-8]$/.test(key)) {
    const option = form.elements[`options-${key - 1}-text`];
    if (option) focusOn(option);
    else sayNothing("option");
  }
  else return;
  event.preventDefault();
});
