// Downloading and uploading the notebooks that JupyterLite keeps in this browser's IndexedDB.
"use strict";

const DATABASE = "deep-network-by-hand"; // contentsStorageName in JupyterLite's settings
const STORE = "files";
const FOLDER = "notebooks";
const page = document.currentScript.src;

// ---- what JupyterLite keeps ----

function open(version) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, version);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function database() {
  const found = await open();
  if (found.objectStoreNames.contains(STORE)) return found;
  const next = found.version + 1;
  found.close();
  return open(next);
}

async function withStore(mode, use) {
  const opened = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction(STORE, mode);
      const request = use(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    opened.close();
  }
}

// ---- zip files ----

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});

function checksum(bytes) {
  let sum = ~0;
  for (const byte of bytes) sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

function numbers(...pairs) {
  const view = new DataView(new ArrayBuffer(pairs.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of pairs) {
    if (size === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

// Stored without compression: a header and the content for each file, then the list of all files.
function zip(files) {
  const now = new Date();
  const time = (now.getHours() << 11) | (now.getMinutes() << 5) | (now.getSeconds() >> 1);
  const date = ((now.getFullYear() - 1980) << 9) | ((now.getMonth() + 1) << 5) | now.getDate();
  const parts = [];
  const list = [];
  let at = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = new TextEncoder().encode(path);
    const facts = [[2, 20], [2, 0x800], [2, 0], [2, time], [2, date], [4, checksum(content)], [4, content.length], [4, content.length], [2, name.length], [2, 0]];
    const header = numbers([4, 0x04034b50], ...facts);
    parts.push(header, name, content);
    list.push(numbers([4, 0x02014b50], [2, 20], ...facts, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name);
    at += header.length + name.length + content.length;
  }
  const size = list.reduce((sum, part) => sum + part.length, 0);
  const count = Object.keys(files).length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, at], [2, 0]);
  return new Blob([...parts, ...list, end], { type: "application/zip" });
}

async function unzip(bytes) {
  const view = new DataView(bytes.buffer);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("it is no zip file");
  const files = {};
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const start = view.getUint32(at + 42, true);
    const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name));
    const begin = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const content = new Blob([bytes.subarray(begin, begin + packed)]);
    const plain = method === 0 ? content.stream() : content.stream().pipeThrough(new DecompressionStream("deflate-raw"));
    // Windows writes paths with backslashes. What begins with a dot is not a person's, as on a Mac.
    const file = path.split(/[\\/]/).pop();
    if (file.endsWith(".ipynb") && !file.startsWith(".")) files[file] = new Uint8Array(await new Response(plain).arrayBuffer());
    at += 46 + name + extra + comment;
  }
  return files;
}

// ---- the page ----

async function released() {
  const list = await (await fetch(new URL(`../lite/api/contents/${FOLDER}/all.json`, page))).json();
  return list.content.map((file) => file.path).filter((path) => path.endsWith(".ipynb"));
}

async function download() {
  const files = {};
  for (const path of await released()) {
    const answer = await fetch(new URL(`../lite/files/${path}`, page));
    files[path] = new Uint8Array(await answer.arrayBuffer());
  }
  const kept = (await withStore("readonly", (store) => store.getAll())).filter((file) => file.type === "notebook" && file.content);
  for (const file of kept) files[file.path] = new TextEncoder().encode(JSON.stringify(file.content, null, 1));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(zip(files));
  link.download = "my-notebooks.zip";
  link.click();
  return `Downloaded ${Object.keys(files).length} notebooks; you have changed ${kept.length} of them.`;
}

async function upload(chosen) {
  let count = 0;
  for (const file of chosen) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const found = file.name.endsWith(".zip") ? await unzip(bytes) : { [file.name]: bytes };
    for (const [name, content] of Object.entries(found)) {
      await keep(name, JSON.parse(new TextDecoder().decode(content)), content.length);
      count++;
    }
  }
  return count ? `Uploaded ${count} notebooks. Reload the tabs in which one of them is open.` : "There is no notebook in that file. Choose a zip file or an .ipynb file.";
}

function keep(name, content, size) {
  if (!Array.isArray(content.cells)) throw new Error(`${name} is no notebook`);
  const path = `${FOLDER}/${name}`;
  const now = new Date().toISOString();
  const file = { name, path, content, size, type: "notebook", format: "json", mimetype: "application/json", writable: true, created: now, last_modified: now };
  return withStore("readwrite", (store) => store.put(file, path));
}

function saying(place, action) {
  return async (event) => {
    const line = document.getElementById(place);
    line.textContent = "One moment.";
    try {
      line.textContent = await action(event);
    } catch (error) {
      line.textContent = `That did not work: ${error.message}. Nothing else was changed.`;
    }
  };
}

document.getElementById("download").addEventListener("click", saying("downloaded", download));
document.getElementById("upload").addEventListener("change", saying("uploaded", (event) => upload(event.target.files)));
