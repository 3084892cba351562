// Cards as an EHR renders them.
import { markdown } from "/style/markdown.js";
import { h, said } from "./dom.js";
import { words } from "./strings.js";

const isWeb = address => /^https?:\/\//i.test(address ?? "");
const linkTo = (address, label) => isWeb(address) ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, said(label)) : said(label);

/** One card; `actions` has what its buttons do; without them it can only be read. */
export function cardView(card, actions) {
  const id = `card-${card.uuid ?? crypto.randomUUID()}`;
  const indicator = ["info", "warning", "critical"].includes(card.indicator) ? card.indicator : "info";
  return h("article", { class: `card ${indicator}`, "aria-labelledby": id },
    h("header", {},
      h("span", { class: `level ${indicator}` }, words.levels[indicator]),
      h("h3", { id }, said(card.summary))),
    card.detail ? h("div", { class: "markdown" }, markdown(card.detail)) : null,
    suggestionsView(card, actions, id),
    linksView(card),
    h("footer", {},
      h("span", {}, `${words.source}: `, linkTo(card.source?.url, card.source?.label)),
      h("span", { class: "buttons" },
        actions ? h("button", { type: "button", class: "quiet", onclick: () => overrideDialog(card, actions) }, words.override) : null)));
}

function suggestionsView(card, actions, id) {
  if (!card.suggestions?.length) return null;
  const isOne = card.selectionBehavior === "at-most-one";
  const submit = h("button", { type: "submit", class: "primary" });
  const inputs = card.suggestions.map(suggestion => h("input", { type: isOne ? "radio" : "checkbox", name: id, value: suggestion.uuid ?? suggestion.label,
    checked: suggestion.isRecommended === true, onchange: () => count() }));
  const chosen = () => card.suggestions.filter((suggestion, i) => inputs[i].checked);
  const count = () => {
    submit.textContent = words.accept(chosen().length);
    submit.disabled = !chosen().length;
  };
  count();
  let isBusy = false;
  return h("form", { class: "suggestions", onsubmit: async event => {
    event.preventDefault();
    // Not disabled meanwhile, which would take the focus away.
    if (isBusy) return;
    isBusy = true;
    await actions.accept(card, chosen());
    isBusy = false;
  } },
    h("fieldset", {},
      h("legend", {}, words.suggestions),
      card.suggestions.map((suggestion, i) => h("label", {}, inputs[i], h("span", {}, said(suggestion.label),
        suggestion.isRecommended ? h("span", { class: "star" }, h("span", { "aria-hidden": "true" }, " ★"), h("span", { class: "hidden" }, ` (${words.recommended})`)) : null)))),
    card.suggestions.some(suggestion => suggestion.isRecommended) ? h("p", { class: "hint" }, words.star) : null,
    actions ? submit : null);
}

const linksView = card => card.links?.length
  ? h("ul", { class: "links" }, card.links.map(link => h("li", {}, linkTo(link.url, link.label))))
  : null;

function overrideDialog(card, actions) {
  const name = `reason-${card.uuid}`;
  const reasons = (card.overrideReasons ?? []).map((reason, i) => ({ reason, input: h("input", { type: "radio", name, value: String(i), required: true }) }));
  const comment = h("textarea", { rows: "2", maxlength: "500" });
  const dialog = h("dialog", { "aria-labelledby": `${name}-title`, onclose: () => dialog.remove() },
    h("form", { method: "dialog", onsubmit: () => {
      const chosen = reasons.find(it => it.input.checked);
      actions.override(card, chosen?.reason ?? null, comment.value.trim());
    } },
    h("h2", { id: `${name}-title` }, words.overrideTitle),
    h("p", { class: "hint" }, said(card.summary)),
    h("div", { class: "reasons", role: "radiogroup", "aria-labelledby": `${name}-title` }, reasons.map(it => h("label", {}, it.input, said(it.reason.display ?? it.reason.code)))),
    h("label", { class: "field" }, words.comment, comment),
    h("div", { class: "buttons" },
      h("button", { type: "submit", class: "primary" }, words.overrideNow),
      h("button", { type: "button", onclick: () => { dialog.close(); actions.override(card, null, comment.value.trim()); } }, words.dismiss),
      h("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, words.cancel))));
  document.body.append(dialog);
  dialog.showModal();
}

/** What stands in place of cards when a call fails. */
export function failureView(call) {
  const issues = call.response?.issue ?? [];
  return h("div", { class: "notice failure", role: "status" },
    h("strong", {}, call.status ? words.failed(call.status) : words.unanswered),
    issues.map(issue => h("p", {}, said(issue.diagnostics ?? issue.details?.text))));
}
