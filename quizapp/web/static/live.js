/* Keeps a page of a live room true: learner, host, projector and remote control alike.
 *
 * The server says over an event stream that there is a new version; this script then asks for the state and puts its parts
 * in place. Whatever was missed (a reload, a lost network, a sleeping phone), one GET makes the page right again. Where no
 * stream comes through, it asks every two seconds. An answer counts as received only when the server has said so.
 *
 *   [data-live][data-role][data-state-url][data-events-url][data-answer-url][data-csrf]   the live part of the page
 *   [data-part=NAME]            replaced by parts[NAME] of the state
 *   form[data-say]              a host's command
 *   [data-clock]                the countdown, from remaining_ms; never from this device's clock
 *   <script id="state">, <script id="words">   the state the page was made with, and every sentence used here
 */
"use strict";

const POLL_MS = 2000, STREAM_PATIENCE_MS = 5000, SILENCE_MS = 15000, REPLY_MS = 8000, RETRY_STREAM_MS = 60000;
const RETRY_MS = [250, 500, 1000, 2000];

const root = document.querySelector("[data-live]");
const words = JSON.parse(document.getElementById("words").textContent);
const plural = new Intl.PluralRules(document.documentElement.lang || "en");
let shown = JSON.parse(document.getElementById("state").textContent);
let tag = "", spread = 0;

function fill(template, values) {
  const text = typeof template === "string" ? template : template[plural.select(values.n)] || template.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function say(text) {
  const region = document.querySelector("#status [data-said]");
  if (region && text) region.textContent = text;
}

function write(line, state, text) {
  if (!line) return;
  line.hidden = false;
  line.dataset.state = state;
  const target = line.querySelector("[data-words]");
  if (target.textContent !== text) target.textContent = text;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const jitter = (ms) => ms * (0.8 + Math.random() * 0.4);

async function ask(url, options) {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), REPLY_MS);
  try {
    const reply = await fetch(url, { cache: "no-store", credentials: "same-origin", ...options, signal: stop.signal,
      headers: { "X-Requested-With": "fetch", ...options.headers } });
    const body = await reply.json().catch(() => null); // none with 304
    tellWhether(false);
    return { status: reply.status, body, tag: reply.headers.get("ETag") || "" };
  } catch {
    tellWhether(true);
    return { status: 0, body: null, tag: "" };
  } finally {
    clearTimeout(timer);
  }
}

/* ---- connection ---- */

let stream = null, heardAt = 0, openedAt = 0, polling = false, lost = false;

function tellConnection() {
  const line = document.querySelector("[data-connection]");
  if (lost) write(line, "lost", words.lost);
  else write(line, "connected", polling ? words.polling : words.connected);
}

function tellWhether(isLost) {
  lost = isLost;
  tellConnection();
}

function listen() {
  if (!root.dataset.eventsUrl) { polling = true; tellConnection(); setTimeout(poll, POLL_MS); return; } // a server without streams
  stream?.close();
  stream = new EventSource(root.dataset.eventsUrl);
  openedAt = performance.now();
  heardAt = 0;
  const heard = (event) => {
    if (polling || lost || !heardAt) { polling = lost = false; tellConnection(); }
    heardAt = performance.now();
    if (event.type === "count" || Number(event.data) !== shown.version) want();
  };
  for (const name of ["state", "count", "beat"]) stream.addEventListener(name, heard);
}

function watchStream() {
  if (!stream) return;
  const now = performance.now(), closed = stream.readyState === EventSource.CLOSED;
  const silent = heardAt ? now - heardAt > SILENCE_MS : now - openedAt > STREAM_PATIENCE_MS;
  if (!silent && !closed) return;
  if (now - openedAt > RETRY_STREAM_MS / (closed ? 4 : 1)) listen();
  if (!polling) { polling = true; tellConnection(); poll(); }
}

async function poll() {
  while (polling) {
    await refresh();
    await pause(jitter(POLL_MS));
  }
}

/* ---- the state ---- */

let wanted = false, fetching = false;

function want() {
  wanted = true;
  if (!fetching) setTimeout(refresh, Math.random() * spread);
}

async function refresh() {
  if (fetching) return;
  fetching = true;
  do {
    wanted = false;
    const reply = await ask(root.dataset.stateUrl, { headers: tag ? { "If-None-Match": tag } : {} });
    if (reply.status === 200) { tag = reply.tag; take(reply.body); }
    else if ([401, 403, 404].includes(reply.status)) return location.reload();
    if (wanted) await pause(100);
  } while (wanted);
  fetching = false;
}

function take(state) {
  const before = shown;
  if (state.version < before.version) return;
  keepPicked();
  shown = state;
  spread = state.spread_ms || 0;
  for (const [name, html] of Object.entries(state.parts)) replace(name, html);
  putPicked();
  startClock();
  fit();
  for (const name of ["number", "vote"]) {
    const input = root.querySelector(`input[type=hidden][name=${name}]`);
    if (input) input.value = state[name];
  }
  if (state.version !== before.version) {
    say(state.said);
    root.querySelector("[data-state=unheard]")?.setAttribute("hidden", "");
  }
  document.title = document.title.replace(/.*? – /, `${state.tab} – `);
  if (root.dataset.role === "learner") {
    if (scene(state) !== scene(before)) sceneChanged();
    else if (mendable(before) && !mendable(state)) dropRefusal();
  }
  if (state.state === "ended") { stream?.close(); polling = false; clearInterval(watching); }
}

const mendable = ({ state }) => state === "answer" || state === "paused"; // what was refused can be sent again
const scene = ({ number, vote, state }) => (number && state !== "podium" && state !== "ended" ? `${number} ${vote}` : "");

const made = {};

function replace(name, html) {
  const part = document.querySelector(`[data-part="${name}"]`);
  if (!part || made[name] === html) return;
  made[name] = html;
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const open = [...part.querySelectorAll("details[open][id]")].map((details) => details.id);
  part.innerHTML = html;
  for (const id of open) { document.getElementById(id)?.setAttribute("open", ""); }
  foldAsBefore();
  if (!focused) return;
  const same = document.getElementById(focused.id);
  const heading = root.querySelector("[data-heading]");
  if (same && !same.disabled) same.focus();
  else if (heading) heading.focus();
}

/* What the host has folded out or away stays so in this tab, also where it was not on the page for a while. */
const keptName = `folded ${location.pathname}`;
let folded = {};
try { folded = JSON.parse(sessionStorage.getItem(keptName)) || {}; } catch { /* no storage: until the page is left */ }

function foldAsBefore() {
  for (const details of root.querySelectorAll("details[data-kept]")) details.open = folded[details.id] ?? details.open;
}

function keepFolded(event) { // at the click: the event of the change itself may come when the part has been replaced
  const details = event.target.closest("details[data-kept] > summary")?.parentElement;
  if (!details) return;
  folded[details.id] = !details.open;
  try { sessionStorage.setItem(keptName, JSON.stringify(folded)); } catch { /* as above */ }
}

/* ---- answering ---- */

const picked = { of: "", values: null }; // chosen on this page and not yet sent
const unsentName = `live ${location.pathname}`;
let unsent = null, n = 0;

const place = () => `${shown.number} ${shown.vote}`;
const inputs = () => [...root.querySelectorAll("[name=choice]")];
const chosen = () => inputs().filter((input) => (input.type === "text" ? input.value.trim() : input.checked)).map((input) => input.value.trim());

function keepPicked() {
  if (inputs().length) Object.assign(picked, { of: place(), values: chosen() });
}

function putPicked() {
  const own = [].concat(shown.own?.choice ?? []);
  const mine = picked.of === place() && picked.values?.length ? picked.values : own;
  for (const input of inputs()) {
    if (input.type === "text") input.value = mine[0] || "";
    else input.checked = mine.includes(input.value);
  }
  // After the reveal the list is the same for everybody; which line is one's own only this page knows.
  for (const option of root.querySelectorAll(".revealed [data-token]")) {
    if (!own.includes(option.dataset.token) || option.querySelector("[data-mine]")) continue;
    const line = Object.assign(document.createElement("p"), { className: "told", textContent: words.mine });
    line.dataset.mine = "";
    option.querySelector(".option-text").after(line);
  }
}

let outlasts = false; // a refusal that came when its question had closed or gone, and this page did not know yet

function tellSending(state, text) {
  const line = root.querySelector("[data-saved-for]"), outcome = root.querySelector("[data-outcome]");
  if (line) write(line, state, state === "refused" ? "" : text);
  if (state === "refused") write(outcome, state, text);
  else if (state) outcome.hidden = true;
}

/* Another question, or the end: what was said of the one before goes with it. */
function sceneChanged() {
  tellSending("", "");
  dropRefusal();
  for (const passing of document.querySelectorAll("[data-passing]")) passing.remove();
}

/* The question has closed or gone: nothing can be mended any more. */
function dropRefusal() {
  if (!outlasts) root.querySelector("[data-outcome]").hidden = true;
  outlasts = false;
}

function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function send(event) {
  event.preventDefault();
  const choice = chosen();
  if (!choice.length) { const none = words[inputs()[0].type]; tellSending("wait", none); say(none); return; }
  unsent = { number: shown.number, vote: shown.vote, choice, key: randomKey(), n: (n += 1), device: device };
  remember();
  deliver();
}

const device = randomKey();
let delivering = false;

function remember() {
  try {
    sessionStorage.setItem(unsentName, JSON.stringify(unsent));
  } catch { /* no storage: the answer lives as long as the page */ }
}

async function deliver() {
  if (delivering) return;
  delivering = true;
  for (let tries = 0; unsent; tries += 1) {
    const answer = unsent;
    tellSending("wait", tries ? words.unsent : words.sending);
    if (tries === 1) say(words.unsent);
    const reply = await ask(root.dataset.answerUrl, { method: "POST", body: JSON.stringify(answer),
      headers: { "Content-Type": "application/json", "X-CSRFToken": root.dataset.csrf } });
    if (reply.status === 0 || reply.status === 429 || reply.status >= 500) {
      if (answer === unsent) await pause(jitter(RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]));
      continue;
    }
    if (answer !== unsent) continue; // a newer choice was made meanwhile
    unsent = null;
    remember();
    const text = reply.status === 200 ? fill(words.received, { time: reply.body.at }) : reply.body?.message || "";
    const why = reply.body?.reason;
    outlasts = (why === "not_your_round" || (mendable(shown) && (why === "closed" || why === "too_late")))
      && place() === `${answer.number} ${answer.vote}`;
    tellSending(reply.status === 200 ? "saved" : "refused", text);
    say(text);
    picked.values = null;
    tag = "";
    await refresh();
  }
  delivering = false;
}

/* ---- the host's commands ---- */

async function command(event) {
  event.preventDefault();
  const form = event.target, outcome = root.querySelector("[data-outcome]"), { version } = shown;
  if (form.ariaBusy) return; // on its way
  form.ariaBusy = "true";
  outcome.hidden = true;
  const { body } = await ask(form.action, { method: "POST", body: new FormData(form, event.submitter) });
  form.ariaBusy = null;
  if (body?.parts) return take(body);
  if (!body && version !== shown.version) return; // done, or too late
  const why = body?.message || words.unheard;
  form.closest("[data-part]")?.after(outcome); // beside what was pressed
  write(outcome, body ? "refused" : "unheard", why);
  outcome.scrollIntoView({ block: "nearest" });
  say(why);
  want();
}

/* ---- the countdown ---- */

let endsAt = null, spoken = [], clockTimer = 0, toldLimit = "", toldScene = "";

/* When it is spoken of, besides as it begins: at half time and near the end, never twice within 5 seconds; the same points
 * as in queue.js. */
function announcements(seconds) {
  const points = seconds <= 60 ? [10, 5] : [300, 60, 30, 10];
  return [Math.round(seconds / 2), ...points].filter((at) => at < seconds).sort((a, b) => b - a)
    .filter((at, index, all) => index === all.length - 1 || at - all[index + 1] >= 5);
}

/* With its units: 12:30 is read out as a time of day. */
function spokenTime(seconds) {
  const said = [["minutes", Math.floor(seconds / 60)], ["seconds", seconds % 60]].filter(([, n]) => n);
  return fill(words.left, { time: said.map(([unit, n]) => fill(words[unit], { n })).join(" ") });
}

function announce(...said) {
  document.querySelector("[data-timer-says]").textContent = said.filter(Boolean).join(": ");
}

function startClock() {
  const box = document.querySelector("[data-clock]");
  clearInterval(clockTimer);
  if (!box) return;
  box.hidden = shown.remaining_ms == null;
  if (scene(shown) !== toldScene) announce(); // what was said of the question before is not left to be read at this one
  toldScene = scene(shown);
  const limit = !box.hidden && shown.state === "answer" && shown.limit_ms ? `${place()} ${shown.limit_ms}` : "";
  const begins = limit && limit !== toldLimit;
  toldLimit = limit;
  if (box.hidden) return;
  endsAt = performance.now() + shown.remaining_ms;
  spoken = announcements(Math.round(shown.limit_ms / 1000)).filter((at) => at < shown.remaining_ms / 1000);
  const note = box.querySelector("[data-clock-note]");
  note.textContent = shown.base_ms
    ? fill(words.extended, { own: Math.round(shown.limit_ms / 1000), base: Math.round(shown.base_ms / 1000) }) : "";
  if (begins) announce(spokenTime(Math.ceil(shown.remaining_ms / 1000)), note.textContent);
  tick();
  if (shown.state === "answer") clockTimer = setInterval(tick, 250);
}

function tick() {
  const seconds = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
  const face = document.querySelector("[data-clock-face]");
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const text = seconds === 0 ? words.over : fill(seconds <= shown.limit_ms / 10000 ? words.soon : words.left, { time: clock });
  if (face.textContent !== text) face.textContent = text;
  const passed = spoken.filter((at) => seconds <= at);
  spoken = spoken.filter((at) => seconds > at);
  if (seconds === 0 && shown.state === "answer") { clearInterval(clockTimer); announce(words.over); }
  else if (passed.length) announce(spokenTime(seconds));
}

function hideTime(event) {
  const face = document.querySelector("[data-clock-face]");
  face.hidden = !face.hidden;
  event.target.textContent = face.hidden ? words.show_timer : words.hide_timer;
}

/* ---- the screen for the room ---- */

const SMALLEST = 0.5;

/* Letters as large as leave everything on the screen: nobody in the room can scroll it. Where the foot is not fixed, on a
 * small screen, somebody can. */
function fit() {
  const foot = document.querySelector(".screen-foot");
  if (!foot) return;
  const whole = document.documentElement, { style } = document.body;
  style.fontSize = "";
  if (getComputedStyle(foot).position !== "fixed") return;
  const size = parseFloat(getComputedStyle(document.body).fontSize);
  for (let part = 0.95; part >= SMALLEST && whole.scrollHeight > whole.clientHeight; part -= 0.05) style.fontSize = `${size * part}px`;
}

addEventListener("resize", fit);

/* ---- beginning ---- */

let watching = 0;

document.querySelector("[data-hide-timer]")?.addEventListener("click", hideTime);
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-say]")) command(event);
  else if (event.target === root) send(event);
});
root.addEventListener("click", keepFolded);
addEventListener("online", () => { refresh(); if (unsent) deliver(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden && shown.state !== "ended") refresh(); });
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

try { unsent = JSON.parse(sessionStorage.getItem(unsentName)); } catch { /* as above */ }
startClock();
foldAsBefore();
fit();
if (shown.state !== "ended") {
  listen();
  watching = setInterval(watchStream, 1000);
  putPicked();
}
if (unsent) deliver();
