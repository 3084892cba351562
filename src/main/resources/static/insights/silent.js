import { markdown } from "/style/markdown.js";

for (const detail of document.querySelectorAll(".card")) {
  const text = detail.textContent;
  detail.classList.add("markdown");
  detail.replaceChildren(markdown(text));
}

// Sends what an operator says of a card, and shows that it was stored.
for (const form of document.querySelectorAll("form.judge")) {
  form.addEventListener("submit", event => event.preventDefault());
  for (const button of form.querySelectorAll("button")) {
    button.addEventListener("click", async () => {
      const shown = form.querySelector("output");
      try {
        const answer = await fetch(`/insights/silent/${form.dataset.card}`, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ verdict: button.value, remark: form.elements.remark.value || null }),
        });
        shown.textContent = answer.ok ? `${button.value}, stored` : `not stored (${answer.status})`;
      } catch {
        shown.textContent = "not stored: the service cannot be reached";
      }
    });
  }
}
