// The landing page's network: a forward pass, as in notebook 02, on a picture of 64 by 64 pixels.
"use strict";

const SIDE = 64;
const root = document.getElementById("classifier");
const canvas = root.querySelector("canvas");
const says = document.getElementById("says");
const bar = root.querySelector(".bar span");
const here = document.currentScript ? document.currentScript.src : location.href;
const network = fetch(new URL("network.json", here)).then((answer) => answer.json()).then((all) => all.map(layerOf));

// The weights are whole numbers from -127 to 127, with one scale for each unit.
function layerOf({ shape: [units, inputs], scales, biases, weights }) {
  const bytes = Uint8Array.from(atob(weights), (sign) => sign.charCodeAt(0));
  return { units, inputs, scales, biases, weights: new Int8Array(bytes.buffer) };
}

function forward(layers, pixels) {
  let signal = pixels;
  layers.forEach((layer, l) => {
    const last = l === layers.length - 1;
    signal = Array.from({ length: layer.units }, (_, unit) => {
      let sum = 0;
      for (let i = 0; i < layer.inputs; i++) sum += layer.weights[unit * layer.inputs + i] * signal[i];
      const z = sum * layer.scales[unit] + layer.biases[unit];
      return last ? 1 / (1 + Math.exp(-z)) : Math.max(0, z);
    });
  });
  return signal[0];
}

async function classify(label) {
  const rgba = canvas.getContext("2d", { willReadFrequently: true }).getImageData(0, 0, SIDE, SIDE).data;
  const pixels = [];
  for (let i = 0; i < rgba.length; i++) if (i % 4 < 3) pixels.push(rgba[i] / 255);
  const probability = forward(await network, pixels);
  const cat = probability > 0.5;
  const sure = Math.round(100 * (cat ? probability : 1 - probability));
  const right = label === undefined ? "" : cat === (label === "1") ? " It is right." : " It is wrong.";
  says.textContent = `The network says: ${cat ? "cat" : "not a cat"}, ${sure}% sure.${right}`;
  root.dataset.probability = probability;
  bar.style.width = `${100 * probability}%`;
}

// The middle square of the picture, made smaller.
function draw(image, left, top, side) {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.clearRect(0, 0, SIDE, SIDE);
  context.drawImage(image, left, top, side, side, 0, 0, SIDE, SIDE);
}

const strip = new Image();
strip.src = new URL("pictures.png", here);
for (const button of root.querySelectorAll("[data-place]")) {
  button.addEventListener("click", async () => {
    await strip.decode();
    draw(strip, SIDE * button.dataset.place, 0, SIDE);
    for (const other of root.querySelectorAll("[data-place]")) other.setAttribute("aria-pressed", other === button);
    await classify(button.dataset.label);
  });
}
document.getElementById("own").addEventListener("change", async ({ target }) => {
  if (!target.files.length) return;
  try {
    const image = await createImageBitmap(target.files[0]);
    const side = Math.min(image.width, image.height);
    draw(image, (image.width - side) / 2, (image.height - side) / 2, side);
    await classify();
  } catch {
    says.textContent = "This browser can't read that file as a picture. Choose a PNG or JPEG file.";
  }
});
