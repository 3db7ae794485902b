// @ts-check
/**
 * `<copy-text data-label="Copy the address">` around words: a button that copies them.
 *
 * Where the browser lets no page copy, there is no button, and the words can be selected.
 */

const SHOWN_FOR = 2000; // milliseconds

class CopyText extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.querySelector("button")) return;
    const words = this.textContent?.replace(/\s+/g, " ").trim() ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.dataset.label ?? "Copy";
    const said = document.createElement("span");
    said.className = "copied";
    said.setAttribute("role", "status");
    button.addEventListener("click", () => copy(words, said));
    this.append(button, said);
  }
}

/** @param {string} words @param {HTMLElement} said where it is told that it is done */
async function copy(words, said) {
  try {
    await navigator.clipboard.writeText(words);
    said.textContent = "Copied";
    window.setTimeout(() => (said.textContent = ""), SHOWN_FOR);
  } catch (error) {
    console.warn(error);
    said.textContent = "The browser did not allow it: select the words, and copy them.";
  }
}

customElements.define("copy-text", CopyText);
