// Renders the Markdown of cards. It passes through a sanitizer that lets no image, style or script through.
import { marked } from "/webjars/marked/17.0.1/lib/marked.esm.js";
import DOMPurify from "/webjars/dompurify/3.3.3/dist/purify.es.mjs";
import { keepWhole } from "./whole.js";

const ALLOWED = { ALLOWED_TAGS: ["p", "br", "hr", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "del"],
  ALLOWED_ATTR: ["href", "start"], ALLOWED_URI_REGEXP: /^https?:/i, RETURN_DOM_FRAGMENT: true };

export function markdown(text) {
  const fragment = DOMPurify.sanitize(marked.parse(text ?? "", { gfm: true, async: false }), ALLOWED);
  for (const link of fragment.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  return keepWhole(fragment);
}
