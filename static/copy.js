"use strict";

// A text can be copied with one press where the browser allows it; else it is marked and copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const section = button.closest("section");
  const status = section.querySelector("[role=status]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(section.querySelector(".answer").innerText);
    status.textContent = status.dataset.said;
  });
}
