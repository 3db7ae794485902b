"""The forms: what people type, checked and turned into typed entries."""
