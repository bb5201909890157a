// The Guide: steps, live views and answers are sent; an answer shows at once whether it is right, the rest follows.
const view = () => element.querySelector('.view.guide');
const shown = () => +view().dataset.step;
let wanted = null; // a step that is not there yet: its heading is to be seen and read first
const dim = () => view()?.querySelector('.sight')?.classList.add('busy');

function step(to) {
  if (!view() || to === (wanted ?? shown()) || to < 0 || to > +view().dataset.last) return;
  wanted = to;
  gnPress({do: 'step', to}, () => {
    element.querySelectorAll('.steps [data-step]').forEach(one => (+one.dataset.step === to ? one.setAttribute('aria-current', 'step') : one.removeAttribute('aria-current')));
    follow();
    dim();
  });
}
function follow() { // on phones the strip of steps is longer than the screen
  const strip = element.querySelector('ol.steps'), current = strip?.querySelector('[aria-current]');
  if (!current) return;
  const [outer, inner] = [strip, current].map(one => one.getBoundingClientRect());
  strip.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
}
function answer(button) {
  const at = shown(), to = button.dataset.option;
  gnPress({do: 'answer', step: at, to}, () => { if (shown() === at) judge(to); });
}
function judge(to) {
  const quiz = element.querySelector('.quiz'), verdict = quiz.querySelector('.verdict');
  const isRight = to === quiz.dataset.answer;
  quiz.querySelectorAll('[data-option]').forEach(one => {
    one.setAttribute('aria-pressed', one.dataset.option === to);
    one.className = one.dataset.option === quiz.dataset.answer ? 'yes' : one.dataset.option === to ? 'no' : '';
  });
  verdict.querySelector('span').hidden = false;
  verdict.querySelector('b').textContent = isRight ? quiz.dataset.right : quiz.dataset.wrong;
}

element.addEventListener('click', event => {
  const at = selector => event.target.closest(selector);
  const to = at('button[data-step]'), go = at('button[data-go]'), option = at('button[data-option]');
  const choice = at('.sight [role=radio]');
  if (to) step(+to.dataset.step);
  if (option) answer(option);
  if (go) { trigger('go', {to: go.dataset.go}); scrollTo({top: 0}); }
  if (choice && choice.getAttribute('aria-checked') !== 'true') {
    const [[name, value]] = Object.entries(choice.dataset);
    gnPress({do: 'choose', name, to: value}, () => {
      element.querySelectorAll(`.sight [data-${name}]`).forEach(one => one.setAttribute('aria-checked', one.dataset[name] === value));
      dim();
    });
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
  step((wanted ?? shown()) + by);
});

// Where no answer brought the step, it can be pressed again.
document.addEventListener('gn-answered', () => setTimeout(() => { if (gnTabs.guide.isIdle()) wanted = null; }, 500));
watch('value', () => requestAnimationFrame(() => {
  follow();
  if (!view() || shown() !== wanted) return;
  wanted = null;
  const head = view().querySelector('h1'), top = view().getBoundingClientRect().top;
  head.focus({preventScroll: true});
  if (top < 0) view().scrollIntoView({block: 'start'});
}));
