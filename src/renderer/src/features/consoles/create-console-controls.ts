import type { Rfb } from './load-rfb.ts';

/** What a person does with a screen, whichever connection it has at the moment; without one nothing happens. */
export function createConsoleControls(getRfb: () => Rfb | null) {
  let scaling: 'fit' | 'actual' = 'fit';

  function applyScaling(): void {
    const rfb = getRfb();
    if (rfb !== null) {
      rfb.scaleViewport = scaling === 'fit';
    }
  }

  return {
    applyScaling,
    setScaling(next: 'fit' | 'actual'): void {
      scaling = next;
      applyScaling();
    },
    blur: () => getRfb()?.blur(),
    /** Presses the keys in order and lets go in reverse. */
    press(keys: readonly { readonly keysym: number; readonly code: string }[]): void {
      const rfb = getRfb();
      keys.forEach(({ keysym, code }) => rfb?.sendKey(keysym, code, true));
      [...keys].reverse().forEach(({ keysym, code }) => rfb?.sendKey(keysym, code, false));
    },
    takePicture: (): Promise<Blob | null> =>
      new Promise((resolve) => {
        const rfb = getRfb();
        if (rfb === null) {
          resolve(null);
        } else {
          rfb.toBlob(resolve, 'image/png');
        }
      }),
  };
}
