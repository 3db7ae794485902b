// @ts-check
/** What does the server suggest for what was typed so far? */

/**
 * Whether words were typed before the scripts were there, and nobody has asked for them yet.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 */
export function isTypedBefore(field) {
  return field === document.activeElement && field.value !== field.defaultValue;
}

/** Asks after a pause, and forgets answers to what is no longer typed. */
export class Suggestions {
  /** @type {AbortController | null} */
  #asking = null;
  /** @type {number | undefined} */
  #pause;

  /** @param {() => string} address @param {(answer: any, query: string) => void} show */
  constructor(address, show) {
    this.address = address;
    this.show = show;
  }

  /** @param {string} query @param {number} [pause] in milliseconds */
  ask(query, pause = 180) {
    this.stop();
    this.#pause = window.setTimeout(() => this.#fetch(query), pause);
  }

  stop() {
    window.clearTimeout(this.#pause);
    this.#asking?.abort();
    this.#asking = null;
  }

  /** @param {string} query */
  async #fetch(query) {
    const asking = new AbortController();
    this.#asking = asking;
    const address = new URL(this.address(), document.baseURI);
    address.searchParams.set("q", query);
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const found = await answer.json();
      if (!asking.signal.aborted) this.show(found, query);
    } catch (error) {
      // Without suggestions the form still works: the server resolves what was typed.
      if (!(error instanceof DOMException && error.name === "AbortError")) console.warn(error);
    }
  }
}
