// @ts-check
/** How do chosen words stand in the form, and how are they read out? */

/** One span as a quotation with its own button. @param {string} words @param {number} index @param {number} total */
export function takenItem(words, index, total) {
  const item = document.createElement("li");
  const quote = document.createElement("blockquote");
  quote.textContent = words;
  quote.dir = "auto";
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "quiet";
  drop.dataset.do = "words-drop";
  drop.dataset.index = String(index);
  drop.textContent = total > 1 ? `Remove span ${index + 1}` : "Clear";
  item.append(quote, drop);
  return item;
}

/** What a listener can follow of a long selection. @param {string} words */
export function shortened(words) {
  const points = Array.from(words);
  return points.length <= 280 ? words : `${points.slice(0, 120).join("")} … ${points.slice(-120).join("")}`;
}

/**
 * The bar under the text: the chosen words, and what can be done with them.
 * @param {HTMLElement} bar @param {string | null} words @param {boolean} again others are taken already
 */
export function showChosen(bar, words, again) {
  bar.hidden = !words;
  const shown = bar.querySelector("[data-part=bar-words]");
  if (shown) shown.textContent = words;
  for (const found of bar.querySelectorAll("[data-when]")) {
    const label = /** @type {HTMLElement} */ (found);
    label.hidden = label.dataset.when !== (again ? "again" : "first");
  }
}
