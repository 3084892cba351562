// The CDS Hooks client: discovery, prefetch, calls, feedback. Every exchange is kept for the wire view.
export const calls = [];
export const settings = { prefetch: "whole", hooks: "STU2", fhir: "R4" };
let heard = () => {};
let lastRequest = 0;

export const onCall = listener => { heard = listener; };

const headers = () => ({ "Content-Type": "application/json", "Sandbox-Hooks-Version": settings.hooks, "Sandbox-Fhir-Version": settings.fhir });

export async function discover() {
  const response = await fetch("/cds-services", { headers: headers() }).catch(() => null);
  const answer = response?.ok ? await response.json() : {};
  await fhirRequests();
  return answer.services ?? [];
}

async function fhirRequests() {
  const response = await fetch(`/demo/fhir-requests?after=${lastRequest}`).catch(() => null);
  const made = response?.ok ? await response.json() : [];
  lastRequest = made.at(-1)?.number ?? lastRequest;
  return made;
}

async function exchange(path, body, about) {
  const call = { at: new Date(), path, body, headers: headers(), ...about, status: 0, response: null, milliseconds: 0, fhirRequests: [] };
  const start = performance.now();
  try {
    const response = await fetch(path, { method: "POST", headers: call.headers, body: JSON.stringify(body) });
    call.status = response.status;
    const text = await response.text();
    call.milliseconds = Math.round(performance.now() - start);
    call.response = text ? JSON.parse(text) : null;
  } catch {
    call.milliseconds = Math.round(performance.now() - start);
  }
  call.fhirRequests = await fhirRequests();
  calls.unshift(call);
  calls.splice(40);
  heard(call);
  return call;
}

const PARTIAL = new Set(["patient", "conditions", "observations"]);

function expand(template, context, now) {
  let complete = true;
  const text = template.replace(/\{\{\s*(?:context\.(\w+)|today\(\)\s*-\s*(\d+)\s*days)\s*\}\}/g, (token, key, days) => {
    if (days) return new Date(now.getTime() - Number(days) * 86_400_000).toISOString().slice(0, 10);
    complete = complete && Boolean(context[key]);
    return encodeURIComponent(context[key] ?? "");
  });
  return complete ? text : null;
}

/** What an EHR sends along: the answer to each template of the service; a key that fails is left out. */
async function gather(server, service, context, now, mode) {
  const filled = {};
  if (mode === "none") return filled;
  await Promise.all(Object.entries(service.prefetch ?? {}).map(async ([key, template]) => {
    const query = mode === "partial" && !PARTIAL.has(key) ? null : expand(template, context, now);
    if (!query) return;
    try {
      filled[key] = await (query.includes("?") ? server.search(query) : server.get(query));
    } catch {
      // Left out: the service reads it itself, or says that it could not.
    }
  }));
  return filled;
}

let last = null;

/** Values that are tried change what was sent last, so that the server is not read for each of them. */
async function prefetch(server, service, context, now, changed) {
  const mode = changed ? "whole" : settings.prefetch;
  const about = JSON.stringify([server.base, service.id, context.patientId, context.encounterId]);
  if (!changed || last?.about !== about || last.mode !== mode) {
    last = { about, mode, filled: await gather(server, service, context, now, mode) };
  }
  const { filled } = last;
  return [changed ? Object.fromEntries(Object.entries(filled).map(([key, answer]) => [key, withChanges(answer, changed)])) : filled, mode];
}

/** The Bundle with changed resources in place of the stored ones. */
function withChanges(answer, changed) {
  if (!answer.entry) return answer;
  return { ...answer, entry: answer.entry.map(entry => {
    const other = changed.get(`${entry.resource?.resourceType}/${entry.resource?.id}`);
    return other ? { ...entry, resource: other } : entry;
  }) };
}

/** Calls a service; `changed` holds resources to send in place of stored ones, by type and id; `onSent` is told when it has been asked. */
export async function call({ server, services, hook, context, now, changed, onSent = () => {}, userId = "Practitioner/demo" }) {
  const service = services.find(it => it.hook === hook);
  if (!service) return null;
  const whole = { userId, ...context };
  const [filled, mode] = await prefetch(server, service, whole, now, changed);
  const body = { hook, hookInstance: crypto.randomUUID(), fhirServer: server.base, context: whole, ...(Object.keys(filled).length ? { prefetch: filled } : {}) };
  const answer = exchange(`/cds-services/${service.id}`, body, { hook, prefetch: mode, hooksVersion: settings.hooks, fhirVersion: settings.fhir, whatIf: Boolean(changed) });
  onSent();
  return { ...await answer, service };
}

export const feedback = (service, entries) => exchange(`/cds-services/${service.id}/feedback`, { feedback: entries }, { hook: "feedback" });

/** What is behind a card, by its trace. */
export const findingsOf = card => card.extension?.["org.rlsworkup.findings"] ?? [];

export function curl(made) {
  const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;
  const sent = Object.entries(made.headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`).join(" ");
  return `curl -s ${quoted(location.origin + made.path)} ${sent} -d ${quoted(JSON.stringify(made.body))}`;
}
