// @ts-check
/**
 * `<formset-editor data-prefix="cited">`: rows of a formset are added and removed.
 *
 * Parts: "rows" (holds the rows, each `[data-row]` with a `[data-part=title]`), a
 * `<template data-part="blank-row">`, "live" (status). Buttons carry data-do="add | remove |
 * put-back". A removed row stays in the form, ticked for deletion, and can come back.
 */

import { fieldOf, isBlank, newRow, totalRows } from "./formset.js";

export class FormsetEditor extends HTMLElement {
  connectedCallback() {
    this.toggleAttribute("data-ready", true);
    for (const row of this.rows()) this.prepare(row);
    for (const row of this.rows().slice(this.least)) if (isBlank(row) && !hasErrors(row)) row.hidden = true;
    this.refresh();
    this.addEventListener("click", (event) => this.#clicked(event));
    this.closest("form")?.addEventListener("draft-restored", () => this.#restored());
  }

  get formset() {
    return this.dataset.prefix ?? "form";
  }

  /** How many rows stand there even while they are blank. */
  get least() {
    return 0;
  }

  /** @param {string} name @returns {HTMLElement} */
  piece(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  /** @returns {HTMLElement[]} in the order of the page */
  rows() {
    return Array.from(this.piece("rows").querySelectorAll(":scope > [data-row]"));
  }

  /** The rows that will be kept. */
  kept() {
    return this.rows().filter((row) => !row.hidden && !row.hasAttribute("data-removed"));
  }

  /** Lets a row in: subclasses hang buttons on it. @param {HTMLElement} row */
  prepare(row) {
    if (fieldOf(row, "DELETE")?.checked) this.setRemoved(row, true);
  }

  /** Brings titles, numbers and buttons in line with the rows. */
  refresh() {
    this.toggleAttribute("data-empty", this.kept().length === 0);
  }

  /** What a row is called when it is spoken of. @param {HTMLElement} row */
  nameOf(row) {
    return row.dataset.row || "Entry";
  }

  /** Makes rows until there are as many as a draft had. @param {number} count */
  ensure(count) {
    while (totalRows(this, this.formset) < Math.min(count, 100)) this.#append();
  }

  #append() {
    const template = /** @type {HTMLTemplateElement} */ (this.piece("blank-row"));
    const row = newRow(template, this, this.formset);
    this.piece("rows").append(row);
    this.prepare(row);
    return row;
  }

  /** A blank row that waits, or a new one. */
  add() {
    const row = this.rows().find((one) => one.hidden) ?? this.#append();
    row.hidden = false;
    this.piece("rows").append(row);
    this.refresh();
    return row;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {Element} */ (event.target).closest("button[data-do]");
    if (!(button instanceof HTMLElement)) return;
    const row = button.closest("[data-row]");
    this.act(button.dataset.do ?? "", row instanceof HTMLElement ? row : null);
  }

  /** @param {string} what @param {HTMLElement | null} row */
  act(what, row) {
    if (what === "add") {
      const added = this.add();
      focusFirst(added);
      this.say(`${this.nameOf(added)} added.`);
    } else if (what === "remove" && row) {
      this.setRemoved(row, true);
      this.refresh();
      this.say(`${this.nameOf(row)} removed.`);
      /** @type {HTMLElement | null} */ (row.querySelector("[data-do=put-back]"))?.focus();
    } else if (what === "put-back" && row) {
      this.setRemoved(row, false);
      this.refresh();
      focusFirst(row);
      this.say(`${this.nameOf(row)} is back.`);
    } else return;
    this.changed();
  }

  /** @param {HTMLElement} row @param {boolean} removed */
  setRemoved(row, removed) {
    const mark = fieldOf(row, "DELETE");
    if (mark) mark.checked = removed;
    row.toggleAttribute("data-removed", removed);
  }

  changed() {
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #restored() {
    for (const row of this.rows()) {
      this.setRemoved(row, fieldOf(row, "DELETE")?.checked ?? false);
      if (!isBlank(row)) row.hidden = false;
    }
    this.reorder();
    this.refresh();
  }

  /** Brings the rows into the order that the form holds. */
  reorder() {}

  /** @param {string} words */
  say(words) {
    this.piece("live").textContent = words;
  }
}

/** @param {Element} row */
function hasErrors(row) {
  return row.querySelector("[aria-invalid], .field-error") !== null;
}

/** @param {Element} row */
function focusFirst(row) {
  const fields = row.querySelectorAll("input:not([type=hidden]), textarea, select");
  const first = Array.from(fields).find((field) => field.checkVisibility?.() ?? true);
  if (first instanceof HTMLElement) first.focus();
}

customElements.define("formset-editor", FormsetEditor);
