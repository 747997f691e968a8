// Runs in a page of scratch/graph-pictures: uses it as a person would, and writes the results, a
// line each, into an element that --dump-dom shows.
(() => {
  const results = [];
  const check = (what, holds) => results.push((holds ? 'ok ' : 'not ok ') + what);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const search = document.getElementById('search');
  const listed = () => all('#list > details:not([hidden])').map((entry) => entry.dataset.name);
  const type = (text) => {
    search.value = text;
    search.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const press = (key, on = document.activeElement) =>
    on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const seen = () => document.querySelector('#picture svg').getAttribute('viewBox');
  const entry = (name) => all('#list > details').find((each) => each.dataset.name === name);
  const box = (name) => document.querySelector('.node[data-m="' + entry(name).dataset.m + '"]');
  const total = all('#list > details').length;

  check('no text of a module became markup',
    all('script').length === 2 && document.title !== 'run' && !document.querySelector('b, img'));
  check('at first everything is shown', listed().length === total);
  type('ROT13');
  check('the search finds by name', listed().join() === 'rot13lib');
  check('the others fade', box('dlclass').classList.contains('out'));
  check('what is found does not', !box('rot13lib').classList.contains('out'));
  type('tour');
  check('the search finds by description', listed().join() === 'dlclass');
  type('no such module');
  check('a search without a result shows none', listed().length === 0);
  type('');
  const tick = document.querySelector('input[name=origin][value=dlkm]');
  tick.click();
  check('the origin filters', listed().length === 5);
  document.querySelector('input[name=state][value=UNLOADED]').click();
  check('filters combine', listed().join() === 'oldpush');
  document.querySelector('input[name=state][value=UNLOADED]').click();
  tick.click();
  check('unticked again, all are shown', listed().length === total);

  entry('rot13lib').querySelector('summary').click();
  check('a chosen module opens its entry', entry('rot13lib').open);
  check('and is marked', box('rot13lib').classList.contains('chosen'));
  check('with those that need it', box('dlclass').classList.contains('user'));
  check('and not with others', !box('pulse').classList.contains('user'));
  check('the address names it', location.hash === '#module=rot13lib');
  const centre = box('dlclass').getBoundingClientRect();
  const at = { clientX: centre.x + 5, clientY: centre.y + 5, bubbles: true };
  box('dlclass').dispatchEvent(new PointerEvent('pointerdown', at));
  box('dlclass').dispatchEvent(new PointerEvent('pointerup', at));
  check('a click in the picture chooses', box('dlclass').classList.contains('chosen'));
  check('with those that it needs', box('rot13lib').classList.contains('need'));
  press('Escape', document.body);
  check('Escape chooses none', !document.querySelector('.chosen') && !entry('dlclass').open);

  search.blur();
  press('/', document.body);
  check('a slash goes to the search', document.activeElement === search);
  press('ArrowDown');
  const first = document.activeElement;
  press('ArrowDown');
  check('arrows walk through the list', first.matches('#list summary') &&
    first.parentElement.nextElementSibling.firstElementChild === document.activeElement);
  const picture = document.getElementById('picture');
  let before = seen();
  press('+', picture);
  check('plus enlarges', seen() !== before);
  before = seen();
  press('ArrowRight', picture);
  check('arrows move the picture', seen() !== before);
  before = seen();
  picture.dispatchEvent(new WheelEvent('wheel', { deltaY: 50, bubbles: true, cancelable: true }));
  check('the wheel moves the picture', seen() !== before);
  check('nothing is fetched', performance.getEntriesByType('resource').length === 0);

  const output = document.createElement('pre');
  output.id = 'results';
  output.textContent = '\n' + results.join('\n') + '\n';
  document.body.append(output);
})();
