// Before the first paint: the theme that was chosen, as web/app/browser/use-theme.ts keeps it. Every other one is the system's.
try {
  const theme = localStorage.getItem('weft.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing.
}
