import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../styles/index.css';
import { App } from './app.tsx';
import { keepApp } from './browser/service-worker.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root" to show the app in.');
// What a boundary catches is reported as any uncaught error is: once.
createRoot(root, { onCaughtError: (error) => reportError(error) }).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
keepApp();
