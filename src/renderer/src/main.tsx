import './ui/theme/styles.ts';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { StartFailed } from './app/start-failed.tsx';
import { connectToBackend } from './lib/connect.ts';
import { findStyleNonce } from './lib/style-nonce.ts';

const styleNonce = findStyleNonce();
// The library that locks scrolling behind a dialog writes its style element by itself.
setNonce(styleNonce);

const place = document.getElementById('root');
if (place === null) {
  throw new Error('The page has no element with the id root');
}
const root = createRoot(place, {
  onUncaughtError(error) {
    window.reportError(error);
    // React has emptied the page by now; what runs on a host goes on, and a reload brings everything back.
    setTimeout(() => fail('The window came upon a fault of its own and stopped', error));
  },
});

function fail(title: string, error: unknown): void {
  root.render(<StartFailed title={title} error={error} styleNonce={styleNonce} />);
}

connectToBackend().then(
  (backend) =>
    root.render(
      <StrictMode>
        <App backend={backend} styleNonce={styleNonce} />
      </StrictMode>,
    ),
  (error: unknown) => fail('The window cannot reach its back end', error),
);
