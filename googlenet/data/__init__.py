"""Pictures, data sets, and the gate through which files come."""
