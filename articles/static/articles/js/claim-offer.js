// @ts-check
/** One claim of a list that is offered: how it differs, and the button that chooses it. */

/**
 * @param {string} prefix - of the ids, one for each list of a page
 * @param {{key: string, statement: string, differs?: string[]}} claim
 * @param {string} [stage]
 */
export function claimOffer(prefix, { key, statement, differs = [] }, stage) {
  const item = document.createElement("li");
  const words = document.createElement("span");
  words.textContent = statement;
  words.dir = "auto";
  words.id = `${prefix}_${key}`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.dataset.claim = key;
  button.dataset.statement = statement;
  button.textContent = "It is this claim";
  button.setAttribute("aria-describedby", words.id);
  item.append(words, " ");
  if (stage) {
    const note = document.createElement("span");
    note.className = "stage-word";
    note.textContent = `${stage.replaceAll("_", " ")} `;
    item.append(note);
  }
  item.append(button);
  if (differs.length) {
    const told = document.createElement("p");
    told.className = "differs";
    told.id = `${words.id}_differs`;
    told.textContent = `${differs.join("; ")}.`;
    button.setAttribute("aria-describedby", `${words.id} ${told.id}`);
    item.append(told);
  }
  return item;
}
