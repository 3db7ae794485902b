"""How many notes the margin beside a paragraph holds.

Pure: no Django, no database. Measured in the wide page's own lines: the reader's may be
shorter, and then both the text and its notes grow.
"""

SIGNS = 64  # in a line of text
LINE, GAP = 30, 20  # pixels of a line, and after a paragraph
NOTE = 48  # pixels of a closed note
FEWEST = 3  # notes that are open to view beside the shortest paragraph
SPARED = 3  # one fold takes the room of a note, and has to spare as many


def notes_in_view(signs: int, notes: int) -> int:
    """How many of a paragraph's notes stand beside it; the others are folded into one."""
    height = LINE * -(-signs // SIGNS) + GAP
    room = max(height // NOTE, FEWEST)
    return notes if notes < room + SPARED else room
