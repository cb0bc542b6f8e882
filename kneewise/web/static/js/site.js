// Small comforts. Every page works without this file.
"use strict";

// Print buttons.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Shows what only makes sense with a script, such as the print button.
for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;

// A slider shows its value in words beside it, and its buttons move it by one step.
document.addEventListener("input", (event) => {
  const output = event.target.id && document.querySelector(`output[for="${CSS.escape(event.target.id)}"]`);
  if (output) output.textContent = event.target.value;
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  event.preventDefault();
  const input = document.getElementById(button.dataset.for);
  if (button.dataset.step === "up") input.stepUp(); else input.stepDown();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// Copies a private link.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
  button.textContent = button.dataset.done;
});

// A link to something folded away unfolds it, in browsers that do not do so by themselves.
function unfold() {
  const goal = location.hash && document.getElementById(location.hash.slice(1));
  if (!goal) return;
  let folded = goal.closest("details:not([open])");
  if (!folded) return;
  for (; folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
  goal.scrollIntoView();
}
window.addEventListener("hashchange", unfold);
unfold();
