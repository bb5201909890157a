"""The Guide's glossary: every term with its sentence, and the other language's term beside it; the page filters it."""

from googlenet.app.kit.html import escape, page
from googlenet.text import SENTENCES, say

TERMS = (
    *("ablation", "activation", "adam", "attribution", "auxiliary", "baseline", "batch", "batch_norm", "bias"),
    *("channel", "class_map", "completeness", "concatenation", "convolution", "cross_entropy", "dropout", "epoch"),
    *("factorisation", "feature_map", "fully_connected", "global_pool", "grad_cam", "gradient", "inception"),
    *("integrated_gradients", "kernel", "learning_rate", "logit", "lrn", "max_pool", "multiply_adds", "one_by_one"),
    *("overfitting", "padding", "parameter", "path", "pooling", "receptive_field", "reduce", "relu", "saliency"),
    *("softmax", "stem", "stride", "weight"),
)


def glossary(lang: str) -> str:
    """The section; a term is found by either language."""
    rows = "".join(_term(term, lang) for term in TERMS)
    search = escape(say("glossary.search", lang, count=len(TERMS)))
    found = escape(say("glossary.found", lang, shown="{shown}", count=len(TERMS)))
    none = say("glossary.none", lang)
    return page(
        f'<div class="view glossary"><section><div class="head"><h2>{say("glossary.title", lang)}</h2>'
        f'<input type="search" class="select" data-search placeholder="{search}" aria-label="{search}" spellcheck="false"></div>'
        f'<p class="vh" role="status" data-found="{found}" data-none="{none}"></p><dl class="terms">{rows}</dl>'
        f'<p class="note" data-empty hidden>{none}</p></section></div>'
    )


def _term(term: str, lang: str) -> str:
    own, other = say(f"glossary.{term}", lang), SENTENCES[f"glossary.{term}"][lang != "zh"]
    code = "en" if lang == "zh" else "zh"
    beside = f' <span lang="{code}">{escape(other)}</span>' if other != own else ""
    return f"<div data-term><dt>{escape(own)}{beside}</dt><dd>{escape(say(f'glossary.{term}.text', lang))}</dd></div>"
