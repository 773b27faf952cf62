// Keys on pages that work without them: a letter presses what carries it, j and k walk the rows of a table, Enter opens.
// Whoever is disturbed by them switches them off, and they stay off in this browser.
const kept = 'keys-are-off';

function areOff() {
  try {
    return localStorage.getItem(kept) === 'yes';
  } catch {
    return false; // a browser that keeps nothing keeps no switch
  }
}

function showSwitch() {
  document.documentElement.dataset.letters = areOff() ? 'off' : 'on'; // for other scripts that hear keys
  for (const place of document.querySelectorAll('[data-keys]')) {
    place.hidden = false;
    place.querySelector('button')?.setAttribute('aria-pressed', String(!areOff()));
  }
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('[data-keys] button') : null;
  if (button === null) return;
  try {
    localStorage.setItem(kept, areOff() ? 'no' : 'yes');
  } catch {
    // as above
  }
  showSwitch();
});

document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  const isTyping = target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || areOff()) return;
  if (key === 'j' || key === 'k') return walk(key === 'j' ? 1 : -1, event);
  const pressed = /^[a-z/]$/.test(key) ? document.querySelector(`[data-key="${key}"]`) : null;
  if (pressed === null) return;
  event.preventDefault();
  if (pressed.matches('input')) pressed.focus();
  else pressed.click();
});

// The row's own link has the focus, so that Enter opens it.
function walk(by, event) {
  const links = [...document.querySelectorAll('[data-rows] tbody tr th a')];
  if (links.length === 0) return;
  event.preventDefault();
  const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
  links[at === -1 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by))].focus();
}

showSwitch();
document.addEventListener('htmx:after:swap', showSwitch);
