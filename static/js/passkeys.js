// Buttons that ask the browser for a passkey, by allauth's own script; a word where there came none.
(() => {
  "use strict";

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const word of document.querySelectorAll("[data-passkey-trouble]")) word.hidden = false;
  });
  for (const button of document.querySelectorAll("[data-passkey]")) {
    const { passkey, credential, passwordless } = button.dataset;
    const ids = { add: button.id, login: button.id, authenticate: button.id, credential, passwordless, data: "js_data" };
    window.allauth.webauthn.forms[passkey]({ ids });
  }
})();
