"""Drills: parts of a deployment on one machine, and what happens when one of them dies."""
