"""What hands and eyes do in a browser that Playwright has no word for."""

from playwright.sync_api import Page, expect

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


def press(page: Page, pressed: str) -> None:
    """One key, once the desk listens: its words may be there before its scripts."""
    expect(page.locator("desk-keys")).to_be_visible()
    page.keyboard.press(pressed)


def drag_over(page: Page, first: str, last: str) -> None:
    """With the mouse, from before the first words to after the last ones."""
    page.wait_for_load_state()
    page.get_by_text(first).first.scroll_into_view_if_needed()
    drag_between(page, *page.evaluate(PLACES, [first, last]))


def click_thrice(page: Page, words: str) -> None:
    """With the mouse, at the beginning of these words, as slowly as a hand does."""
    page.wait_for_load_state()
    page.get_by_text(words).first.scroll_into_view_if_needed()
    begin, _ = page.evaluate(PLACES, [words, words])
    page.mouse.move(begin["x"] + 2, begin["y"])
    for count in (1, 2, 3):
        page.mouse.down(click_count=count)
        page.mouse.up(click_count=count)
        page.wait_for_timeout(150)
    page.wait_for_timeout(300)


def drag_between(page: Page, begin: dict[str, float], end: dict[str, float]) -> None:
    """With the mouse, from one point of the window to another."""
    page.mouse.move(begin["x"], begin["y"])
    page.mouse.down()
    page.mouse.move((begin["x"] + end["x"]) / 2, (begin["y"] + end["y"]) / 2)
    page.mouse.move(end["x"], end["y"])
    page.mouse.up()
    # The page waits until the selection has come to rest.
    page.wait_for_timeout(300)


def place_of(page: Page, selector: str) -> dict[str, float]:
    """A point of an element beside the text, near where its words begin."""
    page.wait_for_load_state()
    box = page.locator(selector).first.bounding_box()
    assert box
    return {"x": box["x"] + 5, "y": box["y"] + box["height"] / 2}


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
