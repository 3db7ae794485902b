// @ts-check
/** A fetch that goes on in the background: the page follows when it has ended. */

const PAUSE = 700;
const LONGEST_PAUSE = 5000;

class FetchProgress extends HTMLElement {
  /** @type {number | undefined} */
  #timer;

  connectedCallback() {
    this.#wait(PAUSE);
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
  }

  /** @param {number} pause in milliseconds; longer each time, so that many tabs stay cheap */
  #wait(pause) {
    this.#timer = window.setTimeout(() => this.#look(pause), pause);
  }

  /** @param {number} pause */
  async #look(pause) {
    try {
      const answer = await fetch(this.dataset.state ?? "", { headers: { Accept: "application/json" } });
      const state = answer.ok ? await answer.json() : {};
      if (state.ended) {
        // The page itself knows where to go.
        window.location.reload();
        return;
      }
      this.#say(state.said);
    } catch (error) {
      // The server is away for a moment; the link on the page works all the same.
      console.warn(error);
    }
    this.#wait(Math.min(pause * 1.2, LONGEST_PAUSE));
  }

  /** @param {string | undefined} words */
  #say(words) {
    const said = this.querySelector("[data-part=said]");
    // Only what is new, as each change is read aloud.
    if (said && words && said.textContent !== words) said.textContent = words;
  }
}

customElements.define("fetch-progress", FetchProgress);
