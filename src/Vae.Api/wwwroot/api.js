// Calls of the server. The API key, where the server has one, lives in this module's memory only.
const keyForm = document.getElementById('key-form');
const keyInput = document.getElementById('key');
let key = null;
let keyGiven = null;

export class Problem extends Error {
  constructor(body, status) {
    super(body.detail ?? `The server answered ${status}.`);
    this.slug = (body.type ?? '').replace('urn:vae:problem:', '');
    this.status = status;
  }
}

export async function call(path, { accept = 'application/json', ...options } = {}) {
  const headers = { Accept: accept, ...options.headers };
  if (key) headers.Authorization = `Bearer ${key}`;
  const response = await fetch(path, { ...options, headers });
  if (response.status === 401) {
    await askForKey();
    return call(path, { accept, ...options });
  }
  if (!response.ok) throw new Problem(await response.json().catch(() => ({})), response.status);
  return response;
}

export const getJson = async (path) => (await call(path)).json();

export const postJson = (path, body, accept) =>
  call(path, { method: 'POST', accept, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

// Every caller that meets a 401 waits for the same answer.
function askForKey() {
  keyGiven ??= new Promise((resolve) => {
    keyForm.hidden = false;
    keyForm.onsubmit = (event) => {
      event.preventDefault();
      key = keyInput.value.trim();
      keyInput.value = '';
      keyForm.hidden = true;
      keyGiven = null;
      resolve();
    };
  });
  return keyGiven;
}

// Server-sent events over fetch, because EventSource cannot send a key. Yields { id, event, data }.
export async function* events(path, lastId) {
  const response = await call(path, { accept: 'text/event-stream', headers: lastId ? { 'Last-Event-ID': lastId } : {} });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  while (true) {
    const { done, value } = await reader.read();
    if (done) return;
    buffer += value;
    const blocks = buffer.split('\n\n');
    buffer = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)));
      if (fields.event) yield { id: fields.id, event: fields.event, data: JSON.parse(fields.data) };
    }
  }
}

// Shows a fetched picture and lets the one before go.
export function show(image, blob) {
  if (image.src.startsWith('blob:')) URL.revokeObjectURL(image.src);
  image.src = URL.createObjectURL(blob);
  image.hidden = false;
}
