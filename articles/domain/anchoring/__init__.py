"""The canonical form of a text, anchors in it, highlights, and a text's revisions."""
