const $ = id => document.getElementById(id);
const topics = new Set((new URLSearchParams(location.search).get('topics') ?? '').split(',').filter(Boolean));
const symbols = new Map(); // of each: its row and what it cost when
const MINUTE = 60_000;
const SVG = 'http://www.w3.org/2000/svg';
let stream;

// Topics: the stream is asked for anew whenever they change.

function subscribe() {
  stream?.close();
  stream = new EventSource('quotes?topics=' + encodeURIComponent([...topics].join(',')));
  stream.onopen = () => say('live', 'live');
  stream.onerror = () => say('connecting again', '');
  stream.onmessage = event => show(JSON.parse(event.data));
  history.replaceState(null, '', topics.size ? '?topics=' + [...topics].map(encodeURIComponent).join(',') : location.pathname);
  for (const [symbol, { row }] of symbols) if (!wanted(symbol)) { row.remove(); symbols.delete(symbol); }
  $('topics').replaceChildren(...(topics.size ? [...topics].map(chip) : [element('li', { className: 'all' }, 'everything')]));
}

const wanted = symbol => !topics.size || [...topics].some(topic => symbol.startsWith(topic));

function say(text, className) { $('state').textContent = text; $('state').className = className; }

function chip(topic) {
  const remove = element('button', { onclick: () => { topics.delete(topic); subscribe(); $('topic').focus(); } }, '×');
  remove.setAttribute('aria-label', 'Unsubscribe from ' + topic);
  return element('li', {}, topic, remove);
}

$('subscribe').onsubmit = event => {
  event.preventDefault();
  const typed = $('topic').value.split(',').map(topic => topic.trim()).filter(Boolean);
  $('topic').value = '';
  if (!typed.length) return;
  for (const topic of typed) if (!(topics.size && wanted(topic))) { // or it comes already
    for (const longer of [...topics]) if (longer.startsWith(topic)) topics.delete(longer);
    topics.add(topic);
  }
  subscribe();
};

// The table.

function show({ symbol, price }) {
  if (!symbols.has(symbol)) symbols.set(symbol, { row: row(symbol), first: price, points: [] });
  const { row: line, first, points } = symbols.get(symbol);
  const last = points.at(-1)?.price ?? price;
  points.push({ time: Date.now(), price, change: 100 * (price / first - 1) });
  while (points.length > 2 && points[1].time < Date.now() - MINUTE) points.shift();

  const cell = line.querySelector('.price'), { change } = points.at(-1);
  cell.textContent = price.toFixed(2);
  cell.className = 'price flash ' + (price < last ? 'down' : 'up');
  requestAnimationFrame(() => requestAnimationFrame(() => cell.classList.remove('flash')));
  line.cells[2].textContent = signed(change) + ' %';
  line.cells[2].className = change < 0 ? 'down' : 'up';
}

const signed = value => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(2);

function row(symbol) {
  const used = new Set([...symbols.values()].map(each => each.row.dataset.colour));
  const colour = [0, 1, 2, 3, 4, 5].find(each => !used.has('' + each)) ?? symbols.size % 6;
  const buy = element('button', { onclick: () => order(symbol, 10) }, 'Buy 10');
  buy.setAttribute('aria-label', 'Buy 10 ' + symbol);
  const line = element('tr', { id: symbol },
      element('th', { scope: 'row' }, symbol), element('td', {}, element('span', { className: 'price' })), element('td', {}), element('td', {}, buy));
  line.dataset.colour = colour;
  line.style.setProperty('--colour', `var(--c${colour})`);
  $('quotes').insertBefore(line, [...$('quotes').rows].find(other => other.id > symbol) ?? null);
  return line;
}

async function order(symbol, quantity) {
  $('order').textContent = `Buying ${quantity} ${symbol} …`;
  const answer = await fetch('orders', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ symbol, quantity })
  }).catch(() => ({ status: 'no connection', json: () => null }));
  const confirmation = await answer.json().catch(() => null);
  $('order').textContent = typeof confirmation?.status == 'string'
      ? `${quantity} ${symbol} ${confirmation.status}: ${confirmation.detail}`
      : `${quantity} ${symbol}: no answer from the feed (${answer.status})`;
}

// The chart: one line for each symbol over the last minute.

function draw() {
  const chart = $('chart'), { width, height } = chart.getBoundingClientRect(), right = width - 52, now = Date.now();
  const all = [...symbols].filter(([, { points }]) => points.length > 1);
  const changes = all.flatMap(([, { points }]) => points.map(point => point.change));
  const reach = Math.max(.2, ...changes.map(Math.abs)) * 1.1;
  const start = Math.max(now - MINUTE, Math.min(now - 5_000, ...all.map(([, { points }]) => points[0].time)));
  const x = time => right * Math.max(0, time - start) / (now - start), y = change => height / 2 * (1 - change / reach);
  chart.setAttribute('viewBox', `0 0 ${width} ${height}`);

  const step = [.1, .2, .5, 1, 2, 5, 10, 20, 50].find(each => reach / each < 3) ?? 100;
  const grid = shape('g', { class: 'grid' });
  for (let level = -Math.floor(reach / step) * step; level <= reach; level += step) {
    const zero = Math.abs(level) < step / 2;
    grid.append(shape('line', { x1: 0, x2: right, y1: y(level), y2: y(level), ...(zero && { class: 'zero' }) }),
        shape('text', { x: 0, y: y(level) - 4 }, zero ? '' : signed(level).replace(/\.?0+$/, '')));
  }
  let free = -Infinity; // names of lines that end at one height stand below each other
  const names = all.map(([symbol, { row, points }]) => ({ symbol, colour: row.dataset.colour, end: points.at(-1).change, points }))
      .sort((one, other) => other.end - one.end)
      .flatMap(({ symbol, colour, end, points }) => {
        free = Math.max(y(end), free + 14);
        const line = points.map(({ time, change }) => `${x(time).toFixed(1)},${y(change).toFixed(1)}`).join(' ') + ` ${right.toFixed(1)},${y(end).toFixed(1)}`;
        return [shape('polyline', { class: 's' + colour, points: line }), shape('text', { class: 'name s' + colour, x: right + 6, y: free + 4 }, symbol)];
      });
  chart.replaceChildren(grid, ...names);
  chart.setAttribute('aria-label', all.length ? all.map(([symbol, { points }]) => `${symbol} ${signed(points.at(-1).change)} percent`).join(', ') : 'Nothing yet');
}

// The queue: what it is asked for, four times a second.

const depths = new Array(120).fill(0);

async function look() {
  const queue = await fetch('reports').then(answer => answer.json()).catch(() => null);
  if (!queue) return;
  const waiting = queue.waitingToSend + queue.inFlight;
  $('waiting').textContent = waiting;
  $('taken').textContent = queue.sent - queue.inFlight;
  $('workers').textContent = queue.peers;
  depths.push(waiting);
  depths.shift();
  const most = Math.max(10, ...depths);
  $('depth').setAttribute('viewBox', '0 0 119 100');
  $('depth').replaceChildren(shape('polygon', {
    'vector-effect': 'non-scaling-stroke',
    points: `0,100 ${depths.map((depth, i) => `${i},${100 - 96 * depth / most}`).join(' ')} 119,100`
  }));
}

$('report').onclick = () => {
  const names = [...symbols.keys()];
  const jobs = Array.from({ length: 50 }, (_, i) => names[i % names.length] ?? 'AAPL').join('\n');
  fetch('reports', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: jobs }).catch(() => say('connecting again', ''));
};

// Elements of both kinds.

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function shape(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

subscribe();
setInterval(draw, 200);
setInterval(look, 250);
