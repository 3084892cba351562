// A FHIR server as the page uses it: read, search with paging, create, update.
import { words } from "./strings.js";

const TIMEOUT = 15_000;
const MOST_PAGES = 6;

/** A request that failed: the status of the answer, 0 if there was none, or 200 if it was not FHIR. */
export class FhirError extends Error {
  constructor(status) {
    super(`status ${status}`);
    this.status = status;
  }
}

export class FhirServer {
  constructor(base) {
    this.base = base.replace(/\/$/, "");
    this.isOwn = this.base === `${location.origin}/fhir`;
    this.host = new URL(this.base).host;
  }

  async #send(address, options = {}) {
    let response;
    try {
      response = await fetch(address, { ...options, signal: AbortSignal.timeout(TIMEOUT), headers: { Accept: "application/fhir+json", ...options.headers } });
    } catch {
      throw new FhirError(0);
    }
    if (!response.ok) throw new FhirError(response.status);
    const text = await response.text().catch(() => { throw new FhirError(0); });
    try {
      return text ? JSON.parse(text) : null;
    } catch {
      throw new FhirError(200);
    }
  }

  get = path => this.#send(`${this.base}/${path}`);

  /** The resource, or the page of a search that the path names. */
  async typed(type, path) {
    const answer = await this.get(path);
    if (answer?.resourceType !== type) throw new FhirError(200);
    return answer;
  }

  async patients(query) {
    const bundle = await this.typed("Bundle", `Patient?${query}`);
    return { patients: resourcesOf(bundle).filter(it => it.resourceType === "Patient" && it.id), hasMore: Boolean(nextOf(bundle)) };
  }

  /** All pages of a search, up to a limit, as one Bundle; not those of another server, nor one of them twice. */
  async search(path) {
    const first = await this.typed("Bundle", path);
    const entries = [...(first.entry ?? [])];
    const seen = new Set();
    let next = nextOf(first);
    while (next && seen.size < MOST_PAGES - 1 && !seen.has(next) && this.#isOwnLink(next)) {
      seen.add(next);
      const bundle = await this.#send(new URL(next, this.base).href);
      if (bundle?.resourceType !== "Bundle") throw new FhirError(200);
      entries.push(...(bundle.entry ?? []));
      next = nextOf(bundle);
    }
    return { ...first, entry: entries, link: next ? first.link : [] };
  }

  #isOwnLink = address => URL.canParse(address, this.base) && new URL(address, this.base).origin === new URL(this.base).origin;

  #write = (method, path, resource) => this.#send(`${this.base}/${path}`,
    { method, body: JSON.stringify(resource), headers: { "Content-Type": "application/fhir+json", Prefer: "return=representation" } });

  create = resource => this.#write("POST", resource.resourceType, resource);
  update = resource => this.#write("PUT", `${resource.resourceType}/${resource.id}`, resource);
  reset = () => this.#send(`${this.base}/$reset`, { method: "POST" });
}

/** An order for an R4 server, of whichever version it was offered in. */
export function inR4({ code, reason, patientInstruction, ...order }) {
  return { ...order, code: code?.concept ?? code,
    ...(reason ? { reasonReference: reason.map(it => it.reference).filter(Boolean) } : {}),
    ...(patientInstruction ? { patientInstruction: Array.isArray(patientInstruction) ? patientInstruction[0].instructionMarkdown : patientInstruction } : {}) };
}

const nextOf = bundle => bundle.link?.find(link => link.relation === "next")?.url;

/** Each resource of a Bundle once. */
function resourcesOf(bundle) {
  const resources = (bundle.entry ?? []).map(entry => entry?.resource).filter(it => it && it.resourceType !== "OperationOutcome");
  return [...new Map(resources.map(it => [it.id ? `${it.resourceType}/${it.id}` : it, it])).values()];
}

const SEARCHES = {
  CONDITIONS: "Condition?patient={}&_count=200",
  OBSERVATIONS: "Observation?patient={}&_sort=-date&_count=200",
  REPORTS: "DiagnosticReport?patient={}&_count=200",
  ORDERS: "ServiceRequest?patient={}&_count=200",
  MEDICATION_REQUESTS: "MedicationRequest?patient={}&_include=MedicationRequest:medication&_count=200",
  MEDICATION_STATEMENTS: "MedicationStatement?patient={}&_include=MedicationStatement:medication&_count=200",
  PROCEDURES: "Procedure?patient={}&_count=200",
};

/** The chart of a patient: resources by source, the medicines that they refer to, and the sources that could not be read. */
export async function readChart(server, patientId) {
  const patient = await server.typed("Patient", `Patient/${encodeURIComponent(patientId)}`);
  if (patient.id !== patientId) throw new FhirError(404);
  const sources = {};
  const medicines = [];
  const unread = [];
  await Promise.all(Object.entries(SEARCHES).map(async ([source, search]) => {
    try {
      const bundle = await server.search(search.replace("{}", encodeURIComponent(patientId)));
      const read = resourcesOf(bundle);
      sources[source] = read.filter(resource => resource.resourceType !== "Medication");
      medicines.push(...read.filter(resource => resource.resourceType === "Medication"));
      if (nextOf(bundle)) unread.push(source);
    } catch (failure) {
      if (!(failure instanceof FhirError)) throw failure;
      sources[source] = [];
      unread.push(source);
    }
  }));
  return { patient, sources, medicines, unread };
}

export const everything = chart => [chart.patient, ...Object.values(chart.sources).flat(), ...chart.medicines];

// ---- How resources are put into words ----

export const conceptText = concept => concept?.text ?? concept?.coding?.find(coding => coding.display)?.display ?? concept?.coding?.[0]?.code ?? "";

export function nameOf(patient) {
  const name = patient.name?.find(it => it.use === "official") ?? patient.name?.[0];
  return name?.text ?? [...(name?.given ?? []), name?.family].filter(Boolean).join(" ") ?? "";
}

export const sexOf = patient => ["male", "female", "other"].includes(patient.gender) ? words[patient.gender] : words.unknown;

export function storyOf(patient) {
  const div = patient.text?.div;
  const text = div ? new DOMParser().parseFromString(div, "text/html").body.textContent.trim().replace(/\s+/g, " ") : "";
  return text.length <= 200 ? text : "";
}

const unitOf = it => it.unit ?? it.code ?? "";
const quantityText = it => it ? `${it.comparator ?? ""}${it.value ?? ""} ${unitOf(it)}`.trim() : "";

export function valueText(observation) {
  const it = observation;
  if (it.valueQuantity) return quantityText(it.valueQuantity);
  if (it.valueRange) return `${quantityText(it.valueRange.low)} – ${quantityText(it.valueRange.high)}`;
  const simple = it.valueString ?? it.valueInteger ?? it.valueBoolean ?? it.valueDateTime ?? (it.valueCodeableConcept && conceptText(it.valueCodeableConcept));
  if (simple !== undefined && simple !== "") return String(simple);
  if (it.component?.length) return it.component.map(part => `${conceptText(part.code)} ${valueText(part)}`).join(", ");
  return it.dataAbsentReason ? `— (${conceptText(it.dataAbsentReason)})` : "—";
}

function boundsText({ low, high }) {
  if (low && high && unitOf(low) === unitOf(high)) return `${low.value} – ${quantityText(high)}`;
  return [low && `≥ ${quantityText(low)}`, high && `≤ ${quantityText(high)}`].filter(Boolean).join(", ");
}

export const rangeText = observation => (observation.referenceRange ?? []).map(range => range.text ?? boundsText(range)).join("; ");

export const flagText = observation => (observation.interpretation ?? []).map(it => it.coding?.[0]?.code ?? conceptText(it)).join(", ");
export const dateOf = resource => resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? resource.effectiveInstant ?? resource.authoredOn
  ?? resource.recordedDate ?? resource.onsetDateTime ?? resource.dateAsserted ?? resource.occurrenceDateTime ?? resource.issued ?? "";

export function ageOf(patient, now) {
  const born = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(patient.birthDate ?? "");
  if (!born) return null;
  const isBefore = [now.getUTCMonth() + 1, now.getUTCDate()];
  const had = isBefore[0] > Number(born[2] ?? 1) || (isBefore[0] === Number(born[2] ?? 1) && isBefore[1] >= Number(born[3] ?? 1));
  return now.getUTCFullYear() - Number(born[1]) - (had ? 0 : 1);
}
