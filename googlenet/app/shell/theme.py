"""Gradio's own parts in our tokens; the rest of the look is style.css, here and in the tabs."""

import gradio as gr

FONT = (
    "-apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
)
MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace"

# Values and the variables of Gradio that have them, in the light and in the dark.
COLOURS = {
    "var(--gn-paper)": "background_fill_primary body_background_fill "
    "button_primary_text_color checkbox_background_color input_background_fill",
    "var(--gn-paper-2)": "background_fill_secondary",
    "transparent": "block_background_fill block_label_background_fill checkbox_label_background_fill",
    "var(--gn-ink-2)": "block_label_text_color block_title_text_color button_primary_background_fill_hover",
    "var(--gn-ink)": "body_text_color button_primary_background_fill button_secondary_text_color "
    "checkbox_background_color_selected checkbox_border_color_selected input_border_color_focus slider_color",
    "var(--gn-ink-3)": "body_text_color_subdued",
    "var(--gn-rule)": "border_color_primary",
    "var(--gn-paper-3)": "button_secondary_background_fill button_secondary_background_fill_hover color_accent_soft",
    "var(--gn-mark)": "checkbox_border_color input_border_color",
}
SIZES = {
    "0px": "block_border_width block_padding checkbox_label_padding",
    "8px": "block_radius button_large_radius button_small_radius input_radius",
    "none": "block_shadow input_shadow",
    "var(--gn-ink)": "color_accent",
    "1px": "input_border_width",
    "1rem": "layout_gap",
}


def theme() -> gr.themes.Base:
    """The theme: ink on paper, system fonts, light and dark by the same tokens."""
    colours = {name: value for value, names in COLOURS.items() for name in names.split()}
    dark = {f"{name}_dark": value for name, value in colours.items()}
    sizes = {name: value for value, names in SIZES.items() for name in names.split()}
    return gr.themes.Base(font=FONT.split(", "), font_mono=MONO.split(", "), neutral_hue="slate").set(
        **colours, **dark, **sizes
    )
