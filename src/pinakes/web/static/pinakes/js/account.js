// Sign-in and account: passwords can be shown, refused forms get the focus, passkeys. Pages work without this file.
"use strict";

const refused = document.querySelector("[data-focus]");
if (refused) refused.focus();

for (const button of document.querySelectorAll("[data-show]")) {
  const field = document.getElementById(button.dataset.show);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
}

// Registration: some work instead of a puzzle, while the form is filled in (accounts/guard.py says how much).
const guarded = document.querySelector("[data-guarded]");
if (guarded && window.crypto && crypto.subtle) {
  (async () => {
    const { challenge, answer } = guarded.elements;
    const encoder = new TextEncoder();
    for (let n = 0; !answer.value; n += 1) {
      const digest = await crypto.subtle.digest("SHA-256", encoder.encode(`${challenge.value}:${n}`));
      if (new DataView(digest).getUint16(0) < 4) answer.value = String(n);
    }
  })();
}

// Passkeys (WebAuthn): bytes travel as base64url.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (list) => (list || []).map((item) => ({ ...item, id: toBytes(item.id) }));

async function made(options, alone) {
  const key = options.publicKey;
  const selection = { ...key.authenticatorSelection, residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
  if (alone) selection.userVerification = "required";
  const credential = await navigator.credentials.create({
    publicKey: {
      ...key,
      challenge: toBytes(key.challenge),
      user: { ...key.user, id: toBytes(key.user.id) },
      excludeCredentials: withBytes(key.excludeCredentials),
      authenticatorSelection: selection,
      extensions: { credProps: true },
    },
  });
  const response = credential.response;
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
      transports: response.getTransports ? response.getTransports() : [],
    },
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function shown(options) {
  const key = options.publicKey;
  const credential = await navigator.credentials.get({
    publicKey: { ...key, challenge: toBytes(key.challenge), allowCredentials: withBytes(key.allowCredentials) },
  });
  const response = credential.response;
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    },
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function credentialFor(form) {
  if (form.dataset.passkey === "create") {
    const alone = form.elements.passwordless;
    return made(JSON.parse(form.dataset.options).creation_options, Boolean(alone && alone.checked));
  }
  if (form.dataset.passkey === "get") return shown(JSON.parse(form.dataset.options).request_options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return shown((await answer.json()).request_options);
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = form.querySelector(".problem[hidden], .problem[role]");
    try {
      form.elements.credential.value = JSON.stringify(await credentialFor(form));
      form.submit();
    } catch (error) {
      problem.hidden = false;
    }
  });
}
