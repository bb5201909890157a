"""The Guide's glossary: every term with its sentence, and the other language's term beside it; the page filters it."""

from googlenet.app.kit.html import page
from googlenet.app.kit.markup import html, join
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
    rows = join(_term(term, lang) for term in TERMS)
    search = say("glossary.search", lang, count=len(TERMS))
    found = say("glossary.found", lang, shown="{shown}", count=len(TERMS))
    none = say("glossary.none", lang)
    return page(
        html(
            '<div class="view glossary"><section><div class="head"><h2>{}</h2>'
            '<input type="search" class="select" data-search placeholder="{}" aria-label="{}" spellcheck="false"></div>'
            '<p class="vh" role="status" data-found="{}" data-none="{}"></p><dl class="terms">{}</dl>'
            '<p class="note" data-empty hidden>{}</p></section></div>',
            say("glossary.title", lang),
            search,
            search,
            found,
            none,
            rows,
            none,
        )
    )


def _term(term: str, lang: str) -> str:
    own, other = say(f"glossary.{term}", lang), SENTENCES[f"glossary.{term}"][lang != "zh"]
    code = "en" if lang == "zh" else "zh"
    beside = html(' <span lang="{}">{}</span>', code, other) if other != own else ""
    return html("<div data-term><dt>{}{}</dt><dd>{}</dd></div>", own, beside, say(f"glossary.{term}.text", lang))
