// Files by drag or dialog, each with its progress. Without this the form sends what was chosen, and the page comes anew.
const form = document.querySelector('form[data-upload]');

if (form !== null) {
  const { sending, done, failed, tooLarge } = form.dataset;
  const input = form.querySelector('input[type="file"]');
  const uploads = form.querySelector('[data-uploads]');
  const status = form.querySelector('[data-status]');
  const largest = 20 * 1024 * 1024;
  form.querySelector('button[type="submit"]').hidden = true;

  input.addEventListener('change', () => {
    send([...input.files]);
    input.value = '';
  });
  for (const [kind, over] of [
    ['dragenter', true],
    ['dragover', true],
    ['dragleave', false],
    ['drop', false],
  ]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.toggle('over', over);
    });
  }
  form.addEventListener('drop', ({ dataTransfer }) => send([...dataTransfer.files]));

  let queue = Promise.resolve();
  function send(files) {
    for (const file of files) {
      const row = rowOf(file);
      queue = queue.then(() => sendOne(file, row));
    }
  }

  function rowOf(file) {
    const row = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = file.name;
    const bar = document.createElement('progress');
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', `${sending} ${file.name}`);
    row.append(name, bar);
    uploads.append(row);
    return row;
  }

  async function sendOne(file, row) {
    if (file.size > largest) return refused(row, `${file.name}: ${tooLarge}`);
    const answer = await post(file, row.querySelector('progress'));
    const page = new DOMParser().parseFromString(answer?.text ?? '', 'text/html');
    const list = page.getElementById('attachments');
    if (answer === null || list === null) return refused(row, `${file.name}: ${failed}`);
    document.getElementById('attachments').replaceWith(list);
    const refusal = page.querySelector('#error-summary li');
    if (refusal !== null) return refused(row, refusal.textContent.trim());
    row.remove();
    status.textContent = `${done}: ${file.name}`;
  }

  function refused(row, words) {
    const told = document.createElement('p');
    told.className = 'field-error';
    told.setAttribute('role', 'alert');
    told.textContent = words;
    row.replaceChildren(told);
  }

  /** The page that answered, or null where none did. */
  function post(file, bar) {
    const body = new FormData();
    body.append('formToken', form.elements.formToken.value);
    body.append('files', file);
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        bar.value = Math.round((loaded / total) * 100);
      });
      request.addEventListener('load', () => resolve({ text: request.responseText }));
      request.addEventListener('error', () => resolve(null));
      request.open('POST', form.action);
      request.send(body);
    });
  }
}
