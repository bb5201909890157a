"""A run is a folder and a process; here they are kept, queued, managed, exported and imported."""
