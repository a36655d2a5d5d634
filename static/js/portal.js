// The pages work without this file. It adds: one click sends once, dependent questions, a word before typed text is lost.
(() => {
  "use strict";

  // One click, one request.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
  });
  // A page that comes back from the browser's memory may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  // Questions that are only asked after a certain answer.
  const dependents = document.querySelectorAll("[data-shown-if-name]");
  const update = () => {
    for (const field of dependents) {
      const { shownIfName: name, shownIfValue: value } = field.dataset;
      const control = field.closest("form").elements[name];
      field.hidden = !control || control.value !== value;
    }
  };
  if (dependents.length) {
    document.addEventListener("change", update);
    update();
  }

  // Typed text is not lost without a word.
  for (const form of document.querySelectorAll("form[data-guard-unsaved]")) {
    let dirty = false;
    form.addEventListener("input", () => (dirty = true));
    form.addEventListener("submit", () => (dirty = false));
    window.addEventListener("beforeunload", (event) => {
      if (dirty) event.preventDefault();
    });
  }

  document.querySelector("[data-error-summary]")?.focus();
})();
