// The choice of light or dark: as the system, or one of them, kept in the browser.
const next = { '': 'dark', dark: 'light', light: '' };
const names = { '': 'auto', dark: 'dark', light: 'light' };

export function setUpTheme(button) {
  const root = document.documentElement;
  const label = () => {
    button.textContent = `Theme: ${names[root.dataset.theme]}`;
  };
  button.addEventListener('click', () => {
    root.dataset.theme = next[root.dataset.theme];
    localStorage.setItem('callgoose-theme', root.dataset.theme);
    label();
  });
  label();
}
