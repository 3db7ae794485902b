"""What hands and eyes do in a browser that Playwright has no word for."""

from playwright.sync_api import Page

# Where the words begin and end on the screen, searched in the text of a paragraph.
PLACES = """([from, to]) => {
  const place = (words, atEnd) => {
    for (const paragraph of document.querySelectorAll("[data-part=text] [data-start]")) {
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      const nodes = [];
      let text = "";
      while (walker.nextNode()) {
        nodes.push([walker.currentNode, text.length]);
        text += walker.currentNode.data;
      }
      const found = text.indexOf(words);
      if (found < 0) continue;
      const sign = atEnd ? found + words.length - 1 : found;
      const [node, start] = nodes.findLast(([, start]) => start <= sign);
      const range = document.createRange();
      range.setStart(node, sign - start);
      range.setEnd(node, sign - start + 1);
      const box = range.getClientRects()[0];
      const rtl = getComputedStyle(paragraph).direction === "rtl";
      const x = atEnd !== rtl ? box.right - 0.5 : box.left + 0.5;
      return { x, y: box.top + box.height / 2 };
    }
  };
  return [place(from, false), place(to, true)];
}"""


def drag_over(page: Page, first: str, last: str) -> None:
    """With the mouse, from before the first words to after the last ones."""
    page.get_by_text(first).first.scroll_into_view_if_needed()
    begin, end = page.evaluate(PLACES, [first, last])
    page.mouse.move(begin["x"], begin["y"])
    page.mouse.down()
    page.mouse.move((begin["x"] + end["x"]) / 2, (begin["y"] + end["y"]) / 2)
    page.mouse.move(end["x"], end["y"])
    page.mouse.up()
    # The page waits until the selection has come to rest.
    page.wait_for_timeout(300)


def until_kept(page: Page, words: str) -> None:
    """Until a draft with these words is kept, which is soon after the last key.

    Asked from outside: a page that forbids eval cannot be told to wait for it.
    """
    kept = "words => Object.values(sessionStorage).some(it => it.includes(words))"
    for _ in range(600):
        if page.evaluate(kept, words):
            return
        page.wait_for_timeout(100)
    raise AssertionError("No draft was kept within a minute.")
