// @ts-check
/** What of a form is worth keeping, and what did a kept draft hold? */

/** @typedef {[name: string, value: string][]} Entries */

/** Belongs to one rendering of the page, never to what a person typed. */
const OWN_TO_THE_PAGE = /^(csrfmiddlewaretoken|idempotency_key|version)$|-(INITIAL|MIN_NUM|MAX_NUM)_FORMS$/;

/** @param {HTMLFormElement} form @returns {Entries} */
export function entriesOf(form) {
  /** @type {Entries} */
  const entries = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !OWN_TO_THE_PAGE.test(name)) entries.push([name, value]);
  }
  return entries;
}

/** @param {Entries} one @param {Entries} other */
export function isSame(one, other) {
  // What a browser sends as \r\n it gives to a script as \n, so the two compare.
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Writes a draft into a form; what the draft does not name is unticked. @param {HTMLFormElement} form @param {Entries} entries */
export function fill(form, entries) {
  /** @type {Map<string, string[]>} */
  const values = new Map();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) {
      field.checked = values.get(field.name)?.includes(field.value) ?? false;
    } else if (isText(field) && values.has(field.name) && !OWN_TO_THE_PAGE.test(field.name)) {
      field.value = values.get(field.name)?.[0] ?? "";
    }
  }
}

/** @param {Element} field @returns {field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */
function isText(field) {
  if (field instanceof HTMLInputElement) return !/^(file|submit|button|password)$/.test(field.type);
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
}

/** How many rows the draft had in a formset. @param {Entries} entries @param {string} prefix */
export function rowsIn(entries, prefix) {
  return Number(entries.find(([name]) => name === `${prefix}-TOTAL_FORMS`)?.[1] ?? 0);
}
