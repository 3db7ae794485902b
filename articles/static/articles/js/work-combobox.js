// @ts-check
/**
 * `<work-combobox data-url>`: a work is found by its title as one types, or by its whole
 * address; a new one is an explicit choice. Its fields are `work`, `work_key` (hidden) and
 * `new_work` (checkbox); else it is a `<source-combobox>`.
 */

import { SourceCombobox } from "./source-combobox.js";

/** @typedef {import("./source-option.js").Found} Found */

class WorkCombobox extends SourceCombobox {
  get noun() {
    return "work";
  }

  get create() {
    return this.field("new_work");
  }

  /**
   * Two works may have one title; an address is none.
   * @param {Found[]} found @param {string} query
   */
  mayBeNew(found, query) {
    return !query.includes("://");
  }
}

customElements.define("work-combobox", WorkCombobox);
