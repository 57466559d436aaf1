/* Carries a learner's answers to the server and never loses one.
 *
 * Every choice is written to IndexedDB, then sent; it is forgotten only when the server has answered. Each entry has
 * a random key, so sending it twice (a lost reply, a second tab, a reload) counts once. On the plain HTTP of classrooms
 * there are no service workers, crypto.subtle or locks: this needs IndexedDB and crypto.getRandomValues alone.
 *
 *   <form data-take data-answer-url data-attempt data-csrf>   the questions of one attempt; fieldset[data-question] inside
 *   <p data-saved-for="…" data-state>                         the state of one answer, in words
 *   [data-finish]                                             a link or button that leaves the page: waits for the queue
 *   [role=timer][data-remaining-ms][data-limit-ms]            counts down from what the server said
 *   <details class="the-article" data-of>                     the article, where a wide screen shows it beside the questions
 *   <script id="words" type="application/json">               every sentence used here
 */
"use strict";

const WAIT_FIRST_MS = 500, WAIT_MOST_MS = 30000, REPLY_MS = 15000, TYPING_MS = 300, FINISH_MS = 8000, OPEN_MS = 3000, GRACE_MS = 6000, FRESH_MS = 15000;
const TEXT = "input[type=text], textarea";
const KEEP_MS = 30 * 24 * 3600 * 1000;

const words = JSON.parse(document.getElementById("words").textContent);
const forms = [...document.querySelectorAll("form[data-take]")];
const plural = new Intl.PluralRules(document.documentElement.lang || "en");

function say(text) {
  const region = document.querySelector("#status [data-said]");
  if (region) region.textContent = text;
}

function fill(template, values) {
  const text = typeof template === "string" ? template : template[plural.select(values.n)] || template.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* ---- memory of the device ---- */

let store = null; // stays null where the browser refuses IndexedDB; the queue then lives as long as the page
let device = ""; // lives and dies with the numbering of the entries, hence in the same database
const spare = { device: randomKey(), n: 0 }; // names and numbers what the database could not take

function asked(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

function table(name, mode) {
  return store.transaction(name, mode).objectStore(name);
}

async function openStore() {
  const opening = indexedDB.open("quizapp", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("entries", { keyPath: "n", autoIncrement: true });
    opening.result.createObjectStore("kept");
  };
  const slow = new Promise((done, fail) => setTimeout(fail, OPEN_MS)); // some browsers never answer
  store = await Promise.race([asked(opening), slow]);
  store.onversionchange = () => store.close();
  const kept = table("kept", "readwrite");
  device = await asked(kept.get("device"));
  if (!device) await asked(kept.add((device = randomKey()), "device"));
  return asked(table("entries").getAll());
}

/* The database numbers the entries: n only ever grows, also across tabs, so the server can tell older from newer. */
async function keep(entry) {
  try {
    entry.device = device;
    entry.n = await new Promise((done, fail) => {
      const adding = table("entries", "readwrite").add(entry);
      adding.transaction.oncomplete = () => done(adding.result);
      adding.transaction.onabort = () => fail(adding.transaction.error);
    });
  } catch {
    Object.assign(entry, { device: spare.device, n: (spare.n += 1), stored: false });
  }
}

function forget(entry) {
  queue.splice(0, queue.length, ...queue.filter((other) => other !== entry));
  if (store && entry.stored) asked(table("entries", "readwrite").delete(entry.n)).catch(() => {}); // sent again: harmless
}

/* A page made before the server had an answer may read the device after its receipt, here or in another tab. It would show
 * nothing, so the receipt stays there for a moment. */
function received(entry, told) {
  forget(entry);
  entry.told = told;
  entry.at = Date.now();
  if (store && entry.stored) asked(table("entries", "readwrite").put(entry)).catch(() => {});
  tellReceived(entry, true);
}

function tellReceived(entry, aloud) {
  believe(entry);
  clearError(entry);
  show(entry, ...entry.told, aloud);
  setTimeout(forget, FRESH_MS, entry);
}

/* ---- what the page shows ---- */

function isOurs(entry) {
  return forms.some((form) => form.dataset.attempt === entry.attempt);
}

function fieldsetOf(entry) {
  const selector = `[data-question="${CSS.escape(entry.item)}"]`;
  return forms.filter((form) => form.dataset.attempt === entry.attempt).map((form) => form.querySelector(selector)).find(Boolean);
}

function show(entry, state, text, aloud) {
  const fieldset = fieldsetOf(entry);
  // An older answer to the same question must not overwrite what is said about the newer one.
  const later = [...queue.slice(queue.indexOf(entry) + 1), ...coming];
  if (!fieldset || typing.has(fieldset) || later.some((other) => other.item === entry.item && other.attempt === entry.attempt)) return;
  write(fieldset, state, text);
  if (aloud) say(`${fieldset.dataset.name || ""}: ${text}`);
}

function write(fieldset, state, text) {
  const line = document.querySelector(`[data-saved-for="${CSS.escape(fieldset.dataset.question)}"]`);
  const target = line && line.querySelector("[data-words]");
  if (!target) return;
  line.dataset.state = state;
  target.textContent = text;
}

/* What is chosen now or, with the names of the defaults, what the server believed when it made the page. */
function choiceIn(fieldset, checked = "checked", value = "value") {
  const ticks = [...fieldset.querySelectorAll("input[type=radio], input[type=checkbox]")];
  if (ticks.length) return ticks.filter((input) => input[checked]).map((input) => input.value);
  return fieldset.querySelector(TEXT)[value];
}

function putBack(entry) {
  const fieldset = fieldsetOf(entry);
  if (!fieldset || fieldset.disabled) return;
  for (const input of fieldset.querySelectorAll("input, textarea")) {
    if (input.type === "radio" || input.type === "checkbox") input.checked = entry.choice.includes(input.value);
    else if (input.type !== "hidden") input.value = entry.choice;
  }
}

/* What this page knows to be saved; an ordinary submit then leaves alone what another device changed meanwhile. */
function believe(entry) {
  const fieldset = fieldsetOf(entry);
  const shown = fieldset && fieldset.form && fieldset.form.elements[`${entry.item}-shown`];
  if (!shown) return;
  const count = document.querySelector("[data-answered]");
  if (count) count.textContent = Number(count.textContent) + (entry.choice.length > 0) - (shown.value !== "");
  shown.value = typeof entry.choice === "string" ? entry.choice.trim() : [...entry.choice].sort().join(" ");
}

/* What the server refused when it made the page, and has saved since. */
function clearError(entry) {
  const fieldset = fieldsetOf(entry), error = fieldset && fieldset.querySelector(".error");
  if (!error) return;
  error.remove();
  fieldset.querySelector(TEXT)?.removeAttribute("aria-invalid");
  const summary = document.querySelector(".error-summary");
  summary.querySelector(`[href="#${fieldset.querySelector("h2").id}"]`)?.closest("li").remove();
  if (summary.querySelector("li")) return;
  summary.remove();
  document.title = document.title.replace("Error: ", "");
}

/* ---- sending: one at a time, oldest first ---- */

const queue = [], coming = []; // coming: chosen, and not yet written to the device
const notOurs = new Set();
let busy = false, failures = 0, retry = 0, trouble = ""; // trouble: "", "offline", "unsent" or "unseated"
const tabs = "BroadcastChannel" in self ? new BroadcastChannel("quizapp") : null;

async function send(entry) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), REPLY_MS);
  try {
    const reply = await fetch(entry.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": forms[0]?.dataset.csrf || "", "X-Requested-With": "fetch" },
      body: JSON.stringify({ item: entry.item, key: entry.key, n: entry.n, device: entry.device, choice: entry.choice }),
      credentials: "same-origin",
      redirect: "manual", // a redirect to the sign-in page is not a receipt
      cache: "no-store",
      keepalive: true,
      signal: stop.signal,
    });
    let body = null;
    try {
      body = await reply.json();
    } catch {
      // Not ours: a login page of the network, or a reply cut short.
    }
    return { status: reply.type === "opaqueredirect" ? 401 : reply.status, body, after: Number(reply.headers.get("Retry-After")) || 0 };
  } catch {
    return { status: 0, body: null, after: 0 };
  } finally {
    clearTimeout(late);
  }
}

/* True when the next entry may go; false when the queue has to wait. */
function settle(entry, { status, body, after }) {
  if (status === 200 && body && typeof body.saved_at === "string") {
    const state = body.late ? "late" : "saved";
    received(entry, [state, fill(words[state], { time: body.saved_at })]);
    return true;
  }
  // Proxies and networks that want a login answer 403 and 404 too, but not in our words.
  const certain = [403, 404, 409, 410, 413, 422].includes(status) && body && typeof body.message === "string";
  if (!isOurs(entry) && (certain || status === 400 || status === 401)) {
    // Someone else's, on a shared device: not ours to send or to throw away. Kept until its owner returns, or 30 days.
    notOurs.add(entry.key);
    return true;
  }
  if (certain) {
    forget(entry);
    show(entry, "refused", fill(words.refused, { reason: body.message }), true);
    return true;
  }
  if (status >= 500 && status !== 503) queue.push(...queue.splice(queue.indexOf(entry), 1)); // must not hold up the others
  trouble = status === 400 || status === 401 ? "unseated" : status ? "unsent" : "offline"; // 400: the form token is too old
  const first = failures === 0;
  failures += 1;
  for (const waiting of queue) show(waiting, "device", waitingWords(waiting), first && waiting === entry);
  const wait = Math.min(WAIT_MOST_MS, WAIT_FIRST_MS * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
  retry = setTimeout(pump, Math.max(wait, after * 1000));
  tell();
  return false;
}

/* The form token ends with the seat. The same page, asked for again, has the token of the seat taken in another tab. */
async function renew() {
  try {
    const reply = await fetch(location.href, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
    const form = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("form[data-take]");
    if (!form || form.dataset.attempt !== forms[0].dataset.attempt) return;
    for (const ours of forms) ours.dataset.csrf = form.dataset.csrf;
    for (const input of document.querySelectorAll("[name=csrf_token]")) input.value = form.dataset.csrf;
  } catch {
    // No network now: the next try asks again.
  }
}

function waitingWords(entry) {
  return trouble === "unseated" ? words.unseated_answer : entry.stored ? words.device : words.unstored;
}

function next() {
  return queue.find((entry) => isOurs(entry)) || queue.find((entry) => !notOurs.has(entry.key));
}

async function pump() {
  if (busy) return;
  clearTimeout(retry);
  busy = true;
  try {
    if (trouble === "unseated" && next()) await renew();
    for (let entry = next(); entry; entry = next()) {
      if (!settle(entry, await send(entry))) return;
      failures = 0;
      trouble = "";
      if (tabs) tabs.postMessage("sent");
    }
    tell();
  } finally {
    busy = false;
  }
}

function wake() {
  failures = 0;
  return pump();
}

/* ---- choosing ---- */

const typing = new Map(); // fieldset → timer of an answer still being typed
const answered = new Set(); // fieldsets
let writing = Promise.resolve();

function answer(fieldset) {
  clearTimeout(typing.get(fieldset));
  typing.delete(fieldset);
  answered.add(fieldset);
  write(fieldset, "", ""); // what stands there was said of another answer
  const form = fieldset.form || fieldset.closest("form");
  const entry = {
    attempt: form.dataset.attempt, url: form.dataset.answerUrl, item: fieldset.dataset.question, key: randomKey(),
    choice: choiceIn(fieldset), at: Date.now(), stored: true,
  };
  coming.push(entry);
  writing = writing.then(async () => {
    await keep(entry);
    queue.push(coming.shift());
    show(entry, "device", waitingWords(entry), false);
    pump();
  });
}

function onChange(event) {
  const fieldset = event.target.closest("fieldset[data-question]");
  if (!fieldset || event.target.type === "hidden") return;
  const isText = event.target.matches(TEXT);
  if (!isText && event.type === "change") answer(fieldset);
  if (isText && event.type === "input") {
    clearTimeout(typing.get(fieldset));
    typing.set(fieldset, setTimeout(answer, TYPING_MS, fieldset));
    write(fieldset, "", "");
  }
  if (isText && event.type === "change" && typing.has(fieldset)) answer(fieldset);
}

/* ---- leaving the page ---- */

function pending() {
  return new Set([...queue, ...coming].filter(isOurs).map((entry) => entry.item)).size;
}

async function settleAll() {
  for (const fieldset of [...typing.keys()]) answer(fieldset);
  await writing;
  const end = Date.now() + FINISH_MS;
  wake();
  const waits = () => busy || (trouble !== "unseated" && (trouble !== "offline" || navigator.onLine));
  while (pending() && Date.now() < end && waits()) await new Promise((done) => setTimeout(done, 50));
  return !pending() && (navigator.onLine || reached());
}

/* A page asked for without a network would be the browser's own, about an error. Some are "offline" beside the server. */
async function reached() {
  return fetch(location.href, { method: "HEAD", redirect: "manual", cache: "no-store" }).then(() => true, () => false);
}

/* Clicks of links and buttons, submits of forms: wait for the queue, then do it again and let it pass. */
async function onFinish(event) {
  const control = event.target.closest("[data-finish]");
  if (!control || (control.localName === "form") !== (event.type === "submit")) return;
  if (control.dataset.finish === "go" || event.defaultPrevented) return;
  event.preventDefault();
  if (control.dataset.finish === "wait") return;
  control.dataset.finish = "wait";
  if (pending() || typing.size) note(words.sending);
  const may = await settleAll();
  await new Promise((done) => setTimeout(done)); // a click within the click of the Enter key would be ignored
  control.dataset.finish = may ? "go" : "";
  if (may && event.type === "submit") control.requestSubmit(event.submitter);
  else if (may) control.click();
  else {
    inVain = ` ${fill(words.again, { name: (event.submitter || control).textContent.trim() })}`;
    note(told(trouble || (pending() ? "unsent" : "offline")));
  }
}

let inVain = ""; // what to press again, said as long as it is true

function told(state) {
  return fill(words[state], { n: pending() }) + inVain;
}

/* Beside the buttons, while it is true: how many questions wait here, and what their learner can do. */
function tell() {
  const line = document.getElementById("unsent");
  if (trouble && pending()) note(told(trouble), false);
  else if (line) line.remove();
}

function note(text, aloud = true) {
  let line = document.getElementById("unsent");
  const actions = forms[0] && forms[0].querySelector(".actions");
  if (!line && actions) {
    line = document.createElement("p");
    line.id = "unsent";
    line.className = "receipt note";
    actions.before(line);
  }
  if (line) {
    line.textContent = text;
    if (trouble === "unseated") {
      const link = document.createElement("a");
      link.href = `${words.claim}?next=${encodeURIComponent(location.pathname + location.search)}`;
      link.textContent = words.come_back;
      line.append(" ", link);
    }
  }
  if (aloud) say(text);
}

/* ---- time ---- */

/* When a limit of so many seconds is spoken of: at half time and near the end, 5 seconds apart. */
function announcements(seconds) {
  const points = seconds <= 60 ? [10, 5] : [300, 60, 30, 10];
  return [Math.round(seconds / 2), ...points].filter((at) => at < seconds).sort((a, b) => b - a)
    .filter((at, index, all) => index === all.length - 1 || at - all[index + 1] >= 5);
}

function clockFace(seconds) {
  const two = (n) => String(n % 60).padStart(2, "0"), minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${two(seconds)}` : `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
}

/* With its units: 12:30 is a time of day. */
function spokenTime(seconds) {
  const said = [["minutes", Math.floor(seconds / 60)], ["seconds", seconds % 60]].filter(([, n]) => n);
  return fill(words.left, { time: said.map(([unit, n]) => fill(words[unit], { n })).join(" ") });
}

function startTimer(face) {
  const box = face.closest(".clock") || face.parentNode;
  const announcer = box.querySelector("[data-timer-says]");
  const limit = Number(face.dataset.limitMs) / 1000;
  const end = Date.now() + Number(face.dataset.remainingMs);
  let before = Infinity;
  const spoken = announcements(Math.round(limit));
  function tick() {
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    if (seconds === before) return;
    const passed = spoken.filter((point) => seconds <= point && point < before && before !== Infinity);
    before = seconds;
    if (!seconds) {
      face.textContent = announcer.textContent = words.over;
      clearInterval(running);
      setInterval(() => pending() || typing.size || location.reload(), GRACE_MS); // the server then shows what it has
      return;
    }
    face.textContent = fill(seconds <= limit / 10 ? words.soon : words.left, { time: clockFace(seconds) });
    if (passed.length) announcer.textContent = spokenTime(seconds);
  }
  const running = setInterval(tick, 250);
  tick();
  const hide = box.querySelector("[data-hide-timer]");
  if (hide) {
    const turn = (hidden) => {
      face.hidden = hidden;
      hide.textContent = hidden ? words.show_timer : words.hide_timer;
    };
    hide.hidden = false;
    turn(remembered() === "hidden");
    hide.addEventListener("click", () => {
      turn(!face.hidden);
      remembered(face.hidden ? "hidden" : "shown");
    });
  }
}

function remembered(value) {
  try {
    if (value) localStorage.setItem("quizapp.timer", value);
    return localStorage.getItem("quizapp.timer");
  } catch {
    return null; // storage switched off: the timer is shown again on the next page, nothing else is lost
  }
}

/* ---- the article beside the questions ---- */

/* Where it is shown, the ways to it lead there and no longer to a window of its own, and Escape leads back. It stays as
 * it was, open and at its place, while one goes from question to question. */
function besideArticle(article) {
  const text = article.querySelector("[role=region]"), shown = () => text.parentElement.offsetParent;
  const said = () => document.querySelectorAll("[data-apart]").forEach((words) => { words.hidden = shown(); });
  const kept = "quizapp.article." + article.dataset.of;
  let from;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[rel=opener]"); // what else has "/article" in its address is no way to it
    if (!link || !shown() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    from = link;
    article.open = true;
    const part = document.getElementById(link.hash.slice(1));
    if (part) {
      part.tabIndex = -1;
      text.scrollTop = part.offsetTop;
    }
    (part || text).focus({ preventScroll: true });
  });
  article.addEventListener("keydown", (event) => event.key === "Escape" && from?.focus());
  addEventListener("resize", said);
  said();
  try {
    const [open, top] = JSON.parse(sessionStorage.getItem(kept)) || [true, 0];
    article.open = open;
    text.scrollTop = top;
    addEventListener("pagehide", () => sessionStorage.setItem(kept, JSON.stringify([article.open, text.scrollTop])));
  } catch {
    // storage switched off: it is open and at its beginning on the next page
  }
}

/* ---- start ---- */

document.querySelectorAll(".the-article").forEach(besideArticle);

document.querySelectorAll("[role=timer][data-remaining-ms]").forEach(startTimer);

writing = (async () => {
  let old = [];
  try {
    old = await openStore();
  } catch {
    store = null;
  }
  old = old.filter((entry) => Date.now() - entry.at < (entry.told ? FRESH_MS : KEEP_MS) || forget(entry));
  const chosenSince = (fieldset) => answered.has(fieldset) || typing.has(fieldset);
  for (const entry of old) {
    if (!chosenSince(fieldsetOf(entry))) putBack(entry);
    if (entry.told) tellReceived(entry, false);
    else queue.push(entry);
  }
  for (const entry of queue) show(entry, "device", waitingWords(entry), false);
  // Chosen while this script was still on its way: the choice stands, so it is sent.
  for (const fieldset of document.querySelectorAll("form[data-take] fieldset[data-question]:enabled")) {
    const early = String(choiceIn(fieldset)) !== String(choiceIn(fieldset, "defaultChecked", "defaultValue"));
    if (early && !answered.has(fieldset) && !old.some((entry) => fieldsetOf(entry) === fieldset)) answer(fieldset);
  }
  pump();
})();

for (const form of forms) {
  form.addEventListener("change", onChange);
  form.addEventListener("input", onChange);
}
document.addEventListener("click", onFinish);
document.addEventListener("submit", onFinish);
addEventListener("online", wake);
addEventListener("focus", wake);
if (tabs) tabs.onmessage = () => trouble && wake(); // where another tab gets through, so may this one
addEventListener("pageshow", () => {
  for (const control of document.querySelectorAll("[data-finish]")) control.dataset.finish = "";
  wake();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") wake();
  else for (const fieldset of [...typing.keys()]) answer(fieldset);
});
