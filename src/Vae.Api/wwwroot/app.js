import { call, events, getJson, postJson, Problem, show } from './api.js';
import { Curve } from './curve.js';

const $ = (id) => document.getElementById(id);
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const maxSliders = 20;
const sliderRange = 3;

// ---- The model that serves ----

let model = null;

async function watchModel() {
  while (true) {
    try {
      const found = await getJson('models/latest');
      if (found.ref !== model?.ref && (await isServing(found.ref))) await useModel(found);
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 404) $('served').textContent = problem.message;
      else $('served').textContent = 'No model yet: train one below, or with POST /train.';
    }
    await wait(1500);
  }
}

// A version is published a moment before it serves.
async function isServing(ref) {
  const ready = await getJson('readyz');
  return ready.model === ref;
}

async function useModel(found) {
  const sameSpace = model?.latentDim === found.latentDim;
  model = found;
  $('served').textContent = `Serving ${found.ref}: ${found.architecture}, ${found.latentDim} latent dimensions, held-out loss ${found.metrics.test.loss.toFixed(1)} nats per image`;
  for (const id of ['sample-button', 'latent-zero', 'latent-random']) $(id).disabled = false;
  if (!sameSpace) makeSliders(found.latentDim);
  await Promise.all([sample(), decode()]);
}

// ---- Training ----

const curve = new Curve($('curve'));
let followed = null;

async function watchJobs() {
  while (true) {
    try {
      const { items: [job] } = await getJson('jobs?limit=1');
      if (job && job.id !== followed) await follow(job);
    } catch (problem) {
      $('job-state').textContent = problem.message;
    }
    await wait(2000);
  }
}

async function follow(job) {
  curve.clear();
  $('job-progress').hidden = false;
  let lastId = null;
  let ended = false;
  while (!ended) {
    try {
      for await (const { id, event, data } of events(`jobs/${job.id}/events`, lastId)) {
        lastId = id ?? lastId;
        ended ||= event === 'end';
        report(job, event, data);
      }
    } catch (problem) {
      if (problem instanceof Problem) throw problem;
    }
    if (!ended) await wait(1000);
  }
  followed = job.id;
}

function report(job, event, data) {
  const name = `${job.name} on ${job.dataset}`;
  if (event === 'state') {
    if (data.state === 'running') {
      curve.clear();
      showHealth(null);
    }
    $('job-state').textContent = `${name}: ${data.state}`;
  } else if (event === 'metric') {
    job.epochs = data.epochs;
    curve.addTrain(data.step, data.loss, data.steps);
    $('job-progress').value = data.step / data.steps;
    $('job-state').textContent =
      `${name}: epoch ${data.epoch} of ${data.epochs}, loss ${data.loss.toFixed(1)} (reconstruction ${data.recon.toFixed(1)}, KL ${data.kl.toFixed(1)}), ` +
      `${Math.round(data.imagesPerSecond).toLocaleString('en')} images a second, ${Math.ceil(data.etaSeconds)} s left`;
  } else if (event === 'epoch') {
    curve.addTest(data.epoch, job.plan.training.epochs, data.test.loss);
    showHealth(data.health);
  } else if (event === 'sample') {
    showSample(job.id, data.epoch);
  } else if (event === 'end') {
    $('job-progress').hidden = true;
    $('job-state').textContent = `${name}: ${data.state}${data.model ? `, published ${data.model}` : ''}${data.error ? `. ${data.error.detail}` : ''}`;
  }
}

// What the collapse doctor finds, and what it would try.
function showHealth(health) {
  $('job-health').textContent = health?.diagnosis ?? '';
  $('job-advice').replaceChildren(...(health?.advice ?? []).map((text) => {
    const item = document.createElement('li');
    item.textContent = text;
    return item;
  }));
}

// While the log is replayed, epochs come faster than pictures: only the newest is fetched.
let wantedSample = null;
let fetchingSample = false;

async function showSample(job, epoch) {
  wantedSample = { job, epoch };
  if (fetchingSample) return;
  fetchingSample = true;
  while (wantedSample) {
    const { job: id, epoch: number } = wantedSample;
    wantedSample = null;
    await wait(50);
    if (wantedSample) continue;
    try {
      show($('job-sample'), await (await call(`jobs/${id}/samples/${number}`, { accept: 'image/png' })).blob());
      $('job-sample').alt = `Samples after epoch ${number}`;
      $('job-sample-caption').textContent = `The same latents decoded after epoch ${number}`;
    } catch (problem) {
      $('job-sample-caption').textContent = problem.message;
    }
  }
  fetchingSample = false;
}

// ---- Samples ----

async function sample() {
  const response = await call('sample?count=16', { accept: 'image/png' });
  show($('sample'), await response.blob());
  $('sample-seed').textContent = `seed ${response.headers.get('X-Seed')}`;
}

$('sample-button').onclick = () => sample().catch((problem) => { $('sample-seed').textContent = problem.message; });

// ---- Latent space ----

let point = [];
let decoding = false;
let stale = false;

function makeSliders(dimensions) {
  point = new Array(dimensions).fill(0);
  $('latent-note').textContent = dimensions > maxSliders ? `The first ${maxSliders} of ${dimensions} dimensions; the others follow uploads and random points.` : '';
  $('sliders').replaceChildren(...point.slice(0, maxSliders).map((_, i) => {
    const row = document.createElement('div');
    row.className = 'slider';
    const label = document.createElement('label');
    label.textContent = `z${i + 1}`;
    label.htmlFor = `z${i}`;
    const input = document.createElement('input');
    Object.assign(input, { type: 'range', id: `z${i}`, min: -sliderRange, max: sliderRange, step: 0.01, value: 0 });
    const output = document.createElement('output');
    output.htmlFor = `z${i}`;
    output.textContent = '0.00';
    input.oninput = () => {
      point[i] = Number(input.value);
      output.textContent = point[i].toFixed(2);
      decode();
    };
    row.append(label, input, output);
    return row;
  }));
}

function moveTo(z) {
  point = z.slice();
  for (const [i, row] of [...$('sliders').children].entries()) {
    row.querySelector('input').value = point[i];
    row.querySelector('output').textContent = point[i].toFixed(2);
  }
  return decode();
}

// One request at a time; while it is under way, only the newest point waits.
async function decode() {
  stale = true;
  if (decoding) return;
  decoding = true;
  try {
    while (stale) {
      stale = false;
      const response = await postJson('decode', { z: point }, 'image/png');
      show($('decoded'), await response.blob());
    }
  } catch (problem) {
    $('latent-note').textContent = problem.message;
  } finally {
    decoding = false;
  }
}

const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
$('latent-zero').onclick = () => moveTo(point.map(() => 0));
$('latent-random').onclick = () => moveTo(point.map(normal));

// ---- Reconstruction ----

async function reconstruct(file) {
  if (!file) return;
  $('reconstruct-error').textContent = '';
  show($('original'), file);
  try {
    const request = { method: 'POST', headers: { 'Content-Type': file.type }, body: file };
    const [picture, encoded] = await Promise.all([
      call('reconstruct', { ...request, accept: 'image/png' }),
      call('encode', request).then((response) => response.json()),
    ]);
    show($('reconstruction'), await picture.blob());
    $('reconstruct-error').textContent = `Mean squared error ${Number(picture.headers.get('X-Mse')).toFixed(4)}, ${Number(picture.headers.get('X-Bce')).toFixed(1)} nats. The sliders stand at its latents.`;
    await moveTo(encoded.items[0].mu);
  } catch (problem) {
    $('reconstruction').hidden = true;
    $('reconstruct-error').textContent = problem.message;
  }
}

$('upload').onchange = (event) => reconstruct(event.target.files[0]);
const drop = $('drop');
drop.ondragover = (event) => {
  event.preventDefault();
  drop.classList.add('over');
};
drop.ondragleave = () => drop.classList.remove('over');
drop.ondrop = (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  reconstruct(event.dataTransfer.files[0]);
};

watchModel();
watchJobs();
