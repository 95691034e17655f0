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

// A list that could not be fetched anew is told of in the page's own words, which lie in its markup.
const failure = document.querySelector("#svikt");

function tell() {
  failure.replaceChildren(document.querySelector("#svikt-tekst").content.cloneNode(true));
}

document.addEventListener("htmx:responseError", tell);
document.addEventListener("htmx:sendError", tell);
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) failure.replaceChildren();
});
