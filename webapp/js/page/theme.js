// No module, so that it runs before the first paint: a chosen theme does not flash up in the other one.
try {
  const theme = localStorage.getItem('maru.theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // No storage, no choice: as the system has it.
}
