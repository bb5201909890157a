"""Pictures and data sets, and the validation of uploaded files."""
