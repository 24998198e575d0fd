// In the worker in which Python runs: starts Pyodide with all that the course needs.
// JupyterLite's kernel runs this in the place of pyodide.js. loading.js has run it earlier, as soon as a notebook's page
// is opened, so that Python and JupyterLab are loaded side by side; the kernel then gets the Python that is there.
"use strict";

(() => {
  // The notebook's folder is in the page, and Python asks for it by a message: it comes last where modules are looked for.
  const PREPARE = "import sys; sys.path.sort(key=lambda place: place == '')";

  // Pyodide gives an error for any file that can't be loaded but its own WebAssembly, for which it waits forever.
  function webAssemblyFails() {
    const instantiate = WebAssembly.instantiateStreaming;
    return new Promise((_, fail) => {
      WebAssembly.instantiateStreaming = (...given) => {
        const made = instantiate(...given);
        made.catch(fail);
        return made;
      };
    });
  }

  async function start(lite) {
    const settings = await (await fetch(new URL("jupyter-lite.json", lite))).json();
    const plugins = settings["jupyter-config-data"].litePluginSettings;
    const { indexURL, packages } = plugins["@jupyterlite/pyodide-kernel-extension:kernel"].start;
    const found = (address) => new URL(address, lite).href;
    importScripts(`${found(indexURL)}pyodide.js`);
    const python = await Promise.race([
      self.loadPyodide({
        indexURL: found(indexURL),
        packages: packages.map((one) => (one.endsWith(".whl") ? found(one) : one)),
      }),
      webAssemblyFails(),
    ]);
    python.runPython(PREPARE);
    return python;
  }

  if (self.name === "early" && !self.started) {
    self.started = start(self.location);
    self.addEventListener("message", ({ data }) => {
      if (data?.kernel) importScripts(data.kernel);
    });
  }
  self.loadPyodide = (options) => self.started ?? start(options.indexURL);
})();
