// Shows what needs a passkey where the browser has them, and says when one was not used.
// allauth's own scripts (mfa/js/webauthn.js) talk to the browser.
// @ts-check

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.removeAttribute("hidden");
  }
  document.querySelector("[data-no-passkey]")?.remove();
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-error")?.removeAttribute("hidden");
});
