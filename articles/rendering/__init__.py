"""What templates can say, the diagrams, and the pages and files that are sent."""
