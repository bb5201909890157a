"""The glossary, which every page has at hand: a drawer with all terms, and terms that are explained where they stand."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from googlenet.app.kit.html import button
from googlenet.app.kit.markup import element, html, join
from googlenet.text import say

TERMS = (
    *("one_by_one", "confidence", "ablation", "activation", "adam", "attribution", "auxiliary", "baseline"),
    *("batch_norm", "bias", "path", "cell", "channel", "class_map", "completeness", "concatenation", "convolution"),
    *("cross_entropy", "dropout", "effective_field", "energy", "epoch", "factorisation", "feature_map", "freeze"),
    *("fully_connected", "global_pool", "grad_cam", "gradient", "dead", "inception", "infidelity", "deletion"),
    *("integrated_gradients", "kernel", "smoothing", "learning_rate", "lrn", "logit", "max_pool"),
    *("max_sensitivity", "batch", "multiply_adds", "nats", "one_cycle", "overfitting", "padding", "parameter"),
    *("percentage_point", "pooling", "q", "receptive_field", "recipe", "reduce", "relu", "remainder", "saliency"),
    *("seed", "softmax", "stem", "stride", "traits", "validation", "weight"),
)
FORMS = {  # of terms in sentences, in each language
    "inception": (r"blocks?\b", "块"),
    "path": (r"branch(es)?\b", "路径"),
    "batch_norm": (r"BN\b", "BN"),
    "logit": (r"logits?\b", "logit"),
}


def explained(sentence: str, lang: str, terms: Iterable[str]) -> Markup:
    """A sentence in which the first occurrence of each term can be opened; `terms` are keys of `FORMS`."""
    found = {}
    for term in terms:
        if match := re.search(FORMS[term][lang == "zh"], sentence):
            found[match.start()] = (match.end(), term)
    parts, at = [], 0
    for start, (end, term) in sorted(found.items()):
        parts += [html("{}", sentence[at:start]), _marked(sentence[start:end], term, lang)]
        at = end
    return join([*parts, html("{}", sentence[at:])])


def _marked(word: str, term: str, lang: str) -> Markup:
    """A word that is underlined, and explained when it is pointed at, reached or pressed."""
    says = say(f"glossary.{term}.text", lang)
    return element("button", word, type="button", class_="term", data_says=says, aria_description=says)


def glossary(lang: str) -> Markup:
    """The drawer's contents: every term with its sentence; it is found by either language."""
    search, none = say("glossary.search", lang, count=len(TERMS)), say("glossary.none", lang)
    found = say("glossary.found", lang, shown="{shown}", count=len(TERMS))
    close = button("×", data={"close": 1}, kind="quiet", label=say("glossary.close", lang))
    head = html('<div class="head"><h2>{}</h2>{}</div>', say("glossary.title", lang), close)
    field = html(
        '<input type="search" class="select" data-terms placeholder="{0}" aria-label="{0}" spellcheck="false">', search
    )
    said = html('<p class="visually-hidden" role="status" data-found="{}" data-none="{}"></p>', found, none)
    rows = html('<dl class="terms">{}</dl>', join(_term(term, lang) for term in TERMS))
    return html('{}{}{}{}<p class="note" data-empty hidden>{}</p>', head, field, said, rows, none)


def _term(term: str, lang: str) -> Markup:
    code = "en" if lang == "zh" else "zh"
    own, other = (say(f"glossary.{term}", one) for one in (lang, code))
    beside = html(' <span lang="{}">{}</span>', code, other) if other != own else ""
    return html("<div data-term><dt>{}{}</dt><dd>{}</dd></div>", own, beside, say(f"glossary.{term}.text", lang))
