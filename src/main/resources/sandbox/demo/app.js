// Joins the parts: which server, which patient, what the clinician does, and what is asked of the service then.
import { cardView, failureView } from "./cards.js";
import { bannerView, listsView, resultsView, workupView } from "./chart.js";
import { debounce, h, said } from "./dom.js";
import { ageOf, everything, FhirError, FhirServer, inR4, nameOf, readChart, sexOf, storyOf } from "./fhir.js";
import { diagnosisForm, encounterForm, medicineForm, refuted, resultForm } from "./forms.js";
import { call, discover, feedback, findingsOf, onCall } from "./hooks.js";
import { day, words } from "./strings.js";
import { TrendView } from "./trend.js";
import { WireView } from "./wire.js";

const OWN = `${location.origin}/fhir`;
const MESSAGE_MILLIS = 10_000;
const state = { server: new FhirServer(OWN), services: [], patients: [], patient: null, chart: null, picture: null, encounterId: null, whatIf: false, start: 0, step: 0, visit: 0, turn: 0,
  get now() { return new Date(this.start + performance.now()); } };
const trends = new Map();

const list = h("ul", { class: "patients" });
const listNote = h("p", { class: "hint", role: "status" });
const main = h("main", { id: "main" });
const support = h("aside", { class: "support", "aria-labelledby": "support" });
const told = h("p", { role: "status" });
const message = h("div", { class: "message" }, told, h("button", { type: "button", class: "quiet", onclick: () => tell("") }, words.close));
const wire = new WireView(async () => {
  state.services = await discover();
  if (state.patient) await ask("patient-view");
});
onCall(() => wire.update());

// ---- Patients ----

const search = h("input", { type: "search", placeholder: words.search, "aria-label": words.search, oninput: debounce(200, () => findPatients()) });
const serverChoice = h("select", { "aria-label": words.server, onchange: () => open(serverChoice.value, null) });
const side = h("nav", { class: "side", "aria-label": words.patients },
  h("label", { class: "field" }, words.server, serverChoice), search, listNote, list,
  h("p", { class: "again" }, h("button", { type: "button", onclick: () => { side.classList.remove("chosen"); search.focus(); } }, words.allPatients)));

async function loadPatients() {
  const { server } = state;
  list.replaceChildren();
  listNote.textContent = server.isOwn ? "" : words.publicServer;
  try {
    const { patients, hasMore } = await server.patients("_count=200");
    if (server !== state.server) return;
    Object.assign(state, { patients, hasMore, isListed: true });
    showPatients(patients);
  } catch (failure) {
    if (server !== state.server) return;
    state.isListed = false;
    listNote.textContent = words.noList;
    const why = whyNot(failure);
    if (!state.patient) showNoChart(why);
  }
}

async function findPatients() {
  const text = search.value.trim().toLowerCase();
  if (!state.hasMore || !text) {
    showPatients(state.patients.filter(patient => `${nameOf(patient)} ${patient.id} ${storyOf(patient)}`.toLowerCase().includes(text)));
    return;
  }
  const { server } = state;
  const isLate = () => server !== state.server || search.value.trim().toLowerCase() !== text;
  try {
    const { patients } = await server.patients(`name=${encodeURIComponent(text)}&_count=50`);
    if (!isLate()) showPatients(patients);
  } catch (failure) {
    const why = whyNot(failure);
    if (!isLate()) listNote.textContent = why;
  }
}

function showPatients(patients) {
  listNote.textContent = patients.length === 0 ? (search.value ? words.noPatients : words.noneListed) : state.hasMore && !search.value ? words.morePatients : state.server.isOwn ? "" : words.publicServer;
  list.replaceChildren(...patients.map(patient => {
    const age = ageOf(patient, state.now);
    return h("li", {}, h("a", { href: addressOf(patient.id), "aria-current": state.patient?.id === patient.id ? "true" : null, "data-id": patient.id },
      h("span", { class: "name" }, said(nameOf(patient) || patient.id)),
      h("span", { class: "hint" }, [sexOf(patient), age === null ? null : words.years(age)].filter(Boolean).join(", ")),
      storyOf(patient) ? h("span", { class: "story" }, said(storyOf(patient))) : null));
  }));
}

const addressOf = id => `#${new URLSearchParams({ ...(state.server.isOwn ? {} : { server: state.server.base }), patient: id })}`;

/** Says why the server gave no patients, or not the one that was chosen. */
function whyNot(failure, id = null) {
  if (!(failure instanceof FhirError)) throw failure;
  const { host } = state.server;
  return id && [400, 404, 410].includes(failure.status) ? words.noSuchPatient(host, id)
    : { 0: words.unreachable(host), 200: words.notFhir(host), 401: words.locked(host), 403: words.locked(host), 429: words.tooMany(host) }[failure.status] ?? words.refused(host, failure.status);
}

/** What was asked and begun for a patient is not shown any more. */
function leave() {
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  state.turn++;
  tell("");
  return ++state.visit;
}

/** In place of a chart. */
function showInstead(...content) {
  leave();
  state.patient = null;
  main.replaceChildren(...content, wire.element);
  support.replaceChildren();
}

const showNoChart = why => showInstead(h("h1", {}, words.noChart), h("p", { class: "notice failure", role: "status" }, said(why)));

// ---- The chart ----

async function openPatient(id) {
  const visit = leave();
  Object.assign(state, { patient: { id }, encounterId: null, whatIf: false });
  side.classList.add("chosen");
  for (const link of list.querySelectorAll("a")) {
    if (link.dataset.id === id) {
      link.setAttribute("aria-current", "true");
      link.scrollIntoView({ block: "nearest" });
    } else link.removeAttribute("aria-current");
  }
  main.replaceChildren(h("p", { class: "notice", role: "status" }, words.loading));
  support.replaceChildren(h("h2", { id: "support" }, words.support), h("p", { class: "hint" }, words.asking));
  // The chart waits until the service has been asked, so that reading it does not keep the first card waiting.
  const sent = Promise.withResolvers();
  const asked = ask("patient-view", {}, null, sent.resolve);
  await Promise.race([sent.promise, asked]);
  await Promise.all([refresh(visit), asked]);
}

async function refresh(visit = state.visit) {
  try {
    const chart = await readChart(state.server, state.patient.id);
    if (visit !== state.visit) return;
    state.chart = chart;
    state.patient = chart.patient;
    await paint(visit);
  } catch (failure) {
    if (visit === state.visit) showNoChart(whyNot(failure, state.patient.id));
  }
}

const overridesKey = () => `overrides ${state.server.base} ${state.patient.id}`;
const overrides = (key = overridesKey()) => JSON.parse(sessionStorage.getItem(key) ?? "[]");

async function picture(changed) {
  const resources = everything(state.chart).map(it => changed?.get(`${it.resourceType}/${it.id}`) ?? it);
  const response = await fetch("/demo/chart", { method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ patientId: state.patient.id, encounterId: state.encounterId, resources, unread: state.chart.unread, overrides: overrides() }) }).catch(() => null);
  return response?.ok ? response.json() : { outcome: "not-drawn", rls: [], tests: [], trends: [], silenced: [] };
}

async function paint(visit = state.visit) {
  const drawn = await picture();
  if (visit !== state.visit) return;
  state.picture = drawn;
  trends.clear();
  const views = drawn.trends.map(trend => {
    const view = new TrendView(trend, state.now);
    if (state.whatIf) view.tryValues(tryValue);
    trends.set(trend.analyte, view);
    return [trend, view.element];
  });
  const isRead = views.some(([trend]) => trend.bands.length);
  const shown = views.filter(([trend], i) => isRead ? trend.bands.length : i < 6).map(([, element]) => element);
  const further = views.map(([, element]) => element).filter(element => !shown.includes(element));
  const focused = [...main.querySelectorAll(".actions button")].indexOf(document.activeElement);
  main.replaceChildren(
    bannerView(state.chart.patient, state.server, state.now), actionsView(state.chart.sources.CONDITIONS.filter(it => drawn.rls.includes(it.id))),
    state.chart.unread.length ? h("p", { class: "notice failure" }, words.notRead(state.chart.unread.map(it => it.toLowerCase().replaceAll("_", " ")).join(", "))) : "",
    h("div", { id: "workup" }, workupView(drawn)),
    h("section", { "aria-labelledby": "trends" }, h("h2", { id: "trends" }, words.trends),
      views.length ? h("div", { class: "trends" }, shown) : h("p", { class: "hint panel" }, words.nothing),
      further.length ? h("details", { class: "more" }, h("summary", {}, words.furtherTrends(further.length)), h("div", { class: "trends" }, further)) : ""),
    h("div", { class: "lists" }, listsView(state.chart)), resultsView(state.chart), wire.element);
  main.querySelectorAll(".actions button")[focused]?.focus();
  showSilenced();
}

function actionsView(rls) {
  const id = state.patient.id;
  const action = (label, run, kind) => h("button", { type: "button", class: kind ?? "", onclick: event => { tell(""); run(event); } }, label);
  return h("div", { class: "actions", role: "group", "aria-label": words.actions },
    action(words.addResult, () => resultForm(id, state.now, saved(() => ask("patient-view")))),
    rls.length ? action(words.refuteRls, () => refute(rls)) : action(words.chartRls, () => diagnosisForm(id, state.now, saved(condition => ask("problem-list-item-create", { conditions: bundle([condition]) }), words.charted))),
    action(words.prescribe, () => medicineForm(id, state.now, {
      select: order => ask("order-select", { selections: [`MedicationRequest/${order.id}`], draftOrders: bundle([order]) }),
      sign: order => ask("order-sign", { draftOrders: bundle([order]) }),
      save: saved(() => {}, words.signed) })),
    action(words.startEncounter, () => encounterForm(id, state.now, saved(encounter => { state.encounterId = encounter.id; return ask("encounter-start"); }, words.started))),
    h("button", { type: "button", class: "toggle", "aria-pressed": String(state.whatIf), onclick: toggleWhatIf }, words.whatIf),
    state.server.isOwn ? action(words.reset, reset, "quiet") : "");
}

const bundle = resources => ({ resourceType: "Bundle", entry: resources.map(resource => ({ resource })) });

/** Stores what a form made, reads the chart anew and asks the service; not if another chart is open by then. */
function saved(then, text = words.saved) {
  const { visit, server } = state;
  return async resource => {
    try {
      const stored = await server.create(resource);
      if (visit !== state.visit) return;
      await then(stored ?? resource);
      await refresh();
      tell(text);
    } catch (failure) {
      tell(refusalOf(failure), true);
    }
  };
}

async function refute(conditions) {
  const { visit, server } = state;
  try {
    for (const condition of conditions) await server.update(refuted(condition));
    if (visit !== state.visit) return;
    await ask("patient-view");
    tell(words.refuted);
  } catch (failure) {
    tell(refusalOf(failure), true);
  }
  if (visit === state.visit) await refresh();
}

/** Why the FHIR server did not do what it was asked for. */
function refusalOf(failure) {
  if (!(failure instanceof FhirError)) throw failure;
  const { host } = state.server;
  return { 0: words.unreachable(host), 200: words.notFhir(host) }[failure.status] ?? words.writeFailed(failure.status);
}

async function reset() {
  const { visit } = state;
  try {
    await state.server.reset();
  } catch (failure) {
    tell(refusalOf(failure), true);
    return;
  }
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("overrides ")) sessionStorage.removeItem(key);
  if (visit !== state.visit) return;
  state.encounterId = null;
  await Promise.all([ask("patient-view"), refresh()]);
  tell(words.resetDone);
}

// ---- The service ----

/** Calls a service and shows its cards; answers them. */
async function ask(hook, more = {}, changed = null, onSent = undefined) {
  const context = { patientId: state.patient.id, ...(state.encounterId ? { encounterId: state.encounterId } : {}), ...more };
  const turn = ++state.turn;
  const made = await call({ server: state.server, services: state.services, hook, context, now: state.now, changed, onSent });
  if (turn !== state.turn) return [];
  if (made) showCards(made);
  else support.replaceChildren(h("h2", { id: "support", tabindex: "-1" }, words.support), h("p", { class: "notice" }, words.notOffered(hook)));
  return made?.response?.cards ?? [];
}

function showCards(made) {
  const cards = made.response?.cards ?? [];
  // Of values that are tried nothing is stored.
  const actions = made.whatIf ? null : { accept: (card, chosen) => accept(made, card, chosen), override: (card, reason, comment) => override(made, card, reason, comment) };
  const isFocused = support.contains(document.activeElement);
  support.replaceChildren(h("h2", { id: "support", tabindex: "-1" }, words.support), h("p", { class: "hint" }, made.whatIf ? words.whatIfOn : words.hookFor(made.hook)),
    h("div", { id: "silenced" }),
    ...(made.status !== 200 ? [failureView(made)] : cards.length ? cards.map(card => cardView(card, actions)) : [h("p", { class: "notice", role: "status" }, words.noCards)]));
  if (isFocused) document.getElementById("support").focus();
  showSilenced();
}

function showSilenced() {
  const place = document.getElementById("silenced");
  const silenced = state.picture?.silenced ?? [];
  place?.replaceChildren(silenced.length ? h("div", { class: "notice" }, h("strong", {}, words.silenced),
    h("ul", {}, silenced.map(it => h("li", {}, said(words.silence[it.kind](it.name, day(it.until)))))), state.server.isOwn ? h("p", { class: "hint" }, words.silencedNote) : "") : "");
}

/** Signs the orders one after the other, and tells the service of those that the server took. */
async function accept(made, card, chosen) {
  const { visit, server } = state;
  const signed = [];
  let refused = "";
  for (const suggestion of chosen) {
    try {
      for (const action of suggestion.actions ?? []) {
        if (action.type === "create") await server.create({ ...inR4(action.resource), status: "active" });
      }
      signed.push(suggestion);
    } catch (failure) {
      refused = refusalOf(failure);
      break;
    }
  }
  if (!signed.length) {
    tell(refused, true);
    return;
  }
  const told = await feedback(made.service, [{ card: card.uuid, outcome: "accepted", acceptedSuggestions: signed.map(it => ({ id: it.uuid })), outcomeTimestamp: new Date().toISOString() }]);
  if (visit !== state.visit) return;
  await Promise.all([ask("patient-view"), refresh()]);
  const isTold = told.status === 200;
  tell([isTold ? words.accepted(signed.length) : words.feedbackFailed(told.status), refused].join(" ").trim(), !isTold || refused !== "");
}

async function override(made, card, reason, comment) {
  const at = new Date();
  const { visit } = state;
  const key = overridesKey();
  const told = await feedback(made.service, [{ card: card.uuid, outcome: "overridden", outcomeTimestamp: at.toISOString(),
    ...(reason || comment ? { overrideReason: { ...(reason ? { reason: { system: reason.system, code: reason.code, display: reason.display } } : {}), ...(comment ? { userComment: comment } : {}) } } : {}) }]);
  if (told.status === 200) {
    sessionStorage.setItem(key, JSON.stringify([...overrides(key), { at: state.now.toISOString(), system: reason?.system ?? null, code: reason?.code ?? null, findings: findingsOf(card) }]));
  }
  if (visit !== state.visit) return;
  await Promise.all([ask("patient-view"), refresh()]);
  tell(told.status === 200 ? words.overridden : words.feedbackFailed(told.status), told.status !== 200);
}

// ---- What if ----

const tryValue = debounce(150, async (trend, value) => {
  const stored = state.chart.sources.OBSERVATIONS.find(it => it.id === trend.change);
  if (!stored || !state.whatIf) return;
  const { valueString, valueRange, valueCodeableConcept, valueInteger, dataAbsentReason, ...rest } = stored;
  const changed = new Map([[`Observation/${stored.id}`, { ...rest, valueQuantity: { value, unit: trend.unit, system: "http://unitsofmeasure.org", code: trend.unit } }]]);
  const [drawn] = await Promise.all([picture(changed), ask("patient-view", {}, changed)]);
  if (!state.whatIf) return;
  document.getElementById("workup").replaceChildren(workupView(drawn));
  for (const other of drawn.trends) trends.get(other.analyte)?.update(other);
});

async function toggleWhatIf(event) {
  state.whatIf = !state.whatIf;
  event.target.setAttribute("aria-pressed", state.whatIf);
  if (state.whatIf) {
    for (const view of trends.values()) view.tryValues(tryValue);
    tell(words.whatIfOn);
  } else {
    tell("");
    await Promise.all([ask("patient-view"), refresh()]);
  }
}

/** What was done is seen in the chart, too, so that its message may go; what went wrong stays until something else is done. */
function tell(text, isFailure = false) {
  clearTimeout(state.untold);
  const hadFocus = message.contains(document.activeElement);
  told.textContent = text;
  message.classList.toggle("failure", isFailure);
  if (!text && hadFocus) goToChart({ preventScroll: true });
  if (text && !isFailure) state.untold = setTimeout(tell, MESSAGE_MILLIS, "");
}

// ---- Where we are ----

function open(base, patient) {
  location.hash = new URLSearchParams({ ...(base === OWN ? {} : { server: base }), ...(patient ? { patient } : {}) }).toString();
}

/** To its heading, because the region itself has no box on a small screen. */
function goToChart(options) {
  const heading = main.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus(options);
}

async function follow() {
  const step = ++state.step;
  const where = new URLSearchParams(location.hash.slice(1));
  const base = where.get("server") ?? OWN;
  if (![...serverChoice.options].some(option => option.value === base)) {
    showNoChart(words.notListed(base));
    return;
  }
  if (base !== state.server.base) {
    state.server = new FhirServer(base);
    state.patients = [];
    search.value = "";
    serverChoice.value = base;
    showInstead(h("h1", {}, state.server.host), h("p", { class: "notice", role: "status" }, words.connecting));
    await loadPatients();
    // Another patient or server may have been chosen meanwhile.
    if (step !== state.step) return;
  }
  serverChoice.value = state.server.base;
  const patient = where.get("patient");
  if (patient) {
    await openPatient(patient);
    if (matchMedia("(max-width: 60rem)").matches) goToChart();
  } else if (state.isListed) {
    welcome();
  }
}

function welcome() {
  side.classList.remove("chosen");
  showInstead(h("div", { class: "welcome" }, h("h1", {}, words.welcome), h("p", {}, words.choose), h("p", { class: "hint" }, words.synthetic)));
}

async function start() {
  const own = await (await fetch("/demo/settings")).json();
  state.start = Date.parse(own.now) - performance.now();
  serverChoice.append(h("option", { value: OWN }, words.ownServer), ...own.servers.map(base => h("option", { value: base }, new URL(base).host)));
  document.getElementById("app").replaceChildren(side, message, main, support);
  [state.services] = await Promise.all([discover(), loadPatients()]);
  // The address names the patient, so the link that skips to the chart must not change it.
  document.querySelector(".skip").addEventListener("click", event => { event.preventDefault(); goToChart(); });
  addEventListener("hashchange", follow);
  // Whatever a server sent that could not be shown, nobody is to wait for it.
  addEventListener("unhandledrejection", () => showNoChart(words.broken));
  await follow();
}

start();
