/* What a page can only offer with a script: the browser's own time zone, buttons that print and that tick all boxes of
 * a list, the way back from a window opened beside a page, Enter that presses the button beside its box, and how long
 * it takes. */
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
