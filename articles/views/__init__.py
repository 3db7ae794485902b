"""What does each address answer? One module for each family of pages."""
