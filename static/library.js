"use strict";

// htmx notes where it is in the browser's storage; the portal keeps nothing there, and needs no note.
function forget() {
  try {
    sessionStorage.removeItem("htmx-current-path-for-history");
  } catch {
    // A browser that refuses storage has nothing to forget.
  }
}

forget();
document.addEventListener("htmx:pushedIntoHistory", forget);
