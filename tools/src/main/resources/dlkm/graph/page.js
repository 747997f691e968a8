'use strict';
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const picture = document.getElementById('picture');
  const svg = picture.querySelector('svg');
  const search = document.getElementById('search');
  const numbered = (some) => some.sort((a, b) => a.dataset.m - b.dataset.m);
  const boxes = numbered(all('.node[data-m]', svg));
  const listed = all('#list > details');
  const entries = numbered([...listed]);
  const edges = all('.edge[data-from]', svg);
  const ticks = all('#filters input[type=checkbox]');
  const plain = (text) => text.toLowerCase().replaceAll('-', '_');
  document.documentElement.classList.add('script');

  // What is shown: the search and the filters.
  const matches = (entry) =>
    plain(entry.dataset.text).includes(plain(search.value.trim())) &&
    ['state', 'phase', 'origin'].every((name) => {
      const wanted = ticks.filter((tick) => tick.name === name && tick.checked);
      return !wanted.length || wanted.some((tick) => tick.value === entry.dataset[name]);
    });
  const filter = () => {
    const shown = entries.map(matches);
    entries.forEach((entry, i) => { entry.hidden = !shown[i]; });
    boxes.forEach((box, i) => box.classList.toggle('out', !shown[i]));
    edges.forEach((edge) => {
      edge.classList.toggle('out', !shown[edge.dataset.from] || !shown[edge.dataset.to]);
    });
    const count = shown.filter(Boolean).length;
    document.getElementById('shown').textContent = count + ' of ' + entries.length + ' shown';
    return boxes.filter((box, i) => shown[i]);
  };

  // The part of the drawing that is seen: left upper corner and width of a pixel.
  const size = { width: svg.width.baseVal.value, height: svg.height.baseVal.value };
  const view = { x: 0, y: 0, scale: 1 };
  const map = document.getElementById('map');
  const look = () => {
    const width = picture.clientWidth * view.scale;
    const height = picture.clientHeight * view.scale;
    svg.setAttribute('viewBox', [view.x, view.y, width, height].join(' '));
    Object.entries({ x: view.x, y: view.y, width, height })
      .forEach(([name, value]) => map.lastElementChild.setAttribute(name, value));
    map.classList.toggle('needed', width < size.width * 0.9 || height < size.height * 0.9);
  };
  const zoom = (factor, x = picture.clientWidth / 2, y = picture.clientHeight / 2) => {
    const scale = Math.min(8, Math.max(0.25, view.scale * factor));
    view.x += x * (view.scale - scale);
    view.y += y * (view.scale - scale);
    view.scale = scale;
    look();
  };
  const show = (x, y, width, height, largest) => {
    view.scale = Math.min(largest,
      Math.max(0.75, width / picture.clientWidth, height / picture.clientHeight));
    const spare = (room, length) => Math.max(0, (room * view.scale - length) / 2);
    view.x = x - spare(picture.clientWidth, width);
    view.y = y - spare(picture.clientHeight, height);
    look();
  };
  const fit = () => show(0, 0, size.width, size.height, 8);
  const bounds = (some) => {
    const to = some.map((box) => ({ at: box.transform.baseVal[0].matrix, room: box.getBBox() }));
    const x = Math.min(...to.map((each) => each.at.e));
    const y = Math.min(...to.map((each) => each.at.f));
    return [x - 20, y - 20,
      Math.max(...to.map((each) => each.at.e + each.room.width)) - x + 80,
      Math.max(...to.map((each) => each.at.f + each.room.height)) - y + 80];
  };

  // The chosen module, all that it needs, and all that need it.
  const reach = (from, near, far, kind) => {
    const todo = [from];
    const seen = new Set(todo);
    while (todo.length) {
      const one = todo.pop();
      edges.filter((edge) => edge.dataset[near] === one).forEach((edge) => {
        edge.classList.add(kind);
        const other = edge.dataset[far];
        if (!seen.has(other)) {
          seen.add(other);
          todo.push(other);
          boxes[other].classList.add(kind);
        }
      });
    }
  };
  let chosen = null;
  const choose = (number) => {
    [...boxes, ...edges].forEach((each) => each.classList.remove('chosen', 'need', 'user'));
    svg.classList.toggle('picked', number !== null);
    chosen = number;
    entries.forEach((entry, i) => { entry.open = String(i) === number; });
    if (number !== null) {
      boxes[number].classList.add('chosen');
      reach(number, 'from', 'to', 'need');
      reach(number, 'to', 'from', 'user');
      entries[number].scrollIntoView({ block: 'nearest' });
    }
    history.replaceState(null, '', '#' + new URLSearchParams(number === null
      ? (search.value ? { search: search.value } : {})
      : { module: entries[number].dataset.name }));
  };
  // With what belongs to it, where that has room; no further than the drawing goes.
  const center = (number) => {
    view.scale = Math.min(view.scale, 1);
    const room = [picture.clientWidth * view.scale, picture.clientHeight * view.scale];
    let part = bounds(boxes.filter((box) => box.matches('.chosen, .need, .user')));
    if (part[2] > room[0] || part[3] > room[1]) part = bounds([boxes[number]]);
    const within = (from, length, space, whole) => whole < space ? (whole - space) / 2 :
      Math.max(0, Math.min(from + (length - space) / 2, whole - space));
    view.x = within(part[0], part[2], room[0], size.width);
    view.y = within(part[1], part[3], room[1], size.height);
    look();
  };
  const follow = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const number = entries.findIndex((entry) => entry.dataset.name === wanted.get('module'));
    search.value = wanted.get('search') || '';
    const found = filter();
    if (number >= 0) {
      choose(String(number));
      center(number);
    } else if (search.value && found.length) {
      show(...bounds(found), 1.3);
    }
  };

  search.addEventListener('input', () => {
    const found = filter();
    choose(null);
    if (search.value && found.length) show(...bounds(found), 1.3); else fit();
  });
  document.getElementById('filters').addEventListener('change', filter);
  document.getElementById('filters').addEventListener('submit', (event) => {
    event.preventDefault();
    const first = listed.find((entry) => !entry.hidden);
    if (first) {
      choose(first.dataset.m);
      center(first.dataset.m);
    }
  });
  entries.forEach((entry) => entry.querySelector('summary').addEventListener('click', (event) => {
    event.preventDefault();
    choose(chosen === entry.dataset.m ? null : entry.dataset.m);
    if (chosen !== null) center(chosen);
  }));
  window.addEventListener('hashchange', follow);
  window.addEventListener('resize', look);
  document.getElementById('in').addEventListener('click', () => zoom(0.8));
  document.getElementById('out').addEventListener('click', () => zoom(1.25));
  document.getElementById('fit').addEventListener('click', fit);

  picture.addEventListener('wheel', (event) => {
    event.preventDefault();
    const at = picture.getBoundingClientRect();
    if (event.ctrlKey || event.metaKey) {
      zoom(Math.exp(event.deltaY / 300), event.clientX - at.x, event.clientY - at.y);
    } else {
      view.x += event.deltaX * view.scale;
      view.y += event.deltaY * view.scale;
      look();
    }
  }, { passive: false });
  map.setAttribute('viewBox', '0 0 ' + size.width + ' ' + size.height);
  const travel = (event) => {
    if (!event.buttons) return;
    const at = new DOMPoint(event.clientX, event.clientY)
      .matrixTransform(map.getScreenCTM().inverse());
    view.x = at.x - picture.clientWidth * view.scale / 2;
    view.y = at.y - picture.clientHeight * view.scale / 2;
    look();
  };
  map.addEventListener('pointerdown', travel);
  map.addEventListener('pointermove', travel);
  let drag = null;
  picture.addEventListener('pointerdown', (event) => {
    drag = { x: event.clientX, y: event.clientY, moved: false, on: event.target };
  });
  window.addEventListener('pointermove', (event) => {
    if (!drag) return;
    const x = event.clientX - drag.x;
    const y = event.clientY - drag.y;
    if (!drag.moved && Math.hypot(x, y) < 4) return;
    picture.classList.add('dragging');
    view.x -= x * view.scale;
    view.y -= y * view.scale;
    drag = { x: event.clientX, y: event.clientY, moved: true, on: drag.on };
    look();
  });
  window.addEventListener('pointerup', () => {
    if (drag && !drag.moved) {
      const box = drag.on.closest('.node');
      choose(box && box.dataset.m !== chosen ? box.dataset.m : null);
    }
    drag = null;
    picture.classList.remove('dragging');
  });
  window.addEventListener('pointercancel', () => { drag = null; });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target === search;
    const near = event.target.closest('#list summary');
    if (event.key === 'Escape') {
      if (chosen === null) { search.value = ''; filter(); fit(); }
      choose(null);
    } else if (event.key === '/' && !typing) {
      event.preventDefault();
      search.focus();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && (typing || near)) {
      event.preventDefault();
      const shown = listed.filter((entry) => !entry.hidden).map((entry) => entry.firstElementChild);
      const next = shown[near ? shown.indexOf(near) + (event.key === 'ArrowDown' ? 1 : -1) : 0];
      (next || search).focus();
    } else if (event.target === picture && event.key.startsWith('Arrow')) {
      event.preventDefault();
      view.x += { ArrowLeft: -60, ArrowRight: 60 }[event.key] * view.scale || 0;
      view.y += { ArrowUp: -60, ArrowDown: 60 }[event.key] * view.scale || 0;
      look();
    } else if (!typing && '+-0'.includes(event.key)) {
      ({ '+': () => zoom(0.8), '-': () => zoom(1.25), 0: fit })[event.key]();
    }
  });

  filter();
  show(0, 0, size.width, size.height, 1.15);
  follow();
})();
