// Presses in one tab. Each shows itself at once; those that wait are sent together, and one answer is awaited at a time.
// An answer older than the latest press is drawn, and what was pressed since then shows itself on it again.
const TAB = '__TAB__', tabs = window.gnTabs ??= {};
const PATIENCE_MS = 8000; // a server that was restarted never answers what it was sent before
const SLOW_MS = 2500; // after which the header says why one waits
const RETRY_MS = 1000; // after which a look that failed is tried once more
let number = 0, sent = 0, since = 0, waiting = [], slow = 0, later = 0, hasFailed = false;

function send() { // not before the greeting, which brings language and owner, nor beside what changes another tab's question
  const now = Date.now(), other = window.gnAsks && gnAsks.tab !== TAB ? gnAsks.since + PATIENCE_MS - now : 0;
  clearTimeout(later);
  if (!window.gnKnown || !waiting.length || (sent && now - since < PATIENCE_MS)) return;
  if (other > 0) return later = setTimeout(send, other);
  sent = number;
  since = now;
  slow = setTimeout(() => document.dispatchEvent(new Event('gn-slow')), SLOW_MS);
  const presses = waiting.map(one => one.message).filter(Boolean);
  if (presses.some(one => one.ask)) window.gnAsks = {tab: TAB, since}; // the question that changes will have been answered
  if (window.gnLang) presses.unshift({ask: 'language', to: gnLang}); // an answer that was under way may have brought the one before
  trigger('press', {number, presses});
}
function settle(answered) {
  waiting = waiting.filter(one => one.number > answered);
  if (answered >= sent) { // not where one was sent again, and the first answer comes late
    sent = 0;
    if (window.gnAsks?.tab === TAB) window.gnAsks = null;
    clearTimeout(slow);
  }
  document.dispatchEvent(new Event('gn-answered'));
  Object.values(tabs).forEach(one => one.send());
  requestAnimationFrame(() => {
    if (!waiting.length) document.querySelectorAll(`#tab-${TAB} .busy:not([data-until-drawn])`).forEach(one => one.classList.remove('busy'));
    showWaiting();
  });
}
function showWaiting() {
  waiting.forEach(one => one.show?.());
  drawn.takeRecords(); // by ourselves
}
const drawn = new MutationObserver(showWaiting); // before the frame in which an older answer would be seen
drawn.observe(document.querySelector(`#tab-${TAB}`) ?? document.body, {subtree: true, childList: true, attributes: true});
watch('value', () => {
  const answer = JSON.parse(props.value);
  window.gnClassifier = answer.network;
  hasFailed = false;
  follow(answer);
  settle(answer.number);
  if (answer.fetch) gnFetch(answer.fetch);
});
tabs[TAB] = {
  press(message, show) {
    waiting.push({number: ++number, message, show});
    show?.();
    send();
  },
  send,
  show: showWaiting,
  isIdle: () => !waiting.length,
  fail() { // no answer came: what was sent is dropped, but a tab that was opened would stay empty
    if (!hasFailed && waiting.some(one => one.number <= sent && !one.message)) setTimeout(() => tabs[TAB].press(null), RETRY_MS);
    hasFailed = true;
    settle(sent);
  },
};

// `message` changes the open tab, or with "ask" the question; null: what the tab shows may be out of date.
window.gnPress = (message, show) => {
  if (message?.ask && message.ask !== 'network') window.gnNetwork = null; // what was left may be chosen again
  if (message?.ask === 'target') message.of = window.gnClassifier; // its classes are those seen
  if (message?.ask) document.dispatchEvent(new CustomEvent('gn-ask', {detail: message.ask}));
  tabs[seen()]?.press(message, show);
};
window.gnLook = (isAsked, tab) => { // another question or another tab; before the first question is known there is nothing to see
  if (tab) document.body.dataset.gnTab = tab; // for styles too: a rule with body:has() would restyle the page at every press
  window.gnKnown ||= isAsked;
  if (!gnKnown || (isAsked && window.gnAsks?.tab === seen())) return;
  clearTimeout(window.gnLooks);
  window.gnLooks = setTimeout(() => gnPress(null), 0);
};

// Tabs by their names; one that finds no room stands in the list behind "More".
const allTabs = () => [...document.querySelectorAll('[id^="presses-"]')].map(one => one.id.slice(8));
const seen = window.gnSeen = () => document.body.dataset.gnTab ?? Object.keys(tabs).find(name => document.querySelector(`#tab-${name}`)?.offsetParent);
window.gnTab = name => {
  const label = document.querySelectorAll('#tabs .tab-container[aria-hidden] > button')[allTabs().indexOf(name)]?.textContent;
  const tab = [...document.querySelectorAll('#tabs [role=tab], #tabs .overflow-dropdown button')].find(one => one.textContent === label);
  tab?.click();
  tab?.focus({preventScroll: true});
};

// Sections that are open, by tab; those of the tab that is seen stand in the address.
const arrived = new URLSearchParams(location.search);
window.gnArrived ??= arrived.get('tab') ?? allTabs()[0];
const sectionsIn = words => words.get('section')?.split(',').filter(one => /^[a-z_]{1,30}$/.test(one)).slice(-20);
window.gnOpen ??= arrived.has('section') ? {[gnArrived]: sectionsIn(arrived)} : {};
function sectionWord(tab = seen()) {
  return gnOpen[tab]?.length ? 'section=' + gnOpen[tab].join(',') : '';
}
window.gnSectionInLink = isNew => {
  const words = location.search.replace(/^[?]/, '').split('&').filter(one => one && !one.startsWith('section='));
  write([...words, sectionWord()], isNew);
};
function write(words, isNew) { // another tab or section is a step of the browser's Back, other presses are not
  const query = words.filter(Boolean).join('&');
  history[isNew ? 'pushState' : 'replaceState'](history.state, '', location.pathname + (query && '?' + query));
}
if (TAB === allTabs()[0]) addEventListener('popstate', () => { // tab and sections are as they were, all else is as it is now
  const words = new URLSearchParams(location.search), tab = words.get('tab') ?? allTabs()[0];
  if (!allTabs().includes(tab)) return;
  gnOpen[tab] = sectionsIn(words);
  gnSectionsOf?.[tab]?.draw();
  tab === seen() ? gnPress(null) : gnTab(tab);
});
window.gnScroll = (to, behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth') => to?.scrollIntoView({block: 'start', behavior});

// The address of the first page stays bare; what is not ours in it stays too.
function follow({query, upload, chips}) {
  window.gnChips = chips;
  document.dispatchEvent(new Event('gn-chips'));
  const now = new URL(location.href), words = new URLSearchParams(query), names = [...words.keys()];
  if (words.get('lang')) window.gnGreeted = true;
  else if (!window.gnGreeted) return; // something was pressed before the greeting
  else { // the server was restarted and knew this page no more when something was pressed
    for (const name of names) if (name !== 'lang') now.searchParams.set(name, words.get(name));
    return gnComeBack(now);
  }
  document.body.dataset.gnUpload = upload ? '1' : '';
  if (seen() && TAB !== seen()) return; // a tab that was left: the address is that of the one seen
  const was = now.searchParams.get('tab') ?? allTabs()[0], isNew = allTabs().includes(was) && was !== TAB;
  for (const name of [...now.searchParams.keys()]) if (!name.startsWith('__') && name !== 'embed') now.searchParams.delete(name);
  const kept = now.search.replace(/^[?]/, ''), bare = names.length === 1 && !location.search;
  write(bare ? [] : [kept, query, sectionWord(words.get('tab') ?? allTabs()[0])], isNew);
}
