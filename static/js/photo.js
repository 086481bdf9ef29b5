// Shows the photo or the name of the file that was chosen before it is sent; without this the
// browser's own field does.

for (const picker of document.querySelectorAll("[data-picker]")) {
  const input = picker.querySelector("input[type=file]");
  const frame = picker.querySelector(".picker__frame");
  const name = picker.querySelector(".picker__name");
  picker.classList.add("picker--ready");
  picker.querySelector(".picker__button").hidden = false;

  const show = () => {
    const [file] = input.files;
    name.textContent = file ? file.name : "";
    if (!frame || !file?.type.startsWith("image/")) return;
    const image = new Image(112, 112);
    image.className = "photo";
    image.alt = "";
    image.onload = () => {
      URL.revokeObjectURL(image.src);
      frame.replaceChildren(image);
    };
    image.src = URL.createObjectURL(file);
  };
  input.addEventListener("change", show);
  // A person who comes back finds the file still chosen.
  show();
}
