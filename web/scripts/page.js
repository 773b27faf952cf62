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

// A file let go anywhere on the page goes into the form that takes dropped files, which is sent.
const dropForm = document.querySelector('form[data-drop]');
if (dropForm !== null) {
  addEventListener('dragover', (event) => {
    event.preventDefault(); // without this the browser would leave the page for the file
    dropForm.classList.add('takes-drop');
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) dropForm.classList.remove('takes-drop');
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    dropForm.classList.remove('takes-drop');
    const field = dropForm.querySelector('input[type="file"]');
    if (event.dataTransfer.files.length === 0 || field === null) return;
    field.files = event.dataTransfer.files;
    dropForm.requestSubmit();
  });
}

document.getElementById('error-summary')?.focus();
