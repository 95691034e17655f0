"use strict";

// A text is copied with one press where the browser allows it; else it is marked, to be copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const section = button.closest("section");
  const answer = section.querySelector(".answer");
  const status = section.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(section.querySelector(".plain").textContent);
      status.textContent = status.dataset.said;
    } catch {
      getSelection().selectAllChildren(answer);
      status.textContent = status.dataset.marked;
    }
  });
}
