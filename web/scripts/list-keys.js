// A list by the keyboard: j and k move from row to row, x chooses one, Enter opens, / searches; and how many are chosen.
// Pages work without it.
const rows = () => [...document.querySelectorAll('tr[data-row]')];
const linkOf = (row) => row?.querySelector('th a');
const choices = () => [...document.querySelectorAll('input[data-choice]')];

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const areOff = document.documentElement.dataset.letters === 'off'; // the switch of keys.js
  const { target, key } = event;
  if (target instanceof Element && target.closest('input:not([data-choice]), select, textarea') !== null) {
    if (key === 'Escape') target.blur();
    return;
  }
  if (areOff) return;
  const search = document.querySelector('input[name="q"]');
  if (key === '/' && search !== null) {
    event.preventDefault();
    search.focus();
  }
  const all = rows();
  const now = all.findIndex((row) => row.contains(document.activeElement));
  if (key === 'x') all[now]?.querySelector('input[data-choice]')?.click();
  if (key !== 'j' && key !== 'k') return;
  const next = now === -1 ? 0 : Math.min(all.length - 1, Math.max(0, now + (key === 'j' ? 1 : -1)));
  linkOf(all[next])?.focus(); // Enter opens the link that has the focus, as everywhere
});

// What is chosen stays chosen while the list changes by itself; what left the list is not chosen any more.
let chosen = new Set();

function tellChosen() {
  for (const told of document.querySelectorAll('[data-chosen]')) {
    told.hidden = false;
    told.querySelector('span').textContent = String(chosen.size);
  }
}

function readChosen() {
  chosen = new Set(choices().flatMap(({ checked, value }) => (checked ? [value] : [])));
  tellChosen();
}

document.addEventListener('change', (event) => {
  if (event.target.matches?.('input[data-choice]')) readChosen();
});
document.addEventListener('htmx:after:swap', () => {
  for (const choice of choices()) choice.checked = chosen.has(choice.value);
  readChosen();
});
window.addEventListener('pageshow', readChosen); // going back, the browser ticks what was ticked
