/* Help while writing a question. Without this file the form works all the same: eight option rows, preview after saving.
 *
 *   <form data-authoring data-preview-url>      the form; its text is sent for a preview while it is written
 *   #preview                                    receives the page part the server makes of it
 *   [data-option-row]                           one option each, all rendered by the server; empty ones are hidden here
 *   [data-remove-option], [data-add-option]     buttons rendered hidden; they appear where this script runs
 *   #options[data-truths]                       the words of the two options of a statement to judge
 *   [data-for-kind="single multiple"]           shown only for these kinds, if the form has a field named kind
 */
"use strict";

const PREVIEW_MS = 400, ROWS_AT_FIRST = 4, ROWS_AT_LEAST = 2;
const form = document.querySelector("form[data-authoring]");

/* ---- preview ---- */

let planned = 0, asking = null;

async function preview() {
  const target = document.getElementById("preview");
  if (!target || !form.dataset.previewUrl) return;
  if (asking) asking.abort();
  const asked = (asking = new AbortController());
  try {
    const reply = await fetch(form.dataset.previewUrl, {
      method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" },
      credentials: "same-origin", redirect: "error", signal: asked.signal,
    });
    const html = await reply.text();
    if (asked !== asking) return;
    // Our own server made it from a cleaned text; scripts in a parsed document do not run.
    if (reply.ok) target.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    target.toggleAttribute("data-stale", !reply.ok);
  } catch {
    if (asked === asking) target.setAttribute("data-stale", "");
  }
}

function planPreview() {
  clearTimeout(planned);
  planned = setTimeout(preview, PREVIEW_MS);
}

/* ---- option rows ---- */

const rows = [...form.querySelectorAll("[data-option-row]")];
const adder = form.querySelector("[data-add-option]");

function controls(row) {
  return [...row.querySelectorAll("input, textarea, select")];
}

function isTick(control) {
  return control.type === "radio" || control.type === "checkbox";
}

function isEmpty(row) {
  return controls(row).every((control) => (isTick(control) ? !control.checked : control.type === "hidden" || !control.value.trim()));
}

function shownRows() {
  return rows.filter((row) => !row.hidden);
}

function updateButtons() {
  const shown = shownRows();
  const fixed = truth() && shown.length <= ROWS_AT_LEAST;
  if (adder) adder.hidden = fixed || shown.length === rows.length;
  for (const row of rows) {
    const remover = row.querySelector("[data-remove-option]");
    if (remover) remover.hidden = shown.length <= ROWS_AT_LEAST;
  }
}

function addRow() {
  const row = rows.find((candidate) => candidate.hidden);
  if (!row) return;
  row.hidden = false;
  updateButtons();
  const first = controls(row).find((control) => !isTick(control) && control.type !== "hidden");
  if (first) first.focus();
}

/* Rows are numbered by name, so the texts move up instead of the rows. */
function removeRow(row) {
  const shown = shownRows();
  const at = shown.indexOf(row);
  for (let index = at; index < shown.length; index += 1) {
    const from = shown[index + 1] && controls(shown[index + 1]);
    controls(shown[index]).forEach((control, place) => {
      if (isTick(control)) control.checked = from ? from[place].checked : false;
      else if (!["hidden", "file"].includes(control.type)) control.value = from ? from[place].value : "";
    });
  }
  shown[shown.length - 1].hidden = true;
  updateButtons();
  const heir = controls(shown[Math.min(at, shown.length - 2)]).find((control) => !isTick(control) && control.type !== "hidden");
  if (heir) heir.focus();
  changed();
}

function startRows() {
  const filled = rows.reduce((last, row, index) => (isEmpty(row) ? last : index + 1), 0);
  rows.forEach((row, index) => { row.hidden = index >= Math.max(filled, truth() ? ROWS_AT_LEAST : ROWS_AT_FIRST); });
  updateButtons();
}

/* A statement to judge has two options with known words: they are put in, and taken away with the kind. */
const truths = (document.getElementById("options")?.dataset.truths || "").split("|");

function truth() {
  return new FormData(form).get("kind") === "true-false";
}

function putTruths() {
  const texts = rows.slice(0, ROWS_AT_LEAST).map((row) => row.querySelector("textarea, input[type=text]"));
  const [before, after] = truth() ? ["", truths] : [truths, ""];
  if (texts.every((text, index) => text.value.trim() === (before[index] || ""))) texts.forEach((text, index) => { text.value = after[index] || ""; });
}

/* ---- kinds ---- */

function showKind() {
  const kind = new FormData(form).get("kind");
  if (!kind) return;
  for (const part of form.querySelectorAll("[data-for-kind]")) part.hidden = !part.dataset.forKind.split(" ").includes(kind);
}

/* ---- unsaved changes ---- */

let dirty = document.querySelector(".error-summary") !== null;

function changed() {
  dirty = true;
  planPreview();
}

form.addEventListener("input", (event) => {
  if (event.target.name === "kind") { putTruths(); startRows(); showKind(); }
  changed();
});
form.addEventListener("submit", () => { dirty = false; });
form.addEventListener("click", (event) => {
  if (event.target.closest("[data-add-option]")) addRow();
  const remover = event.target.closest("[data-remove-option]");
  if (remover) removeRow(remover.closest("[data-option-row]"));
});
addEventListener("beforeunload", (event) => {
  if (!dirty) return;
  event.preventDefault();
  event.returnValue = ""; // older browsers ask only when this is set
});

startRows();
showKind();
preview();
