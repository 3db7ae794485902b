"""Takes in what stands elsewhere: fetches pages, extracts their text, keeps copies."""
