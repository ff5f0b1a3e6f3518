import type { Page } from 'playwright-core';

/** How many pixels of the console are not black: few while a BIOS writes its lines, many once a menu fills the screen. */
export function countLitPixels(page: Page): Promise<number> {
  return page
    .locator('canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
      let lit = 0;
      for (let at = 0; at < pixels.length; at += 4) {
        if ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0) > 60) {
          lit += 1;
        }
      }
      return lit;
    });
}
