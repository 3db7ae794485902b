// @ts-check
/** Everything that makes the desk quick; each page works without it. */

import "./chain-editor.js";
import "./claim-picker.js";
import "./claim-selection.js";
import "./claim-suggest.js";
import "./desk-keys.js";
import "./fetch-progress.js";
import "./formset-editor.js";
import "./note-links.js";
import "./region-marker.js";
import "./source-combobox.js";
import "./submit-guard.js";
import "./suggested-claims.js";
import "./work-combobox.js";
// Last: a draft comes back into forms whose parts stand ready.
import "./draft-keeper.js";
import { keepInView } from "./form-in-view.js";

for (const form of document.querySelectorAll(".bench-form")) keepInView(/** @type {HTMLElement} */ (form));

// Whoever types already, where this comes late, is not taken away from there.
if (document.activeElement === document.body) {
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
  else document.querySelector("[data-conflict]")?.scrollIntoView({ block: "start" });
}
