/* The page of a job asks again every second, at first oftener, and shows what the server says. Without this file it
   reloads itself. */
"use strict";

const EVERY_MS = 1000, AT_FIRST_MS = 250;
let often = 20; // five seconds: what is done by then is seen at once, and what takes longer asks little
const next = () => setTimeout(look, often-- > 0 ? AT_FIRST_MS : EVERY_MS);

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
  next();
}

next();
