/* The page of a job asks again every second and shows what the server says. Without this file it reloads itself. */
"use strict";

const EVERY_MS = 1000;

async function look() {
  const here = document.getElementById("drafting");
  try {
    const reply = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
    const told = new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("drafting");
    if (reply.ok && !told) return location.reload(); // there is another page at this address now
    if (reply.ok && told && told.innerHTML !== here.innerHTML) {
      const said = document.querySelector("[data-said]");
      if (said && told.dataset.state !== here.dataset.state) said.textContent = told.querySelector("p, label").textContent;
      here.replaceWith(told);
    }
    if (told && !["waiting", "running"].includes(told.dataset.state)) return;
  } catch {
    /* the network is away: the next look may find it again */
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
