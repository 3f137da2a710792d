/* Passkeys: a question fetched, answered by the device, sent as the form's hidden field. No dependency. */
(function () {
  "use strict";
  var d = document, can = window.PublicKeyCredential && navigator.credentials && navigator.credentials.create;

  function bytes(text) {
    var raw = window.atob(text.replace(/-/g, "+").replace(/_/g, "/")), out = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i);
    return out.buffer;
  }
  function text(buffer) {
    var raw = "";
    new Uint8Array(buffer).forEach(function (b) { raw += String.fromCharCode(b); });
    return window.btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function keys(list) { return (list || []).map(function (k) { return Object.assign({}, k, { id: bytes(k.id) }); }); }

  function options(given) {
    var asked = Object.assign({}, given.publicKey, { challenge: bytes(given.publicKey.challenge) });
    if (asked.user) asked.user = Object.assign({}, asked.user, { id: bytes(asked.user.id) });
    if (asked.excludeCredentials) asked.excludeCredentials = keys(asked.excludeCredentials);
    if (asked.allowCredentials) asked.allowCredentials = keys(asked.allowCredentials);
    return { publicKey: asked };
  }
  function told(made) {
    var r = made.response, said = { clientDataJSON: text(r.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (part) {
      if (r[part]) said[part] = text(r[part]);
    });
    return JSON.stringify({
      id: made.id, rawId: text(made.rawId), type: made.type, response: said, clientExtensionResults: {},
      authenticatorAttachment: made.authenticatorAttachment || undefined
    });
  }

  function say(form, what) {
    form.querySelectorAll("[data-passkey-says]").forEach(function (note) { note.hidden = note.dataset.passkeySays !== what; });
  }
  function answered(form, said) {
    form.querySelector("[data-passkey-answer]").value = said;
    form.noValidate = true;
    form.requestSubmit();
  }
  function press(button) {
    var form = button.form, makes = button.dataset.passkey === "create";
    if (makes && !form.reportValidity()) return;
    say(form, "");
    button.disabled = true;
    fetch(button.dataset.question, {
      method: "POST", headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value }
    }).then(function (answer) {
      return answer.json().then(function (given) {
        if (given.ask) { window.location.assign(given.ask); return new Promise(function () {}); }
        if (!answer.ok) throw new Error(String(answer.status));
        return makes ? navigator.credentials.create(options(given)) : navigator.credentials.get(options(given));
      });
    }).then(function (made) { answered(form, told(made)); }).catch(function () {
      say(form, "failed");
    }).finally(function () { button.disabled = false; });
  }

  d.addEventListener("click", function (e) {
    var button = e.target.closest("button[data-passkey]");
    if (button) { e.preventDefault(); press(button); }
  });
  d.querySelectorAll("[data-passkey]").forEach(function (button) { button.hidden = !can; });
  d.querySelectorAll("[data-passkey-absent]").forEach(function (note) { note.hidden = Boolean(can); });
})();
