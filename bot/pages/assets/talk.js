'use strict';
// /ask: questions are sent one after another, answers come into the page. What was said is kept for this window only,
// so that the way back from a speech does not lose it.
(() => {
  const KEPT = 'talk', MINUTES = 30, SHOWN = 60;
  const log = document.querySelector('.log');
  const kept = () => {
    try {
      const talk = JSON.parse(sessionStorage.getItem(KEPT));
      return talk && Date.now() - talk.at < MINUTES * 60000 ? talk : null;
    } catch (unreadable) { return null; }
  };
  const goOn = action => {
    document.querySelectorAll('form[method=post]:not(#size)').forEach(form => { form.action = action; });
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ at: Date.now(), action, said: log.innerHTML }));
    } catch (full) { /* the window still shows it */ }
  };
  const actionOf = page => page.getElementById('taps').getAttribute('action');
  const newest = () => log.lastElementChild.scrollIntoView({ block: 'start' });
  const put = (parent, kind, name, text) => {
    const made = parent.appendChild(document.createElement(kind));
    made.className = name;
    made.textContent = text;
    return made;
  };

  const before = kept(), own = log.innerHTML;
  if (log.querySelector('.asked')) {
    if (before) {
      log.querySelector('#newest').removeAttribute('id');
      log.innerHTML = before.said.replace(' id="newest"', '') + log.innerHTML;
    }
    goOn(actionOf(document));
    history.replaceState(null, '', location.pathname);
    newest();
    log.lastElementChild.querySelector('.reply').focus({ preventScroll: true });
  } else if (before) {
    log.innerHTML = before.said;
    newest();
  } else {
    try { sessionStorage.removeItem(KEPT); } catch (refused) { /* there is none */ }
  }

  const read = document.querySelector('[data-longest]');
  const waiting = [];
  let busy = false;
  const send = async ({ asked, shown }) => {
    const answer = put(shown, 'p', 'reply wait', log.dataset.waiting);
    try {
      const response = await fetch(document.getElementById('taps').action, { method: 'POST', body: new URLSearchParams({ q: asked }) });
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      if (!response.ok) throw page.querySelector('.lead');
      shown.replaceWith(page.querySelector('.exchange'));
      goOn(actionOf(page));
    } catch (told) {
      answer.className = 'reply';
      answer.textContent = (told && told.textContent || log.dataset.lost) + '\n';
      put(answer, 'button', 'again', log.dataset.again).addEventListener('click', () => { answer.remove(); queue(asked, shown); });
    }
    newest();
  };
  const queue = async (asked, shown) => {
    waiting.push({ asked, shown });
    if (busy) return;
    busy = true;
    while (waiting.length) await send(waiting.shift());
    busy = false;
  };

  let pressed = null;
  addEventListener('click', event => { pressed = event.target.closest('button'); }, true);
  addEventListener('submit', event => {
    const form = event.target;
    if (form.method !== 'post' || form.id === 'size') return;
    event.preventDefault();
    const field = form.querySelector('input[name=q]');
    const asked = (field ? field.value : pressed.value).trim();
    if (!asked) return;
    if (field) field.value = read.textContent = '';
    const shown = put(log, 'div', 'exchange', '');
    put(shown, 'p', 'asked', asked.length > SHOWN ? asked.slice(0, SHOWN - 1) + '…' : asked);
    newest();
    queue(asked, shown);
  });

  addEventListener('input', event => {
    const length = event.target.value.trim().length;
    read.textContent = length > read.dataset.longest ? read.dataset.says.replace('#', length) : '';
  });
})();
