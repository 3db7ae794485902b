"""Getting texts in: fetch pages, extract their text, store snapshots of them."""
