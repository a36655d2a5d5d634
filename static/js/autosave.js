// A chapter saves itself while it is written. Without this file its buttons do. What the server has not confirmed
// stays in the browser (see portal.js), and what was sent without an answer is sent again as it was, before anything
// newer: the server knows it by its words, so that nobody is told that they have overtaken themselves.
(() => {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const PAUSE = 1500; // ms without a key before it is saved
  const SIGN_OF_LIFE = 20_000; // ms; see presence.py
  const PATIENCE = 20_000; // ms for an answer
  const OUTLIVES = 60_000; // letters; browsers keep no more alive than 64 KiB
  const LONGEST_WAIT = 30_000; // ms between attempts
  const state = form.querySelector("[data-save-state]");
  const others = form.querySelector("[data-others]");
  const seeBoth = form.querySelector("[data-see-both]");
  const dialog = form.querySelector("[data-log-in-again]");

  const typed = () => new URLSearchParams([...new FormData(form)].filter(([name]) => !["version", "csrfmiddlewaretoken"].includes(name)));
  let confirmed = typed().toString();
  let unanswered = null; // what was sent last, while it is not known whether it came
  let busy = false;
  let stopped = false;
  let failures = 0;
  let timer = 0;
  let waiting = null; // a button that was pressed meanwhile

  const say = (text, tone) => {
    form.toggleAttribute("data-trouble", tone === "trouble");
    state.dataset.tone = tone;
    state.role = tone === "trouble" ? "alert" : null; // that all is well is read by those who look
    if (state.textContent !== text) state.textContent = text;
  };
  const later = (pause, how = {}) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause, how);
  };
  const isDirty = () => typed().toString() !== confirmed;

  // A mere sign of life asks what stands and who is here: nothing is written, whatever the form could not show.
  const send = (words, isWritten) => {
    const body = new URLSearchParams(words);
    if (!isWritten) body.set("alive", "1");
    body.set("version", form.elements.version.value);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    if (words !== confirmed) form.dispatchEvent(new Event("portal:sending"));
    return fetch(location.href, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      keepalive: body.toString().length < OUTLIVES, // goes on when the page is left
      signal: AbortSignal.timeout(PATIENCE),
    });
  };

  async function save({ alive = false } = {}) {
    clearTimeout(timer);
    const isWritten = unanswered !== null || isDirty();
    if (busy || stopped || !(alive || isWritten)) return;
    busy = true;
    const words = unanswered ?? typed().toString();
    if (isWritten) unanswered = words;
    if (words !== confirmed) say(state.dataset.saving, "busy");
    try {
      await take(await send(words, isWritten), words);
    } catch {
      failures += 1;
      say(state.dataset.offline, "trouble");
      later(Math.min(LONGEST_WAIT, 1000 * 2 ** failures), { alive: !isWritten });
    }
    busy = false;
    if (waiting) press();
    else if (!failures && !stopped && isDirty()) later(PAUSE);
  }

  async function take(response, words) {
    if (response.status >= 500 || response.status === 429) throw new Error(response.status);
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    if (!isOurs) {
      const page = response.redirected ? response : await fetch(location.href);
      if (page.redirected) return logIn(page.url, await page.text());
    }
    const answer = isOurs ? await response.json() : { state: "refused", said: state.dataset.refused, others: "" };
    failures = 0;
    unanswered = null;
    others.textContent = answer.others;
    if (answer.state === "saved") {
      form.elements.version.value = answer.version;
      confirmed = words;
      tell(answer.breaches);
      if (isDirty()) return void say(state.dataset.changed, "busy");
      say(answer.said, "saved");
      form.dispatchEvent(new Event("portal:saved"));
    } else {
      stopped = true;
      say(answer.said, "trouble");
      seeBoth.hidden = answer.state !== "stale";
    }
  }

  // What the rules say of what was saved, and where a warning is answered. What has not changed is not said again.
  function tell(breaches) {
    for (const place of form.querySelectorAll("[data-breaches]")) {
      const key = place.dataset.breaches;
      const fresh = document.createElement("div");
      fresh.innerHTML = breaches[key] ?? "";
      const isSame = fresh.textContent.trim() === place.textContent.trim();
      if (!isSame) place.replaceChildren(...fresh.childNodes);
      const comment = form.querySelector(`[data-comment-on="${key}"]`);
      const isUsed = comment?.querySelector("textarea").value.trim() || comment?.contains(document.activeElement);
      if (comment) comment.hidden = !isUsed && !place.querySelector("[data-asks-comment]");
    }
  }

  // The log-in page's own form, here: with its messages, and whatever it asks for next.
  function logIn(address, html) {
    stopped = true;
    say(state.dataset.logIn, "trouble");
    const page = new DOMParser().parseFromString(html, "text/html");
    const asked = page.querySelector("main form[method=post]");
    if (!asked) return location.reload();
    const place = dialog.querySelector("[data-log-in-form]");
    asked.action = new URL(asked.getAttribute("action") || address, address).href;
    place.replaceChildren(document.adoptNode(asked));
    if (!dialog.open) {
      document.body.append(dialog); // a form within a form is none
      dialog.showModal();
    }
    asked.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      try {
        const response = await fetch(asked.action, { method: "POST", body: new FormData(asked) });
        const text = await response.text();
        if (new URL(response.url).pathname !== location.pathname) return logIn(response.url, text);
        return goOn(new DOMParser().parseFromString(text, "text/html"));
      } catch {
        say(state.dataset.offline, "trouble");
      }
    });
  }

  function goOn(page) {
    const fresh = page.querySelector("form[data-autosave]");
    if (!fresh) return location.reload();
    dialog.close();
    if (fresh.dataset.writer !== form.dataset.writer) return say(state.dataset.otherPerson, "trouble");
    form.elements.csrfmiddlewaretoken.value = fresh.elements.csrfmiddlewaretoken.value;
    stopped = false;
    save();
  }

  function press() {
    const button = waiting;
    waiting = null;
    form.requestSubmit(button);
  }

  dialog.addEventListener("cancel", () => {
    stopped = false; // asked again at the next word
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  const heed = (pause) => {
    if (!failures && !stopped && isDirty()) say(state.dataset.changed, "busy");
    later(pause);
  };
  form.addEventListener("input", () => heed(PAUSE));
  form.addEventListener("change", () => heed(0));
  form.addEventListener("focusout", () => later(0));
  addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  const live = () => document.visibilityState === "visible" && save({ alive: true });
  setInterval(live, SIGN_OF_LIFE);
  live();
  // A button waits for what is under way: sent with an older version, it would be refused.
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form) return;
      clearTimeout(timer);
      if (!busy) return void (stopped = true);
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = event.submitter;
    },
    true,
  );
})();
