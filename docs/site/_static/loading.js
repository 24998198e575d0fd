// In JupyterLite's pages: starts Python early, and says that it is being loaded, until it is.
"use strict";

(() => {
  function tell(worker, id) {
    const line = document.createElement("p");
    line.id = "python-loading";
    line.setAttribute("role", "status");
    line.textContent = "Loading Python into this page, about SIZE MB the first time. You can read on. Cells that you run wait for it.";
    Object.assign(line.style, {
      position: "fixed", left: "0", right: "0", bottom: "0", zIndex: "1000", margin: "0", padding: "0.7em 1em",
      background: "#0b5c8f", color: "#fff", font: "15px/1.4 sans-serif", textAlign: "center",
    });
    document.body.append(line);
    document.documentElement.dataset.python = "loading";
    worker.addEventListener("message", function answered({ data }) {
      if (data?.id !== id) return;
      worker.removeEventListener("message", answered);
      if (data.name === "throw") {
        document.documentElement.dataset.python = "failed";
        line.textContent = "Python could not be loaded. Check your connection, then reload this page.";
        return;
      }
      document.documentElement.dataset.python = "ready";
      line.textContent = "Python is ready.";
      setTimeout(() => line.remove(), 3000);
    });
  }

  // The kernel runs in a worker. JupyterLite asks it to initialize, and its answer has the same id.
  const Plain = window.Worker;
  let early = null;
  let asked = false; // JupyterLite has asked for a worker
  window.Worker = class extends Plain {
    constructor(address, options) {
      const isKernel = String(address).includes("pyodide-kernel");
      asked ||= isKernel;
      if (isKernel && early) {
        const worker = early;
        early = null;
        worker.postMessage({ kernel: String(address) });
        return worker;
      }
      super(address, options);
    }

    postMessage(message, ...rest) {
      if (message?.path?.[0] === "initialize") tell(this, message.id);
      super.postMessage(message, ...rest);
    }
  };

  // Python is started while JupyterLab still builds the page, if the page opens a notebook. Its worker has to be under
  // JupyterLite's service worker, through which Python reads the notebooks.
  const script = new URL("../lite/start-python.js", document.currentScript.src);
  const start = () => {
    if (!asked) early = new window.Worker(script, { name: "early" });
  };
  const services = navigator.serviceWorker;
  if (services && new URLSearchParams(location.search).has("path")) {
    if (services.controller) start();
    else services.addEventListener("controllerchange", start, { once: true });
  }
})();
