// Shows the OpenAPI description readably: each operation with its body and responses, each schema as a list of members.
import { h, said } from "./dom.js";
import { words } from "./strings.js";

const METHODS = ["get", "post", "put", "delete"];
let api;

const resolve = it => it?.$ref ? { ...it.$ref.slice(2).split("/").reduce((part, key) => part[key], api), ref: it.$ref.split("/").at(-1) } : it ?? {};
const nameOf = schema => schema?.$ref ? h("a", { href: `#schema-${schema.$ref.split("/").at(-1)}` }, schema.$ref.split("/").at(-1)) : null;

/** Text of the description, in which code stands between backticks. */
const prose = text => (text ?? "").split("`").map((part, i) => i % 2 ? h("code", {}, part) : said(part));

/** A schema in a few words. */
function inWords(schema) {
  if (!schema) return "";
  if (schema.$ref) return nameOf(schema);
  if (schema.const !== undefined) return h("code", {}, JSON.stringify(schema.const));
  if (schema.enum) return h("span", {}, schema.enum.map((it, i) => [i ? ", " : "", h("code", {}, String(it))]));
  if (schema.type === "array") return h("span", {}, words.arrayOf, inWords(schema.items));
  const several = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (several) return h("span", {}, several.map((it, i) => [i ? (schema.allOf ? words.and : words.or) : "", inWords(it)]));
  if (typeof schema.additionalProperties === "object") return h("span", {}, words.objectOf, inWords(schema.additionalProperties));
  return [[schema.type ?? []].flat().join(words.or), schema.format].filter(Boolean).join(", ") || words.object;
}

const bounds = schema => ["pattern", "minLength", "maxLength", "minItems", "maxItems"].filter(key => schema[key] !== undefined).map(key => `${key} ${schema[key]}`).join(", ");

/** A row for each member, and for those of objects that have no name of their own, with the way to them. */
function rows(schema, way = "") {
  const parts = [schema, ...(schema.allOf ?? []).filter(it => !it.$ref)];
  const required = new Set(parts.flatMap(it => it.required ?? []));
  return parts.flatMap(it => Object.entries(it.properties ?? {})).flatMap(([name, it]) => [
    h("tr", {}, h("th", { scope: "row" }, h("code", {}, way + name), required.has(name) ? h("span", { class: "hint" }, ` ${words.required}`) : ""),
      h("td", {}, inWords(it)), h("td", { class: "hint" }, prose([it.description, bounds(it)].filter(Boolean).join(". ")))),
    ...(it.type === "array" ? rows(it.items ?? {}, `${way}${name}[].`) : rows(it, `${way}${name}.`)),
  ]);
}

function members(schema) {
  const found = rows(schema);
  const based = (schema.allOf ?? []).filter(it => it.$ref);
  return [
    found.length && based.length ? h("p", { class: "hint" }, words.everythingOf, based.map(nameOf), words.andThese) : "",
    found.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words.schema }, h("table", {}, h("tbody", {}, found))) : h("p", {}, inWords(schema)),
  ];
}

function operation(path, method, it) {
  const content = resolve(it.requestBody).content;
  return h("details", { class: "panel operation" }, h("summary", {}, h("b", { class: `verb ${method}` }, method.toUpperCase()), " ", h("code", {}, path), h("span", { class: "hint" }, prose(it.summary))),
    it.parameters?.length ? [h("h3", {}, words.parameters), h("ul", {}, it.parameters.map(resolve).map(parameter => h("li", {}, h("code", {}, parameter.name), ` (${parameter.in}) `, h("span", { class: "hint" }, prose(parameter.description)))))] : "",
    content ? [h("h3", {}, words.body), h("ul", {}, Object.entries(content).map(([type, media]) => h("li", {}, h("code", {}, type), " ", inWords(media.schema))))] : "",
    h("h3", {}, words.responses),
    h("ul", {}, Object.entries(it.responses).map(([status, given]) => {
      const response = resolve(given);
      return h("li", {}, h("b", {}, status), " ", h("span", {}, prose(response.description)), " ", Object.values(response.content ?? {}).map(media => inWords(media.schema)));
    })));
}

async function start() {
  api = await (await fetch("/demo/openapi.json")).json();
  const operations = Object.entries(api.paths).flatMap(([path, item]) => METHODS.filter(method => item[method]).map(method => [path, method, item[method]]));
  document.getElementById("main").replaceChildren(
    h("h1", {}, `${api.info.title} ${words.api}`), h("p", {}, api.info.summary), ...api.info.description.trim().split(/\n\n/).map(text => h("p", { class: "hint" }, prose(text))),
    h("p", {}, h("a", { href: "/openapi.yaml" }, words.raw)),
    ...api.tags.map(tag => h("section", { class: "group" }, h("h2", {}, tag.name), h("p", { class: "hint" }, prose(tag.description)),
      operations.filter(([, , it]) => it.tags?.includes(tag.name)).map(([path, method, it]) => operation(path, method, it)))),
    h("section", { class: "group" }, h("h2", {}, words.schemas), Object.entries(api.components.schemas).map(([name, schema]) => h("details", { class: "panel operation", id: `schema-${name}` },
      h("summary", {}, h("code", {}, name), h("span", { class: "hint" }, prose(schema.description))), members(schema)))));
  addEventListener("hashchange", follow);
  follow();
}

function follow() {
  const target = document.getElementById(location.hash.slice(1));
  if (target) target.open = true;
  target?.scrollIntoView();
}

start();
