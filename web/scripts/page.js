// Small comforts on top of pages that work without them: commas while typing yen, copying, printing, focus on refusals.
document.addEventListener('focusout', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.dataset.money === undefined) return;
  const digits = target.value.normalize('NFKC').replace(/[\s,円¥]/g, '');
  if (/^\d{1,12}$/.test(digits)) target.value = Number(digits).toLocaleString('ja-JP'); // what cannot be read stays as typed
});

document.addEventListener('click', async ({ target }) => {
  const button = target instanceof Element ? target.closest('[data-copy], [data-print]') : null;
  if (button === null) return;
  if (button.dataset.print !== undefined) return print();
  await navigator.clipboard.writeText(button.dataset.copy);
  const told = document.getElementById(button.getAttribute('aria-describedby') ?? '');
  if (told !== null) told.textContent = button.dataset.copied ?? '';
});

document.getElementById('error-summary')?.focus();
