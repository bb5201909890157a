"""The kernel study: which branches a network needs."""
