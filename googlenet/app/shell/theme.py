"""Gradio's own parts in our tokens; the rest of the look is style.css, here and in the tabs."""

import gradio as gr

FONT = (
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Helvetica Neue",
    "Arial",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "sans-serif",
)
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")

TOKENS = {
    "background_fill_primary": "var(--gn-paper)",
    "background_fill_secondary": "var(--gn-paper-2)",
    "block_background_fill": "transparent",
    "block_label_background_fill": "transparent",
    "block_label_text_color": "var(--gn-ink-2)",
    "block_title_text_color": "var(--gn-ink-2)",
    "body_background_fill": "var(--gn-paper)",
    "body_text_color": "var(--gn-ink)",
    "body_text_color_subdued": "var(--gn-ink-3)",
    "border_color_primary": "var(--gn-rule)",
    "button_primary_background_fill": "var(--gn-ink)",
    "button_primary_background_fill_hover": "var(--gn-ink-2)",
    "button_primary_text_color": "var(--gn-paper)",
    "button_secondary_background_fill": "var(--gn-paper-3)",
    "button_secondary_background_fill_hover": "var(--gn-paper-3)",
    "button_secondary_text_color": "var(--gn-ink)",
    "checkbox_background_color": "var(--gn-paper)",
    "checkbox_background_color_selected": "var(--gn-ink)",
    "checkbox_border_color": "var(--gn-mark)",
    "checkbox_border_color_selected": "var(--gn-ink)",
    "checkbox_label_background_fill": "transparent",
    "color_accent_soft": "var(--gn-paper-3)",
    "input_background_fill": "var(--gn-paper)",
    "input_border_color": "var(--gn-mark)",
    "input_border_color_focus": "var(--gn-ink)",
    "slider_color": "var(--gn-ink)",
}
SIZES = {
    "block_border_width": "0px",
    "block_padding": "0px",
    "block_radius": "8px",
    "block_shadow": "none",
    "button_large_radius": "8px",
    "button_small_radius": "8px",
    "checkbox_label_padding": "0px",
    "color_accent": "var(--gn-ink)",
    "input_border_width": "1px",
    "input_radius": "8px",
    "input_shadow": "none",
    "layout_gap": "1rem",
}


def theme() -> gr.themes.Base:
    """The theme: ink on paper, system fonts, light and dark by the same tokens."""
    dark = {f"{name}_dark": value for name, value in TOKENS.items()}
    return gr.themes.Base(font=FONT, font_mono=MONO, neutral_hue="slate").set(**TOKENS, **dark, **SIZES)
