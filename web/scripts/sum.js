// The sum of what is chosen in a form, as it is chosen. The page tells the sum that it was sent with; the server counts anew.
for (const form of document.querySelectorAll('form[data-sum]')) {
  const count = form.querySelector('[data-sum-count]');
  const sum = form.querySelector('[data-sum-yen]');
  const rest = form.querySelector('[data-sum-rest]');
  const tell = () => {
    const chosen = [...form.querySelectorAll('input[data-yen]:checked')];
    const total = chosen.reduce((yen, { dataset }) => yen + Number(dataset.yen), 0);
    const words = (yen) => sum.dataset.sumYen.replace('{yen}', yen.toLocaleString('ja-JP'));
    count.textContent = chosen.length.toLocaleString('ja-JP');
    sum.textContent = words(total);
    if (rest === null) return;
    const left = Number(rest.dataset.sumRest) - total;
    const [even, short, over] = [rest.dataset.even, rest.dataset.short, rest.dataset.over];
    const said = left === 0 ? even : left > 0 ? short : over;
    rest.textContent = said.replace('{yen}', words(Math.abs(left)));
  };
  form.addEventListener('change', tell);
  tell(); // a browser that comes back keeps the boxes as they were left
}
