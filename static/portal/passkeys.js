// Passkeys: joins the forms marked data-passkey with allauth's script, which talks to the browser.
(() => {
  "use strict";
  document.querySelectorAll("form[data-passkey]").forEach((form, number) => {
    const named = (element, id) => {
      element.id = element.id || `${id}-${number}`;
      return element.id;
    };
    form.submit = () => form.requestSubmit(); // so that portal.js hears of it, and does not ask about text that is not saved
    const way = form.dataset.passkey;
    const passwordless = form.elements.passwordless;
    const ids = { credential: named(form.elements.credential, "passkey-credential") };
    ids[way] = named(form.querySelector("[data-passkey-button]"), "passkey-button");
    if (passwordless) ids.passwordless = passwordless.id;
    const options = JSON.parse(form.dataset.options || "null");
    window.allauth.webauthn.forms[`${way}Form`]({ ids, data: { creation_options: options, request_options: options } });
  });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-error]").forEach((text) => { text.hidden = false; });
  });
})();
