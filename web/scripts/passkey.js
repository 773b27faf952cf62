// Passkeys: what only a script can do. Where the browser has them, their presses are shown; a press asks the device, and sends its answer.
const canAsk =
  globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined &&
  PublicKeyCredential.parseRequestOptionsFromJSON !== undefined;
for (const element of document.querySelectorAll('[data-needs-passkeys]')) element.hidden = !canAsk;
for (const element of document.querySelectorAll('[data-without-passkeys]')) element.hidden = canAsk;

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const told = form.querySelector('[data-told]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    told.hidden = true;
    const button = form.querySelector('button');
    button.setAttribute('aria-busy', 'true');
    try {
      form.elements.answer.value = JSON.stringify(await answerTo(form.dataset));
      form.submit(); // past this listener
    } catch (error) {
      told.textContent = error.name === 'InvalidStateError' ? told.dataset.known : told.dataset.failed;
      told.hidden = false;
    } finally {
      button.removeAttribute('aria-busy');
    }
  });
}

/** The device's answer: to the options that the page carries, which make a passkey, or to a question that is fetched, which uses one. */
async function answerTo({ options, question }) {
  if (options !== undefined) {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options));
    return navigator.credentials.create({ publicKey });
  }
  const response = await fetch(question, { method: 'POST' });
  if (!response.ok) throw new Error(`The question was answered with ${response.status}.`);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await response.json());
  return navigator.credentials.get({ publicKey });
}
