// @ts-check
/** How are rows added to a Django formset without asking the server? */

/** @param {Element} root @param {string} prefix @param {string} name */
function management(root, prefix, name) {
  return /** @type {HTMLInputElement} */ (root.querySelector(`[name="${prefix}-${name}"]`));
}

/** How many rows the form will send. @param {Element} root @param {string} prefix */
export function totalRows(root, prefix) {
  return Number(management(root, prefix, "TOTAL_FORMS").value);
}

/**
 * A new row from the `<template>` of the formset, with its number in every name and id.
 * @param {HTMLTemplateElement} template @param {Element} root @param {string} prefix
 */
export function newRow(template, root, prefix) {
  const total = management(root, prefix, "TOTAL_FORMS");
  const number = total.value;
  const row = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of Array.from(element.attributes)) {
      if (attribute.value.includes("__prefix__")) {
        attribute.value = attribute.value.replaceAll("__prefix__", number);
      }
    }
  }
  total.value = String(Number(number) + 1);
  return row;
}

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/** The fields of a row that a person fills in. @param {Element} row @returns {Field[]} */
export function fieldsOf(row) {
  return Array.from(row.querySelectorAll("input, select, textarea"));
}

/** The field of a row whose name ends so. @param {Element} row @param {string} ending */
export function fieldOf(row, ending) {
  return /** @type {HTMLInputElement | null} */ (row.querySelector(`[name$="-${ending}"]`));
}

/** Has nobody written anything into this row? @param {Element} row */
export function isBlank(row) {
  return fieldsOf(row).every((field) => {
    if (/-(ORDER|DELETE|id)$/.test(field.name)) return true;
    if (field instanceof HTMLInputElement && field.type === "checkbox") return !field.checked;
    return field.type === "hidden" || field instanceof HTMLSelectElement || !field.value.trim();
  });
}
