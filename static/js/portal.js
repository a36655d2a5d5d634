// The pages work without this file. It adds: one click sends once, dependent questions, a word before typed text is lost.
(() => {
  "use strict";

  // One click, one request.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || "again" in form.dataset) return; // a download leaves the page as it was
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
      const counted = document.querySelector(`[data-counted="${name}"]`)?.dataset.value;
      field.hidden = !control || (control.value || counted) !== value;
    }
  };
  if (dependents.length) {
    document.addEventListener("change", update);
    update();
  }

  // How many are ticked, by the button that takes them.
  document.addEventListener("change", () => {
    for (const output of document.querySelectorAll("[data-ticked]")) {
      const count = document.querySelectorAll(`input[name="${output.dataset.ticked}"]:checked`).length;
      const said = count === 1 ? output.dataset.one : output.dataset.many.replace("#", count);
      output.textContent = count ? said : "";
    }
  });

  // A long list to tick from is narrowed to what is looked for, and what is ticked.
  for (const box of document.querySelectorAll("[data-narrows]")) {
    box.hidden = false;
    box.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase();
      for (const label of box.parentElement.querySelectorAll(".choices > label")) {
        label.hidden = !label.textContent.toLowerCase().includes(wanted) && !label.querySelector("input").checked;
      }
    });
  }

  // Sums of a grid follow what is typed: down a column, and along a row with each cell's weight.
  const amount = (cell) => {
    const box = cell.querySelector("input:not([type=hidden])");
    if (box?.type === "checkbox") return Number(box.checked);
    return Number((box ? box.value : cell.textContent).replace(/[^\d\u2212-]/g, "").replace("\u2212", "-")) || 0;
  };
  const nb = new Intl.NumberFormat("nb");
  const sum = (table) => {
    const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1));
    for (const cells of rows) {
      for (const cell of cells.filter(({ dataset }) => dataset.weights)) {
        const weights = cell.dataset.weights.split(" ").map(Number);
        cell.textContent = nb.format(weights.reduce((total, weight, at) => total + weight * amount(cells[at]), 0));
      }
    }
    [...table.tFoot.rows[0].cells].slice(1).forEach((cell, at) => {
      if ("sum" in cell.dataset) cell.textContent = nb.format(rows.reduce((total, cells) => total + amount(cells[at]), 0));
    });
  };
  for (const table of document.querySelectorAll("table[data-sums]")) table.addEventListener("input", () => sum(table));

  // Typed text is not lost without a word, and waits in this tab until the server has it: a log-in that ran out
  // sends the browser elsewhere with the text unsaved.
  const typed = (form) => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  // What was typed, as the server would keep it: without white space around it, and without the page's own marks.
  const marks = ["version", "seen", "previewed"];
  const words = (pairs) =>
    JSON.stringify(
      pairs.filter(([name]) => !marks.includes(name)).map(([name, text]) => [name, String(text).replace(/\r\n?/g, "\n").trim()]),
    );
  const fill = (form, pairs) => {
    for (const control of form.elements) {
      if (!control.name || control.type === "hidden" || control.type === "submit") continue;
      const values = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };
  for (const form of document.querySelectorAll("form[data-guard-unsaved]")) {
    let dirty = false;
    // What saves itself outlives the tab too, for its own writer.
    const { writer } = form.dataset;
    const storage = writer ? localStorage : sessionStorage;
    const place = `typed:${writer ?? ""}:${location.pathname}`;
    const kept = JSON.parse(storage.getItem(place) ?? "null");
    const offer = document.querySelector("[data-restore]");
    // The person's own save has come after what was sent from here: that is what was typed, however it was tidied.
    const sent = storage.getItem(`sent:${place}`);
    const mark = () => (form.elements.version ?? form.elements.seen)?.value ?? ""; // of what the page was made from
    const saved = "ownSave" in form.dataset && sent !== null && mark() !== sent;
    if (kept && (saved || words(kept) === words(typed(form)))) storage.removeItem(place);
    else if (kept && offer) {
      offer.hidden = false;
      offer.querySelector("[data-restore-yes]").addEventListener("click", () => {
        fill(form, kept);
        dirty = true;
        offer.hidden = true;
      });
      offer.querySelector("[data-restore-no]").addEventListener("click", () => {
        storage.removeItem(place);
        offer.hidden = true;
      });
    }
    form.addEventListener("input", () => {
      dirty = true;
      storage.setItem(place, JSON.stringify(typed(form)));
      storage.removeItem(`sent:${place}`);
    });
    const send = () => writer && storage.setItem(`sent:${place}`, mark());
    form.addEventListener("submit", () => {
      dirty = false;
      send();
    });
    form.addEventListener("portal:sending", send);
    form.addEventListener("portal:saved", () => {
      dirty = false;
      storage.removeItem(place);
    });
    window.addEventListener("beforeunload", (event) => {
      const savesItself = "autosave" in form.dataset && !("trouble" in form.dataset);
      if (dirty && !savesItself) event.preventDefault();
    });
  }

  // Somebody else's answer, or last year's, instead of one's own; for answers in words.
  for (const button of document.querySelectorAll("button[data-take]")) {
    const mine = button.closest("form").elements[button.dataset.take];
    const theirs = button.parentElement.parentElement.querySelector("[data-theirs]");
    if (!(mine instanceof HTMLTextAreaElement)) continue;
    const offer = () => {
      button.hidden = mine.value.trim() !== "" && "whenEmpty" in button.dataset;
    };
    offer();
    mine.addEventListener("input", offer);
    button.addEventListener("click", () => {
      mine.value = theirs.textContent.trim();
      mine.dispatchEvent(new Event("input", { bubbles: true }));
      mine.focus();
    });
  }

  // How much of the room is used, once something is written in it.
  document.addEventListener("input", ({ target }) => {
    const room = target.parentElement?.querySelector("[data-limit]");
    if (!room || !(target instanceof HTMLTextAreaElement)) return;
    const used = target.value.trim().length;
    room.textContent = room.dataset.used.replace("#", nb.format(used));
    room.classList.toggle("too-long", used > Number(room.dataset.limit));
  });

  // Who waits for work to be done goes on to what came of it; where that is a file to keep, the page stays.
  document.addEventListener("htmx:afterSettle", () => {
    const result = document.querySelector("a[data-go-on]");
    if (result) location.assign(result.href);
  });

  document.querySelector("[data-error-summary]")?.focus();
})();
