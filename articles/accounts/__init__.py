"""Who may come in: invitations, limits, the second factor, and what people may do."""
