// Keeps a date, or a number with its unit, on one line.
const WHOLE = /\d{4}-\d\d-\d\d|\d{1,2} \p{L}{3,9} \d{4}|(?<![\p{L}\d.])(?:[<>≤≥]=? ?)?\d[\d.,]{0,11}(?: – \d[\d.,]{0,11})? (?:%|[\p{L}\[][\p{L}\d²\[\]]{0,11}(?:\/[\p{L}\d.²\[\]/]{1,12}(?: m²)?)?)(?![\p{L}\d/])/gu;

/** The text in parts: strings, and spans for what is not to be broken. */
export function whole(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(WHOLE)) {
    const span = document.createElement("span");
    span.className = "whole";
    span.textContent = found[0];
    parts.push(text.slice(end, found.index), span);
    end = found.index + found[0].length;
  }
  return end ? [...parts, text.slice(end)] : [text];
}

/** The same for every text below an element or fragment. */
export function keepWhole(root) {
  const texts = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) text.replaceWith(...whole(text.data));
  return root;
}
