/* What a page can only offer with a script: the browser's own time zone, buttons that print and that tick all boxes of
 * a list, the way back from a window opened beside a page, what a live room comes to meanwhile, Enter that presses the
 * button beside its box, and how long it takes. */
"use strict";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const select of document.querySelectorAll("select[data-own-zone]")) {
  if ([...select.options].some((option) => option.value === zone)) select.value = zone; // the server checks it as ever
}
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
/* Whether the page in the window that opened this one still leads here: then it stands as it was left. */
function opened() {
  try {
    return Boolean(opener && !opener.closed && opener.document.querySelector(`a[href^="${CSS.escape(location.pathname)}"]`));
  } catch {
    return false; // it shows another site
  }
}
for (const link of document.querySelectorAll("a[data-back]")) {
  link.addEventListener("click", (event) => {
    if (!opened()) return;
    event.preventDefault();
    close();
    setTimeout(() => location.assign(link.href), 500); // where a window is not closed by its page
  });
}
for (const button of document.querySelectorAll("button[data-tick]")) {
  const boxes = [...button.form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(button.dataset.tick)}"]`)];
  const tell = () => { button.textContent = boxes.every((box) => box.checked) ? "Tick none" : "Tick all"; };
  button.hidden = false;
  button.addEventListener("click", () => {
    const all = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = all;
    tell();
  });
  button.form.addEventListener("change", tell);
  tell();
}
for (const first of document.querySelectorAll("button[data-enter]")) { // the first of its form, which Enter presses
  first.form.addEventListener("submit", (event) => {
    const beside = document.activeElement.closest("li")?.querySelector("button");
    if (event.submitter === first && beside) [first.name, first.value] = [beside.name, beside.value];
  });
}
for (const form of document.querySelectorAll("form[data-waits]")) {
  const said = document.querySelector("#status [data-said]"); // read out; what is shown stands beside the button
  const shown = form.querySelector("[data-shown]"), clock = form.querySelector("[data-seconds]");
  let ticking = 0;
  form.addEventListener("submit", (event) => {
    if (ticking) return event.preventDefault(); // it is on its way: a second press would only begin again
    const start = Date.now();
    said.textContent = shown.textContent = form.dataset.waits;
    ticking = setInterval(() => { clock.textContent = `${Math.round((Date.now() - start) / 1000)} s`; }, 1000);
  });
  addEventListener("pageshow", (event) => { // back from the next page: nothing is on its way any more
    if (!event.persisted) return;
    clearInterval(ticking);
    ticking = 0;
    said.textContent = shown.textContent = clock.textContent = "";
  });
}
/* Beside an article that is read for a live room: what goes on there, so that nobody reads on past a question. */
const room = document.querySelector("[data-room]");
let told = {}, tag = "";
async function tellRoom() {
  let words = room.dataset.lost;
  try {
    const headers = { "X-Requested-With": "fetch", ...(tag && { "If-None-Match": tag }) };
    const reply = await fetch(room.dataset.room, { cache: "no-store", headers });
    if ([401, 403, 404].includes(reply.status)) return location.reload(); // removed, say: the page tells why
    if (reply.ok) [told, tag] = [await reply.json(), reply.headers.get("ETag") || ""];
    if (reply.ok || reply.status === 304) words = told.said;
  } catch { /* no network: asked again */ }
  if (room.textContent !== words) {
    room.textContent = document.querySelector("#status [data-said]").textContent = words;
    if (told.tab) document.title = document.title.replace(/.*? – /, `${told.tab} – `);
  }
  if (told.state !== "ended") setTimeout(tellRoom, 3000);
}
if (room) tellRoom();
