"""Makes assets/first_view.json, the answer that the page opens with: `python assets/make_first_view.py`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from googlenet.app.page import FIRST_PICTURE
from googlenet.app.shell.answer import FIRST_VIEW, computed_view, identity
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import DEFAULT_CLASSIFIER, Repository


def main() -> None:
    """Computes the first question's answer and writes it; times are of the machine that it ran on."""
    question = Question(FIRST_PICTURE, DEFAULT_CLASSIFIER)
    repository = Repository()
    view, digest = asdict(computed_view(repository, question)), repository.classifier(question.classifier).digest
    record = {"question": identity(question), "view": view, "digest": digest}
    FIRST_VIEW.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
