// A list by the keyboard: j and k move from row to row, Enter opens, / searches. Pages work without it.
const rows = () => [...document.querySelectorAll('tr[data-row]')];
const linkOf = (row) => row?.querySelector('th a');

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target, key } = event;
  if (target instanceof Element && target.closest('input, select, textarea') !== null) {
    if (key === 'Escape') target.blur();
    return;
  }
  if (key === '/') {
    event.preventDefault();
    document.querySelector('input[name="q"]')?.focus();
  }
  if (key !== 'j' && key !== 'k') return;
  const all = rows();
  const now = all.findIndex((row) => row.contains(document.activeElement));
  const next = now === -1 ? 0 : Math.min(all.length - 1, Math.max(0, now + (key === 'j' ? 1 : -1)));
  linkOf(all[next])?.focus(); // Enter opens the link that has the focus, as everywhere
});
