/* The API's page in the colours that the reader chose, or else in those of the device. */
{
  const page = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => page.classList.toggle("dark-mode", device.matches);
  if (!page.dataset.theme) {
    follow();
    device.addEventListener("change", follow);
  }
}
