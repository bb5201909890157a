// The Guide: steps, live views and answers are sent; an answer shows at once whether it is right, the rest follows.
const view = () => element.querySelector('.view.guide');
const number = () => +view().dataset.step;
let arriving = false; // another step was chosen: its heading is to be seen and read first

function ask(message) {
  view()?.querySelector('.sight')?.classList.add('busy');
  trigger('press', message);
}
function step(to) {
  if (!view() || to === number() || to < 0 || to > +view().dataset.last) return;
  arriving = true;
  ask({do: 'step', to});
}
function answer(button) {
  const quiz = button.closest('.quiz'), verdict = quiz.querySelector('.verdict');
  const isRight = button.dataset.option === quiz.dataset.answer;
  quiz.querySelectorAll('[data-option]').forEach(one => {
    one.setAttribute('aria-pressed', one === button);
    one.className = one.dataset.option === quiz.dataset.answer ? 'yes' : one === button ? 'no' : '';
  });
  verdict.querySelector('span').hidden = false;
  verdict.querySelector('b').textContent = isRight ? quiz.dataset.right : quiz.dataset.wrong;
  trigger('press', {do: 'answer', to: button.dataset.option});
}

element.addEventListener('click', event => {
  const at = selector => event.target.closest(selector);
  const to = at('button[data-step]'), go = at('button[data-go]'), option = at('button[data-option]');
  const choice = at('.sight [role=radio]');
  if (to) step(+to.dataset.step);
  if (option) answer(option);
  if (go) { trigger('go', {to: go.dataset.go}); scrollTo({top: 0}); }
  if (choice && choice.getAttribute('aria-checked') !== 'true') {
    choice.parentElement.querySelectorAll('[role=radio]').forEach(one => one.setAttribute('aria-checked', one === choice));
    const [[name, value]] = Object.entries(choice.dataset);
    ask({do: 'choose', name, to: value});
  }
});

// Arrow keys: left and right change the step, up and down move among the answers.
document.addEventListener('keydown', event => {
  if (!view() || !element.offsetParent || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const from = event.target;
  if (from !== document.body && !element.contains(from)) return;
  if (from.closest?.('input, select, textarea, .arch-scroll')) return;
  const ways = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1}, by = ways[event.key];
  if (!by) return;
  const isAcross = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
  const group = from.closest?.('[role=radiogroup]'), option = from.closest?.('[data-option]');
  if (group || (option && !isAcross)) { // within a choice or a question the arrows stay there
    event.preventDefault();
    const all = [...(group || option.parentElement).querySelectorAll('button')];
    return all[(all.indexOf(from) + by + all.length) % all.length]?.focus();
  }
  if (!isAcross) return;
  event.preventDefault();
  step(number() + by);
});

watch('value', () => requestAnimationFrame(() => {
  view()?.querySelector('.sight')?.classList.remove('busy');
  if (!arriving || !view()) return;
  arriving = false;
  const head = view().querySelector('h1'), top = view().getBoundingClientRect().top;
  head.focus({preventScroll: true});
  if (top < 0) view().scrollIntoView({block: 'start'});
}));

element.addEventListener('input', event => {
  if (!event.target.matches('[data-search]')) return;
  const words = event.target.value.trim().toLowerCase().split(/\s+/);
  const terms = [...element.querySelectorAll('[data-term]')];
  terms.forEach(one => { const text = one.textContent.toLowerCase(); one.hidden = !words.every(word => text.includes(word)); });
  const shown = terms.filter(one => !one.hidden).length, count = element.querySelector('[data-found]');
  count.textContent = shown ? count.dataset.found.replace('{shown}', shown) : count.dataset.none;
  element.querySelector('[data-empty]').hidden = shown > 0;
});
