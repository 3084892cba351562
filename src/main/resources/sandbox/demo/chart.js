// The chart: who the patient is, and what is on file.
import { h, said } from "./dom.js";
import { ageOf, conceptText, dateOf, flagText, nameOf, rangeText, sexOf, storyOf, valueText } from "./fhir.js";
import { day, words } from "./strings.js";

const ROWS = 25;

export function bannerView(patient, server, now) {
  const age = ageOf(patient, now);
  const story = storyOf(patient);
  const sandbox = new URL("https://sandbox.cds-hooks.org/");
  sandbox.search = new URLSearchParams({ fhirServiceUrl: server.base, serviceDiscoveryURL: `${location.origin}/cds-services`, patientId: patient.id, hook: "patient-view" });
  return h("div", { class: "banner" },
    h("div", {}, h("h1", {}, said(nameOf(patient) || patient.id)),
      h("p", { class: "facts" }, [sexOf(patient), age === null ? null : words.years(age), patient.birthDate ? `${words.born} ${day(patient.birthDate)}` : null,
        patient.deceasedDateTime || patient.deceasedBoolean ? words.deceased : null].filter(Boolean).map(fact => h("span", {}, said(fact))), h("code", {}, patient.id)),
      story ? h("p", { class: "story" }, said(story)) : null),
    h("p", { class: "outside" },
      h("a", { href: `${server.base}/Patient/${encodeURIComponent(patient.id)}?_format=json&_pretty=true`, target: "_blank", rel: "noopener noreferrer" }, words.record),
      h("a", { href: sandbox.href, target: "_blank", rel: "noopener noreferrer" }, words.publicSandbox)));
}

/** One chip for each test of the workup. */
export function workupView(picture) {
  if (picture.outcome !== "assessed") {
    const why = words.noBands[picture.outcome];
    return why ? h("p", { class: "notice" }, why) : "";
  }
  return h("section", { class: "workup", "aria-label": words.workup }, h("ul", {}, picture.tests.filter(test => test.state !== "not-suggested").map(test =>
    h("li", { class: test.core ? test.state : `${test.state} further`, title: test.note || null }, h("b", {}, test.label), " ", h("span", {}, said(`${words.states[test.state] ?? test.state} ${day(test.date)}`.trim()))))));
}

const statusOf = resource => [resource.clinicalStatus && conceptText(resource.clinicalStatus), resource.verificationStatus && conceptText(resource.verificationStatus),
  typeof resource.status === "string" ? resource.status : null].filter(Boolean).join(", ");

function listView(title, resources, textOf) {
  return h("section", { class: "panel list" }, h("h2", {}, title), resources.length
    ? h("ul", {}, resources.slice(0, 60).map(resource => h("li", {}, h("span", { class: "what" }, said(textOf(resource))), h("span", { class: "hint facts" }, [statusOf(resource), day(dateOf(resource))].filter(Boolean).map(fact => h("span", {}, said(fact)))))))
    : h("p", { class: "hint" }, words.nothing));
}

/** The name of a medicine: its own, that of the Medication it refers to, or what the reference says. */
function medicineText(resource, medicines) {
  const { reference, display } = resource.medicationReference ?? resource.medication?.reference ?? {};
  const referred = [...(resource.contained ?? []).filter(it => reference === `#${it.id}`), ...medicines.filter(it => reference?.endsWith(`Medication/${it.id}`))];
  return conceptText(resource.medicationCodeableConcept ?? resource.medication?.concept) || conceptText(referred[0]?.code) || display || reference || "—";
}

export function listsView(chart) {
  const { sources, medicines } = chart;
  return [
    listView(words.problems, sources.CONDITIONS, it => conceptText(it.code) || "—"),
    listView(words.medicines, [...sources.MEDICATION_REQUESTS, ...sources.MEDICATION_STATEMENTS], it => medicineText(it, medicines)),
    listView(words.orders, sources.ORDERS, it => conceptText(it.code?.concept ?? it.code) || "—"),
  ];
}

export function resultsView(chart) {
  const all = [...chart.sources.OBSERVATIONS].sort((one, other) => dateOf(other).localeCompare(dateOf(one)));
  const body = h("tbody", { role: "rowgroup" }, all.slice(0, ROWS).map(rowView));
  const more = all.length > ROWS ? h("button", { type: "button", class: "quiet", onclick: event => { body.append(...all.slice(ROWS).map(rowView)); event.target.remove(); } }, words.showAll(all.length)) : "";
  return h("section", { class: "panel results" }, h("h2", { id: "results" }, words.results), all.length
    ? [h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "results" },
      h("table", { role: "table" }, h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, [words.date, words.test, words.value, words.flag, words.range, words.status].map(head => h("th", { scope: "col", role: "columnheader" }, head)))), body)), more]
    : h("p", { class: "hint" }, words.nothing));
}

/** A row; with its roles, because a small screen shows it as a block. */
const rowView = it => h("tr", { role: "row" }, cell("date number", day(dateOf(it))), h("th", { scope: "row", role: "rowheader" }, said(conceptText(it.code))),
  cell("number value", valueText(it)), cell("flag", flagText(it)), cell("number range", rangeText(it)), cell("state", it.status));
const cell = (kind, text) => h("td", { class: kind, role: "cell" }, said(text));
