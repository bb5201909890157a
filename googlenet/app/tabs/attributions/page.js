// The controls of the Attributions tab, and the picture that "Save picture" makes of all maps.
// What is pressed at a place is sent from here.
const PLACED = ['start_again', 'stop_work', 'save_npz', 'save_map'];
window.gnPlaced = (name, message) => { if (PLACED.includes(name)) trigger(name, message); };
// How strongly the maps cover the picture is the page's business alone.
element.addEventListener('input', event => {
  if (!event.target.matches('[data-overlay]')) return;
  document.querySelector('#attributions-methods').style.setProperty('--gn-overlay', event.target.value / 100);
});
element.addEventListener('click', event => {
  const path = event.target.closest('[data-path]'), method = event.target.closest('button[data-method]');
  const save = event.target.closest('[data-save]'), opener = event.target.closest('[data-open]');
  if (opener) {
    const isShown = opener.getAttribute('aria-expanded') !== 'true';
    document.querySelector(`#attributions-${opener.dataset.open}`).toggleAttribute('data-shown', isShown);
    opener.setAttribute('aria-expanded', isShown);
  }
  if (path) {
    const value = path.dataset.path;
    choose('branch', value, () => element.querySelectorAll('[data-path]').forEach(one => one.setAttribute('aria-checked', one.dataset.path === value)));
  }
  if (method) press(method);
  if (save && save.dataset.save === 'numbers') trigger('save_numbers', {});
  if (save && save.dataset.save === 'picture') savePicture();
});

function press(button) {
  const chosen = () => [...element.querySelectorAll('button[data-method][aria-pressed=true]')].map(one => one.dataset.method);
  const isOn = button.getAttribute('aria-pressed') === 'true';
  if (!isOn && chosen().length >= +element.querySelector('[data-most]').dataset.most) {
    element.querySelector('[data-limit]').classList.add('over'); // seen, and heard
    document.dispatchEvent(new CustomEvent('gn-said', {detail: element.querySelector('[data-limit]').textContent}));
    return;
  }
  element.querySelector('[data-limit]').classList.remove('over');
  button.setAttribute('aria-pressed', !isOn);
  const value = chosen();
  choose('methods', value.join(), () => {
    element.querySelectorAll('button[data-method]').forEach(one => one.setAttribute('aria-pressed', value.includes(one.dataset.method)));
    element.querySelector('[data-count]').textContent = value.length;
  });
}

const address = value => (value.match(/url\("?(.*?)"?\)/) || [])[1];
const picture = source => new Promise((resolve, reject) => {
  const image = new Image();
  image.onload = () => resolve(image); image.onerror = reject; image.src = source;
});

async function savePicture() {
  const figures = [...document.querySelectorAll('#attributions-methods figure')].filter(one => one.querySelector(':scope > .pic'));
  if (!figures.length) return;
  const side = 320, gap = 32, columns = Math.min(4, figures.length), rows = Math.ceil(figures.length / columns);
  const token = name => getComputedStyle(document.body).getPropertyValue(`--gn-${name}`).trim();
  const font = getComputedStyle(figures[0]).fontFamily;
  const canvas = document.createElement('canvas'), context = canvas.getContext('2d');
  const top = 96, step = side + 96;
  canvas.width = gap + columns * (side + gap); canvas.height = top + rows * step;
  context.fillStyle = token('paper'); context.fillRect(0, 0, canvas.width, canvas.height);
  const write = (text, x, y, size, weight, colour, most = side) => {
    context.font = `${weight} ${size}px ${font}`; context.fillStyle = token(colour); context.fillText(text, x, y, most);
  };
  write(document.querySelector('#attributions-head h1').textContent, gap, 56, 30, 600, 'ink', canvas.width - 2 * gap);
  for (const [index, figure] of figures.entries()) {
    const x = gap + (index % columns) * (side + gap), y = top + Math.floor(index / columns) * step;
    const frame = figure.querySelector(':scope > .pic'), heat = frame.querySelector('.heat');
    context.fillStyle = token('paper-2'); context.fillRect(x, y, side, side);
    const photo = await picture(address(getComputedStyle(frame, '::before').backgroundImage));
    context.save();
    context.filter = token('image-filter'); context.globalAlpha = +token('image-opacity');
    context.globalCompositeOperation = token('image-blend'); context.drawImage(photo, x, y, side, side);
    context.restore();
    context.drawImage(await layer(heat, side, token('ink')), x, y);
    write(figure.querySelector('h3').textContent, x, y + side + 30, 20, 600, 'ink');
    const facts = [...figure.querySelectorAll('dl > div')].map(row => [...row.children].map(one => one.textContent).join(' '));
    write(facts.join('   '), x, y + side + 54, 14, 400, 'ink-3');
  }
  const link = document.createElement('a');
  link.href = canvas.toDataURL('image/png'); link.download = 'attributions.png'; link.click();
}

// A map as a picture: a signed one as it is, one without sign as ink in its shape.
async function layer(heat, side, ink) {
  const canvas = document.createElement('canvas'), context = canvas.getContext('2d');
  canvas.width = canvas.height = side;
  const isSigned = !heat.classList.contains('unsigned'), styles = getComputedStyle(heat);
  const source = address(isSigned ? styles.backgroundImage : heat.style.getPropertyValue('--gn-m'));
  context.imageSmoothingEnabled = false;
  context.drawImage(await picture(source), 0, 0, side, side);
  if (!isSigned) { context.globalCompositeOperation = 'source-in'; context.fillStyle = ink; context.fillRect(0, 0, side, side); }
  return canvas;
}
