// The header: language, link, report, and back to the start.
const said = text => { const place = element.querySelector('[data-said]'); if (place) place.textContent = text; };
let quiet = 0;
function tell(text, seconds = 6) { // spoken too: the place is a live region
  clearTimeout(quiet);
  said(text);
  if (seconds) quiet = setTimeout(() => said(''), 1000 * seconds);
}

function address() { // with its language, so that it reads the same elsewhere
  const url = new URL(location.href), query = url.search.replace(/^[?]/, '').split('&').filter(part => part && !part.startsWith('lang='));
  const lang = element.querySelector('[data-lang][aria-pressed="true"]').dataset.lang;
  return url.origin + url.pathname + '?' + [`lang=${lang}`, ...query].join('&');
}

function copyBehindThePage(text) { // where the clipboard is closed to frames and to plain http
  const area = Object.assign(document.createElement('textarea'), {value: text});
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}

async function copy(button) {
  const text = address();
  const done = await Promise.resolve(navigator.clipboard?.writeText(text)).then(() => !!navigator.clipboard).catch(() => false) || copyBehindThePage(text);
  button.focus();
  if (done) tell(document.body.dataset.gnUpload ? button.dataset.own : button.dataset.done);
  else prompt(button.dataset.hand, text);
}

const more = () => element.querySelector('[data-more]');
function unfold(isOpen) { more()?.setAttribute('aria-expanded', isOpen); }
element.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || more()?.getAttribute('aria-expanded') !== 'true') return;
  unfold(false);
  more().focus();
});
element.addEventListener('click', event => {
  const at = selector => event.target.closest(selector);
  const lang = at('[data-lang]')?.dataset.lang, button = at('[data-copy]'), report = at('[data-report]');
  if (button) copy(button);
  if (at('[data-more]')) unfold(at('[data-more]').getAttribute('aria-expanded') !== 'true');
  else if (at('.links button')) unfold(false);
  if (at('[data-reset]')) location.assign(location.pathname);
  if (report) { tell(report.dataset.wait, 0); trigger('report', {page: address()}); }
  if (!lang) return;
  localStorage.setItem('lang', lang);
  document.cookie = 'lang=' + lang + ';path=/;SameSite=Lax';
  const url = new URL(location.href); url.searchParams.delete('lang'); location.replace(url);
});
document.addEventListener('gn-said', event => tell(event.detail));
