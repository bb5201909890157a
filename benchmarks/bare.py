"""A Gradio page with nothing in it but an image, a label and a button: the other side of `benchmarks.startup`."""

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr

with gr.Blocks(analytics_enabled=False) as demo:
    gr.Image()
    gr.Label()
    gr.Button("Go")

if __name__ == "__main__":
    demo.launch()
