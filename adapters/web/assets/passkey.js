// Passkeys: only a browser that knows them shows their buttons. Everything else works without this file.
const offers = document.querySelectorAll('form[data-passkey-get], form[data-passkey-create]');
const known = window.PublicKeyCredential?.parseRequestOptionsFromJSON;
for (const form of known ? offers : []) {
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    if (form.elements.passkey.value) return;
    event.preventDefault();
    try {
      const { passkeyGet, passkeyCreate } = form.dataset;
      const credential = passkeyGet
        ? await navigator.credentials.get({
            publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(passkeyGet)),
          })
        : await navigator.credentials.create({
            publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(passkeyCreate)),
          });
      form.elements.passkey.value = JSON.stringify(credential.toJSON());
      form.requestSubmit();
    } catch {
      form.querySelector('[role=alert]').hidden = false;
    }
  });
}
