"""What one event of a tab answers: all presses in it, in order; the last number; nothing twice."""

import json
from types import SimpleNamespace

import gradio as gr
import pytest

from googlenet.app.shell import presses
from googlenet.app.shell.link import Location
from googlenet.app.shell.presses import Answer, Fragment, Kept, Latest, Presses
from googlenet.app.shell.question import Drawn, Question, replace
from googlenet.app.shell.sidebar import NetworkChoice, Sidebar
from googlenet.app.shell.tab import TabRequest, Visit
from googlenet.common.errors import BadImage

QUESTION = Question("example:bag", "some.weights", lang="en")


class Page:
    """A page with one tab, whose state is a text: a press adds a letter, "!" is refused, "?" must be looked up."""

    def __init__(self):
        with gr.Blocks():
            self.question, self.state, self.request = gr.State(), gr.State(""), gr.State()
            self.view, self.fixed, self.target, self.upload, self.sender = (gr.HTML() for _ in range(5))
            self.head, self.network, choice = gr.HTML(), gr.HTML(), gr.State()
        self.latest, self.asked, self.choice = Latest(), TabRequest(), NetworkChoice()
        self.held = {self.state: "", choice: self.choice}
        parts = [
            Fragment(lambda _, text: f"<p>{text}</p>", [self.state], [self.view], at_press=True),
            Fragment(lambda question: question.picture, [], [self.fixed], at_press=False),
        ]
        tab = Presses(self.state, self._press, before=self._before, parts=parts)
        self.frame = SimpleNamespace(
            presses={"tab": tab},
            senders={"tab": self.sender},
            requests={"tab": self.request},
            states={},
            question=self.question,
            panel=Fragment(lambda _: "target", [], [self.target]),
            whole=Fragment(lambda question: question.lang, [], [self.head]),
            sidebar=SimpleNamespace(
                changed=self._ask,
                is_elsewhere=lambda message: message.get("to") == "far away",
                upload=self.upload,
                target=self.target,
                network=self.network,
                choice=choice,
                is_of_another=Sidebar.is_of_another,
            ),
            repository=SimpleNamespace(picture_path=lambda name: f"file of {name}", opening=lambda name: name),
        )

    @staticmethod
    def _press(_question, text, message):
        if message["add"] == "!":
            raise BadImage("frame.picture_gone")
        return text + message["add"]

    def _before(self, _question, text):
        if "?" in text:
            yield {self.view: "looking it up"}
            raise BadImage("frame.picture_gone")

    @staticmethod
    def _ask(question, message):
        if message.get("to") == "!":
            raise BadImage("frame.picture_gone")
        return replace(question, picture=message["to"]) if message.get("ask") in {"picture", "upload"} else question

    def answer(self, number, *messages, question=QUESTION, visit=None, start=None):
        start = start or Location(question, "tab")
        answer = Answer(
            self.frame, "tab", start, number, list(messages), question, visit, self.asked, self.latest, self.held
        )
        for values in answer.values():
            self.asked = values.get(self.request, self.asked)
            yield values


@pytest.fixture
def page():
    return Page()


def test_a_drawing_is_deleted_with_all_that_it_was_drawn_on(page):
    gone = []
    page.frame.repository.forget = lambda name, _: gone.append(name)
    drawn = Drawn("third", "upload", prepare=True, earlier=("first", "second"))
    list(page.answer(1, {"ask": "forget"}, question=replace(QUESTION, picture="third", drawn=drawn)))
    assert sorted(gone) == ["first", "second", "third", "upload"]


def test_a_request_adds_one_drawing_and_a_stroke_is_drawn_over_by_whatever_is_pressed_next(page):
    changes, change = [], page.frame.sidebar.changed
    page.frame.sidebar.changed = lambda question, message: changes.append(message) or change(question, message)
    drawing = {"ask": "drawing", "to": "a"}
    list(page.answer(1, drawing, {"ask": "target"}, drawing | {"to": "b"}, dict(drawing)))
    assert [one.get("to") for one in changes] == [None, "a"]
    page.latest.question, page.latest.strokes = None, 1
    shown = {one: value for values in page.answer(2) for one, value in values.items()}
    assert (shown[page.target], shown[page.fixed]) == ("target", QUESTION.picture)
    drawn, _ = page.answer(3)
    assert set(drawn) == {page.sender}


@pytest.fixture
def warnings(monkeypatch):
    told = []
    monkeypatch.setattr(gr, "Warning", lambda sentence, **_: told.append(sentence))
    return told


def number_of(page, values):
    return json.loads(values[page.sender])["number"]


def test_all_presses_are_answered_by_one_drawing_and_their_last_number(page):
    list(page.answer(1))
    *_, drawn, last = page.answer(4, {"add": "a"}, {"add": "b"}, {"add": "c"})
    assert drawn[page.view] == "<p>abc</p>"
    assert drawn[page.state] == "abc"
    assert number_of(page, drawn) == 4
    assert page.fixed not in drawn
    assert last == {page.sender: gr.skip()}


def test_what_is_on_the_page_is_not_sent_again_and_a_tab_that_is_opened_again_draws_nothing(page):
    list(page.answer(1))
    drawn, _ = page.answer(2, {"add": ""})
    assert drawn[page.view] == gr.skip()
    drawn, _ = page.answer(3)
    assert set(drawn) == {page.sender}


def test_what_follows_the_main_view_goes_out_together_also_where_a_later_part_fails(page, warnings):
    def fail(_):
        raise BadImage("frame.picture_gone")

    page.frame.presses["tab"].parts += [Fragment(lambda _: "late", [], [page.head]), Fragment(fail, [], [page.network])]
    _, main, rest, receipt, _ = page.answer(1)
    assert page.view in main
    assert rest == {page.fixed: QUESTION.picture, page.head: "late"}
    assert (set(receipt), len(warnings)) == ({page.sender}, 1)


def test_what_a_press_is_for_is_drawn_first(page):
    page.frame.presses["tab"].parts.append(
        Fragment(lambda _, text: text, [page.state], [page.head], first_for=("open",))
    )
    _, main, _, _ = page.answer(1)
    assert (page.view in main, page.head in main) == (True, False)
    main, _, _ = page.answer(2, {"add": "a"})
    assert (page.view in main, page.head in main) == (True, False)
    main, rest, _ = page.answer(3, {"add": "b"}, {"add": "c", "do": "open"})
    assert (main[page.head], rest[page.view]) == ("abc", "<p>abc</p>")
    assert {number_of(page, main)} == {3}


def test_a_refused_press_is_said_and_the_others_count(page, warnings):
    list(page.answer(1))
    drawn, _ = page.answer(3, {"add": "a"}, {"add": "!"}, {"add": "b"})
    assert drawn[page.view] == "<p>ab</p><!--3-->"
    assert len(warnings) == 1
    again, _ = page.answer(4, {"add": "!"})
    assert again[page.view] == "<p>ab</p><!--4-->"  # reads as before, and is drawn again: a control shows the press


def test_a_refused_choice_of_the_side_panel_is_drawn_again_and_the_press_with_it_counts(page, warnings):
    list(page.answer(1))
    panel, drawn, _ = page.answer(3, {"ask": "upload", "to": "!"}, {"add": "a"})
    assert len(warnings) == 1
    assert panel[page.target] == "target<!--3-->"
    assert (panel[page.upload], panel[page.network]) == ("file of example:bag", "some.weights")
    assert drawn[page.state] == "a"


def test_an_upload_is_not_sent_back_and_weights_that_are_elsewhere_are_left_to_be_fetched(page):
    list(page.answer(1))
    panel, *_ = page.answer(2, {"ask": "upload", "to": "mine"})
    assert panel[page.question].picture == "mine"
    assert page.upload not in panel
    receipt, _ = page.answer(3, {"ask": "network", "to": "far away"}, question=panel[page.question])
    assert json.loads(receipt[page.sender])["fetch"] == "far away"


@pytest.mark.parametrize("press", [{"ask": "network", "to": "here"}, {"ask": "reset"}, {"ask": "restore"}])
def test_a_network_that_is_still_fetched_is_given_up_for_one_that_is_here_and_for_the_start(page, press):
    list(page.answer(1))
    page.choice.name = page.choice.accepted = "far away"
    *values, _ = page.answer(2, {"ask": "network", "to": "far away"}, press)
    assert json.loads(values[-1][page.sender])["fetch"] == ""
    assert (page.choice.name, page.choice.accepted) == (QUESTION.classifier, None)
    assert (page.head in values[0]) == (press["ask"] != "network")  # with the dropdown, which shows what is given up
    *_, receipt, _ = page.answer(3, press, {"ask": "network", "to": "far away"})
    assert json.loads(receipt[page.sender])["fetch"] == "far away"


def test_a_class_of_the_network_before_is_taken_back_on_the_page(page):
    list(page.answer(1))
    for number, of in enumerate((QUESTION.classifier, "the one before"), 2):
        shown, *_ = page.answer(number, {"ask": "target", "to": 3, "of": of, "is_shown": True})
        assert (page.target in shown) == (of != QUESTION.classifier)


def test_where_nothing_is_found_the_state_before_is_drawn(page, warnings):
    list(page.answer(1))
    meanwhile, drawn, _ = page.answer(2, {"add": "?"})
    assert meanwhile[page.view] == "looking it up"
    assert number_of(page, meanwhile) == 2  # the next press need not wait
    assert (drawn[page.view], drawn[page.state]) == ("<p></p><!--2-->", "")
    assert len(warnings) == 1


def test_an_answer_that_is_overtaken_by_a_press_draws_only_what_the_press_does_not(page):
    older = page.answer(1)
    next(older), next(older)  # the side panel; what a press changes, and the state
    list(page.answer(2, {"add": "a"}))
    rest, _ = older
    assert rest == {page.fixed: "example:bag"}


def test_who_only_looks_again_takes_nothing_from_the_answer_before(page):
    older = page.answer(1)
    next(older), next(older)
    list(page.answer(2))
    assert [set(values) for values in older] == [{page.fixed}, {page.sender}]


def test_another_picture_and_a_press_come_together(page):
    list(page.answer(1))
    panel, drawn, fixed, _ = page.answer(2, {"ask": "picture", "to": "example:coat"}, {"add": "a"})
    assert panel[page.question].picture == "example:coat"
    assert panel[page.upload] == "file of example:coat"
    assert (drawn[page.view], fixed[page.fixed]) == ("<p>a</p>", "example:coat")
    assert page.question not in drawn


def test_a_control_that_shows_its_choice_is_left_alone(page):
    panel, *_ = page.answer(1, {"ask": "target", "to": "example:coat", "is_shown": True})
    assert page.target not in panel
    page.frame.sidebar.changed = lambda question, _: replace(question, classifier="another")
    panel, *_ = page.answer(2, {"ask": "network"}, {"ask": "target", "is_shown": True})
    assert page.target in panel  # its classes are others


def test_back_to_the_start_pressed_twice_keeps_the_way_back(page):
    start = Location(replace(QUESTION, picture="example:coat"), "tab")
    list(page.answer(1, {"ask": "reset"}, question=start.question))
    assert page.latest.before is None  # they were there
    for number, question in enumerate((QUESTION, start.question), 2):
        list(page.answer(number, {"ask": "reset"}, question=question, start=start))
        assert page.latest.before.question == QUESTION
    elsewhere = replace(QUESTION, picture="example:shirt")  # by a way of another tab, which is no press
    list(page.answer(4, {"ask": "reset"}, question=elsewhere, start=start))
    assert page.latest.before.question == elsewhere
    list(page.answer(5, {"add": "a"}))
    assert page.latest.before is None


def test_a_visit_brings_its_state(page):
    list(page.answer(1))
    drawn, *_ = page.answer(2, visit=Visit("tab", "chosen", 1))
    assert drawn[page.view] == "<p>chosen</p>"
    drawn, _ = page.answer(3, {"add": "!"[:0] + "d"}, visit=Visit("tab", "chosen", 1))
    assert drawn[page.view] == "<p>chosend</p>"


def test_controls_stay_after_a_press_and_come_anew_where_their_choice_comes_from_elsewhere(page):
    parts = page.frame.presses["tab"].parts
    parts.append(Fragment(lambda _, text: Kept(text, len(text) > 1), [page.state], [page.head], at_press=True))
    list(page.answer(1))
    assert sent(page, page.answer(2, {"add": "a"})) == []
    assert sent(page, page.answer(3, {"add": "b"})) == ["ab"]  # another key
    assert sent(page, page.answer(4, visit=Visit("tab", "xy", 1))) == ["xy"]
    older = page.answer(5, visit=Visit("tab", "z", 2))
    next(older)  # "z" has not been sent when the next press comes
    assert sent(page, page.answer(6, {"add": ""})) == ["z"]
    older = page.answer(7, visit=Visit("tab", "y", 3))
    next(older)  # "y" has the key of "z"
    assert sent(page, page.answer(8, {"add": ""})) == ["y"]
    again = [values.get(page.head) for values in page.answer(9, visit=Visit("tab", "y", 4))]
    assert "y<!--9-->" in again  # else it would be the text that the page got last


def sent(page, answer):
    """Texts that an answer sends to the page's head."""
    values = [one.get(page.head) for one in answer]
    return [one.partition("<!--")[0] for one in values if isinstance(one, str)]


def test_a_bug_is_said_logged_and_answered(page, warnings, caplog):
    page.frame.presses["tab"].parts[0] = Fragment(lambda _, text: 1 / 0, [page.state], [page.view], at_press=True)
    *_, receipt, _ = page.answer(1)
    assert number_of(page, receipt) == 1
    assert len(warnings) == 1
    assert "ZeroDivisionError" in caplog.text


def test_the_script_knows_its_tab():
    with gr.Blocks():
        place = presses.place("guide")
    assert "const TAB = 'guide'" in place.js_on_load
