// Runs before anything is drawn, so that no light flash wakes whoever chose dark. The choice: 'light', 'dark', or none (as the system).
document.documentElement.dataset.theme = localStorage.getItem('callgoose-theme') ?? '';
