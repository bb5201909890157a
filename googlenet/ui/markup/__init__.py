"""HTML of the views: pure functions of records and a language; they know nothing of Gradio."""
