/* Help while reviewing drafts: single keys for each decision, and flaws named while one types.
 *
 *   form[data-review][data-check-url]   its text is sent for a check while it is written; #flaws receives the answer
 *   [data-key]                          the button or link that a key presses
 *   [data-shortcuts], [data-toggle]     what the keys are, and the button that turns them off (kept on this device)
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

form.addEventListener("input", (event) => {
  if (event.target.name === "reason" || event.target.name === "note" || event.target.name === "looked") return;
  clearTimeout(planned);
  planned = setTimeout(check, CHECK_MS);
});

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

function focusOn(element) {
  if (!element) return;
  element.focus();
  if (element.select) element.select();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && typing) { typing.blur(); return; }
  if (!on || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const pressed = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (pressed) pressed.click();
  else if (key === "e") focusOn(form.elements.stem);
  else if (key === "r") focusOn(form.elements.reason);
  else if (key === "u") { const undo = document.querySelector("[data-undo] button"); if (undo) undo.click(); }
  else if (/^[1-8]$/.test(key)) focusOn(form.elements[`options-${key - 1}-text`]);
  else return;
  event.preventDefault();
});
