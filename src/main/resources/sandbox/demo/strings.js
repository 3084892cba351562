// Every word that the pages say themselves. Another language is another file like this one.
export const language = "en-GB";

export const words = {
  patients: "Patients", allPatients: "All patients", search: "Search by name", noPatients: "No patient matches.", connecting: "Asking for its patients…", noneListed: "This server lists no patients.", morePatients: "Only the first are listed: search by name.",
  server: "FHIR server", ownServer: "Sandbox (this machine)", publicServer: "A public test server: orders that you accept are written there for everyone to see.",
  unreachable: host => `${host} cannot be reached. It may be down, slow, or refuse requests from this page. Choose another server, or try again later.`,
  refused: (host, status) => `${host} answered with status ${status}, so nothing can be shown of it. Choose another server, or try again later.`,
  locked: host => `${host} wants a login, which this page has not. Choose a server that is open to everyone.`, tooMany: host => `${host} has been asked too often for now. Try again in a minute.`,
  notListed: base => `${base} is not one of the servers that this page may ask (rls.fhir.allowed-servers). Choose one of the list.`,
  broken: "What the server sent cannot be shown by this page. Choose another patient or server, or load the page again.",
  notFhir: host => `${host} answered, but not with FHIR. Is its address right?`, noSuchPatient: (host, id) => `${host} has no patient with the id ${id}. Choose another patient.`,
  choose: "Choose a patient. The page then does what an EHR does: it reads the chart, calls the service, and shows the cards.", actions: "Actions",
  welcome: "A demonstration EHR", synthetic: "Every patient of the sandbox is synthetic. Decision support, not a device; the clinician decides.",
  noChart: "No chart to show", noList: "No list of patients.", loading: "Reading the chart…", born: "Born", years: n => `${n} y`, deceased: "Deceased", male: "male", female: "female", other: "other", unknown: "sex unknown",
  record: "FHIR record", publicSandbox: "Open in the public CDS Hooks sandbox",
  problems: "Problems", medicines: "Medicines", orders: "Orders", results: "Results", trends: "Trends", nothing: "None on file.",
  notRead: what => `Could not be read: ${what}. What is not shown may still exist.`,
  furtherTrends: n => `Other analytes (${n})`, showAll: n => `Show all ${n}`,
  date: "Date", test: "Test", value: "Value as received", flag: "Flag", range: "Reference", status: "Status", reading: "Reading",
  support: "Decision support", asking: "Asking the service…", notOffered: hook => `The service offers nothing for ${hook}.`, noCards: "No card: the service has nothing to advise now.", hookFor: hook => `Answer to ${hook}`,
  failed: status => `The service could not answer (status ${status}).`, unanswered: "The service did not answer.",
  accept: n => n === 1 ? "Sign 1 order" : `Sign ${n} orders`, override: "Override…", dismiss: "Dismiss without a reason", cancel: "Cancel", close: "Close", save: "Save",
  suggestions: "Suggested orders", recommended: "recommended", star: "★ The service recommends it; the others are offered for you to choose.",
  overrideTitle: "Why do you override this card?", comment: "Comment (optional)", overrideNow: "Override", source: "Source",
  accepted: n => n === 1 ? "1 order signed and written to the FHIR server." : `${n} orders signed and written to the FHIR server.`,
  overridden: "The card was overridden; the service has been told.", silenced: "Not shown again",
  silence: { TEST: (name, day) => `${name} until ${day}`, READING: (name, day) => `${name}: until ${day}, or a newer result`, MEDICINE: (name, day) => `${name} until ${day}, unless it is being ordered`,
    DIAGNOSIS: () => "Everything about RLS, until it is charted again" },
  silencedNote: "“Reset the demo” brings them back.", feedbackFailed: status => `The service did not take the feedback (status ${status}).`, writeFailed: status => `The FHIR server refused it (status ${status}).`,
  addResult: "Add a result", chartRls: "Chart RLS", refuteRls: "Refute RLS", prescribe: "Prescribe", startEncounter: "Start encounter", whatIf: "What if…", reset: "Reset the demo",
  analyte: "Analyte", code: "Code", unit: "Unit", number: "Value", day: "Date", saved: "Saved.", resetDone: "The samples are back, and the answers given here are forgotten.",
  diagnosis: "Diagnosis", refuted: "RLS is refuted in the chart.", charted: "RLS is charted. The service was asked by problem-list-item-create.",
  medicine: "Medicine", dosage: "Directions", select: "Select", sign: "Sign", signAnyway: "Sign anyway", signed: "The prescription is signed.", drafted: "Selected: the service was asked by order-select. Its cards stand under Decision support.",
  signCards: "The service answered at signing. Its card stands under Decision support: sign anyway, or cancel to read it.", encounterClass: "Kind of encounter", started: "The encounter is started.",
  classes: { AMB: "Outpatient", EMER: "Emergency", IMP: "Inpatient", VR: "Virtual" },
  whatIfOn: "What if: values are tried, nothing is stored. Press “What if…” again to go back.", tried: "what if", whatIfLabel: name => `What if ${name} were`,
  noBands: { "rls-not-charted": "RLS is not charted, so results are not assessed.", "diagnosis-wrong": "A clinician called the diagnosis wrong.", deceased: "The patient has died: no advice.",
    "too-young": "Too young for this workup.", "workup-suppressed": "The chart rules out advice on tests.", deferred: "Emergency or intensive care: advice waits.",
    "no-relevant-medicine": "", "medications-only": "Only medicines call for advice.", incomplete: "Part of the chart could not be read, so nothing is called missing.", "not-drawn": "The service could not read this chart, so no trend is drawn." },
  states: { done: "done", ordered: "ordered", pending: "pending", missing: "missing", "recheck-due": "recheck due", "due-from": "due later", declined: "declined", "not-suggested": "not suggested", "not-to-be-done": "not to be done", unverifiable: "not verifiable" },
  workup: "Workup", levels: { none: "no card", info: "info", warning: "warning", critical: "critical" }, noRule: "no rule applies",
  plot: (name, n, newest) => `${name}: ${n} ${n === 1 ? "result" : "results"}. Newest: ${newest}.`, values: n => `Values and orders (${n})`, order: "Order", notOnAxis: "not on the axis", notCounted: "does not count",
  legendOrder: "order", legendUnread: "cannot be read",
  wire: "The wire", wireNote: "Each call of the service as it was sent and answered.", noCalls: "No call yet.", request: "Request", response: "Response", fhirRequests: n => `FHIR requests of the service (${n})`,
  noFhirRequests: "None: everything it needed was prefetched.", copy: "Copy as curl", copied: "Copied", notCopied: "The browser did not allow it.", prefetch: "Prefetch", hooksVersion: "CDS Hooks", fhirVersion: "FHIR",
  prefetchModes: { whole: "whole", partial: "partial", none: "none" }, sentPrefetch: mode => `prefetch ${mode}`, requestsMade: n => n === 1 ? "1 FHIR request" : `${n} FHIR requests`, ms: n => `${n} ms`,
  title: "RLS Workup: demo EHR", apiTitle: "RLS Workup: API", skip: "Skip to the chart", skipApi: "Skip to the description", demo: "Demo EHR", knowledge: "Knowledge", insights: "Insights",
  comparators: "Comparator", directions: "1 tablet at bedtime", arrayOf: "array of ", objectOf: "object of ", and: " and ", or: " or ", object: "object", everythingOf: "Everything of ", andThese: ", and:",
  api: "API", schema: "Schema", schemas: "Schemas", parameters: "Parameters", body: "Body", responses: "Responses", raw: "Raw description (YAML)", required: "required",
};

const dayFormat = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const timeFormat = new Intl.DateTimeFormat(language, { timeStyle: "medium" });
const monthFormat = new Intl.DateTimeFormat(language, { month: "short", year: "numeric", timeZone: "UTC" });

/** A FHIR date as written: its day, month or year; anything else unchanged. */
export function day(written) {
  const text = String(written ?? "");
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(text);
  if (!parts || !parts[3]) return text;
  const date = new Date(`${parts[0]}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? text : dayFormat.format(date);
}

export const time = moment => timeFormat.format(moment);
export const month = moment => monthFormat.format(moment);
export const number = value => new Intl.NumberFormat(language, { maximumSignificantDigits: 5, useGrouping: false }).format(value);

// What stands in the files of the pages, for those who read them without JavaScript.
document.documentElement.lang = language;
document.title = words[document.documentElement.dataset.title];
for (const element of document.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
