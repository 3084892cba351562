// The exchange with the service, as sent and answered.
import { h, said } from "./dom.js";
import { calls, curl, settings } from "./hooks.js";
import { time, words } from "./strings.js";

const pretty = value => value === null ? "—" : JSON.stringify(value, null, 2);

function choice(label, key, options, changed) {
  return h("label", {}, label, h("select", { name: key, onchange: event => { settings[key] = event.target.value; changed(); } },
    Object.entries(options).map(([value, text]) => h("option", { value, selected: settings[key] === value }, text))));
}

export class WireView {
  #list = h("ol", { class: "calls" });

  /** `changed` is told when another call is to be made because a setting changed. */
  constructor(changed) {
    this.element = h("section", { class: "panel wire", "aria-labelledby": "wire" },
      h("header", {}, h("div", {}, h("h2", { id: "wire" }, words.wire), h("p", { class: "hint" }, words.wireNote)),
        h("div", { class: "controls" }, choice(words.prefetch, "prefetch", words.prefetchModes, changed),
          choice(words.hooksVersion, "hooks", { STU1: "1.0", STU2: "2.0", STU3: "3.0" }, changed), choice(words.fhirVersion, "fhir", { R4: "R4", R4B: "R4B", R5: "R5" }, changed))),
      this.#list);
    this.update();
  }

  update() {
    const open = new Set([...this.#list.querySelectorAll("details.call[open]")].map(it => it.dataset.id));
    this.#list.replaceChildren(...(calls.length ? calls.map(made => this.#call(made, open)) : [h("li", { class: "hint" }, words.noCalls)]));
  }

  #call(made, open) {
    const id = String(made.at.getTime()) + made.path;
    const versions = made.hooksVersion && `CDS Hooks ${{ STU1: "1.0", STU2: "2.0", STU3: "3.0" }[made.hooksVersion]}, ${made.fhirVersion}`;
    const facts = [made.path.replace("/cds-services/", ""), words.ms(made.milliseconds), made.prefetch && words.sentPrefetch(words.prefetchModes[made.prefetch]),
      made.hook !== "feedback" && words.requestsMade(made.fhirRequests.length), versions].filter(Boolean);
    const details = h("details", { class: "call", "data-id": id, open: open.has(id) },
      h("summary", {}, h("span", { class: `status ${made.status >= 200 && made.status < 300 ? "good" : "bad"}` }, String(made.status || "—")), h("b", {}, made.hook + (made.whatIf ? ` (${words.tried})` : "")),
        h("span", { class: "hint facts" }, h("span", {}, time(made.at)), made.body.context ? h("span", {}, said(made.body.context.patientId)) : "", facts.map(fact => h("span", { class: "whole" }, fact)))));
    const show = () => { if (details.open && details.childElementCount === 1) details.append(this.#body(made)); };
    details.addEventListener("toggle", show);
    show();
    return h("li", {}, details);
  }

  #body(made) {
    const about = `${made.hook}, ${time(made.at)}`;
    const copied = h("span", { class: "hint", role: "status" });
    return h("div", { class: "exchange" },
      h("p", {}, h("button", { type: "button", onclick: async () => { copied.textContent = await copy(curl(made)) ? words.copied : words.notCopied; } }, words.copy), " ", copied),
      h("div", { class: "sides" },
        h("section", {}, h("h3", {}, words.request), code(pretty(made.body), `${words.request}, ${about}`)),
        h("section", {}, h("h3", {}, words.response), code(pretty(made.response), `${words.response}, ${about}`))),
      made.hook === "feedback" ? null : h("section", {}, h("h3", {}, words.fhirRequests(made.fhirRequests.length)), made.fhirRequests.length
        ? h("ul", { class: "requests" }, made.fhirRequests.map(it => h("li", {}, h("code", {}, said(`${it.method} ${decoded(it.address)}`)), h("span", { class: "hint" }, ` ${it.status ?? "—"} · ${words.ms(it.millis)}`))))
        : h("p", { class: "hint" }, words.noFhirRequests)));
  }
}

/** Whether it could be copied: a browser may refuse, and has no clipboard for a page that was not loaded safely. */
const copy = text => navigator.clipboard?.writeText(text).then(() => true, () => false);

const code = (text, label) => h("pre", { tabindex: "0", role: "region", "aria-label": label }, text);

function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
