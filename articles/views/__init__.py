"""Views: what each address answers, one module for each family of pages."""
