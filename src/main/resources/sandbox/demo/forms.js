// What a clinician enters. Codes, units and medicines to choose from are those of the knowledge in use.
import { h, said } from "./dom.js";
import { words } from "./strings.js";

let known = null;

/** The knowledge that the service works with. */
export async function knowledge() {
  known ??= fetch("/knowledge", { headers: { Accept: "application/json" } }).then(response => response.json());
  return known;
}

const option = (value, label) => h("option", { value }, label);
const field = (label, control) => h("label", { class: "field" }, label, control);
const reference = id => ({ reference: `Patient/${id}` });
const moment = now => now.toISOString().replace(/\.\d+/, "");
const clinical = (system, code) => ({ coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }] });

/** A form in a dialog; `make` gives what is to be saved, or nothing to stay open. It closes first, so that what opened it has the focus again. */
function formDialog(title, controls, make, save, label = words.save) {
  const id = `form-${Math.random().toString(36).slice(2)}`;
  const status = h("p", { class: "hint", role: "status" });
  const form = h("form", { onsubmit: async event => {
    event.preventDefault();
    const made = await make(status);
    if (!made) return;
    dialog.close();
    await save(made);
  } },
  h("h2", { id }, title), controls, status,
  h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, label), h("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, words.cancel)));
  const dialog = h("dialog", { "aria-labelledby": id, onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export async function resultForm(patientId, now, save) {
  const { analytes } = await knowledge();
  const analyte = h("select", { name: "analyte", onchange: () => units() }, analytes.map((it, i) => option(String(i), it.name)));
  const unit = h("select", { name: "unit", onchange: () => codes() });
  const code = h("select", { name: "code" });
  const comparator = h("select", { name: "comparator", "aria-label": words.comparators }, ["", "<", "<=", ">", ">="].map(sign => option(sign, sign || "=")));
  const value = h("input", { name: "value", type: "number", step: "any", min: "0", required: true, inputmode: "decimal" });
  const date = h("input", { name: "date", type: "date", required: true, value: now.toISOString().slice(0, 10), max: now.toISOString().slice(0, 10) });
  const chosen = () => analytes[Number(analyte.value)];
  const units = () => {
    unit.replaceChildren(...chosen().scales.flatMap(scale => Object.keys(scale.accepts).map(text => h("option", { value: text, "data-scale": scale.id }, text))));
    codes();
  };
  // The codes that go with the unit come first; the others show what the service says of a mismatch.
  const codes = () => {
    const scale = unit.selectedOptions[0]?.dataset.scale;
    const fits = it => !it.noClass && (it.units.length === 0 || it.units.includes(scale));
    const sorted = [...chosen().codes].sort((one, other) => fits(other) - fits(one));
    code.replaceChildren(...sorted.map(it => option(JSON.stringify(it.code), `${it.code.code} ${it.name}`)));
  };
  units();
  formDialog(words.addResult, [field(words.analyte, analyte),
    h("div", { class: "row" }, field(words.number, h("span", { class: "row tight" }, comparator, value)), field(words.unit, unit)), field(words.code, code), field(words.day, date)],
  () => ({ resourceType: "Observation", status: "final", category: [clinical("observation-category", "laboratory")],
    code: { coding: [{ ...JSON.parse(code.value), display: chosen().name }], text: chosen().name }, subject: reference(patientId),
    effectiveDateTime: date.value === now.toISOString().slice(0, 10) ? moment(now) : date.value,
    valueQuantity: { value: Number(value.value), ...(comparator.value ? { comparator: comparator.value } : {}), unit: unit.value, system: "http://unitsofmeasure.org", code: unit.value } }), save);
}

export async function diagnosisForm(patientId, now, save) {
  const { diagnosis } = await knowledge();
  const code = h("select", { name: "diagnosis" }, diagnosis.codes.map((it, i) => option(String(i), `${it.name} (${it.code.code})`)));
  formDialog(words.chartRls, field(words.diagnosis, code), () => {
    const chosen = diagnosis.codes[Number(code.value)];
    return { resourceType: "Condition", clinicalStatus: clinical("condition-clinical", "active"), verificationStatus: clinical("condition-ver-status", "confirmed"),
      category: [clinical("condition-category", "problem-list-item")], code: { coding: [{ ...chosen.code, display: chosen.name }], text: chosen.name },
      subject: reference(patientId), recordedDate: moment(now) };
  }, save);
}

export const refuted = condition => {
  const { clinicalStatus, abatementDateTime, ...rest } = condition;
  return { ...rest, verificationStatus: clinical("condition-ver-status", "refuted") };
};

/** Drafts a medicine; `select` and `sign` ask the service and answer its cards. */
export async function medicineForm(patientId, now, { select, sign, save }) {
  const { drugs } = await knowledge();
  const named = drugs.ingredients.filter(it => it.codes.length).sort((one, other) => one.name.localeCompare(other.name));
  const drug = h("select", { name: "drug" }, named.map((it, i) => option(String(i), it.name)));
  const dosage = h("input", { name: "dosage", value: words.directions, maxlength: "200" });
  const order = () => {
    const chosen = named[Number(drug.value)];
    return { resourceType: "MedicationRequest", id: "draft", status: "draft", intent: "order", medicationCodeableConcept: { coding: [{ ...chosen.codes[0], display: chosen.name }], text: chosen.name },
      subject: reference(patientId), authoredOn: moment(now), dosageInstruction: [{ text: dosage.value }] };
  };
  let warned = "";
  const dialog = formDialog(words.prescribe, [field(words.medicine, drug), field(words.dosage, dosage),
    h("p", {}, h("button", { type: "button", onclick: async () => { const cards = await select(order()); tell(words.drafted, cards); } }, words.select))],
  async status => {
    const cards = warned === drug.value ? [] : await sign(order());
    if (cards.length) {
      warned = drug.value;
      tell(words.signCards, cards);
      status.closest("form").querySelector("[type=submit]").textContent = words.signAnyway;
      return null;
    }
    const { id, ...signed } = order();
    return { ...signed, status: "active" };
  }, save, words.sign);
  const tell = (text, cards = []) => dialog.querySelector("[role=status]").replaceChildren(...cards.map(card => h("strong", {}, said(card.summary), h("br", {}))), text);
  drug.addEventListener("change", () => { dialog.querySelector("[type=submit]").textContent = words.sign; tell(""); });
}

export function encounterForm(patientId, now, save) {
  const kind = h("select", { name: "class" }, Object.entries(words.classes).map(([code, label]) => option(code, label)));
  formDialog(words.startEncounter, field(words.encounterClass, kind), () => ({ resourceType: "Encounter", status: "in-progress",
    class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: kind.value, display: words.classes[kind.value] }, subject: reference(patientId), period: { start: moment(now) } }), save);
}

