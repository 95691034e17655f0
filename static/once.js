"use strict";

// Of two presses within a second the second is let go: it would meet what the first has changed.
const PAUSE = 1000;
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get") return;
  if (event.timeStamp - (sent.get(form) ?? -PAUSE) < PAUSE) event.preventDefault();
  else sent.set(form, event.timeStamp);
});
