// The loss curve: one path for the training split, one with dots for the held-out split.
const width = 600, height = 220, left = 48, right = 8, top = 8, bottom = 20;

export class Curve {
  constructor(svg) {
    this.svg = svg;
    this.clear();
  }

  clear() {
    this.train = [];
    this.test = [];
    this.steps = 1;
    this.draw();
  }

  addTrain(step, loss, steps) {
    this.steps = steps;
    this.train.push([step, loss]);
    this.draw();
  }

  addTest(epoch, epochs, loss) {
    this.test.push([(epoch / epochs) * this.steps, loss]);
    this.draw();
  }

  draw() {
    const losses = [...this.train, ...this.test].map(([, loss]) => loss).sort((a, b) => a - b);
    if (losses.length === 0) {
      this.svg.replaceChildren();
      return;
    }
    // The first steps tower over all others: the top of the scale is what nine in ten points stay below.
    const low = losses[0];
    const high = Math.max(losses[Math.floor(0.9 * (losses.length - 1))], low + 1) + 0.1 * (losses[Math.floor(0.9 * (losses.length - 1))] - low);
    const x = (step) => left + (width - left - right) * Math.min(1, step / this.steps);
    const y = (loss) => top + (height - top - bottom) * (1 - (Math.min(loss, high) - low) / (high - low));
    const path = (points) => points.map(([step, loss], i) => `${i ? 'L' : 'M'}${x(step).toFixed(1)} ${y(loss).toFixed(1)}`).join('');

    const parts = [0, 0.5, 1].flatMap((share) => {
      const loss = low + share * (high - low);
      return [
        element('line', { class: 'grid', x1: left, x2: width - right, y1: y(loss), y2: y(loss) }),
        element('text', { x: left - 6, y: y(loss) + 4, 'text-anchor': 'end' }, loss.toFixed(1)),
      ];
    });
    parts.push(element('text', { x: width - right, y: height - 4, 'text-anchor': 'end' }, `${this.steps} steps`));
    if (this.train.length) parts.push(element('path', { class: 'train', d: path(this.train) }));
    if (this.test.length) parts.push(element('path', { class: 'test', d: path(this.test) }));
    parts.push(...this.test.map(([step, loss]) => element('circle', { class: 'dot', cx: x(step), cy: y(loss), r: 3 })));
    this.svg.replaceChildren(...parts);
    const last = this.test.at(-1) ?? this.train.at(-1);
    this.svg.setAttribute('aria-label', `Loss curve, now at ${last[1].toFixed(1)} nats per image`);
  }
}

function element(name, attributes, text) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return node;
}
