import type { Rectangle } from 'electron';
import type { Settings } from '#domain/settings/settings.ts';

export const smallestWindow = { width: 1024, height: 700 } as const;

/** How much of a window must lie on some screen for a person to be able to drag it. */
const graspablePixels = 80;

export interface Placement {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

/** The remembered place, as far as today's screens allow: a window on a screen that was unplugged comes back to the middle. */
export function placeWindow(remembered: Settings['window'], workAreas: readonly Rectangle[]): Placement {
  const width = Math.max(remembered.width, smallestWindow.width);
  const height = Math.max(remembered.height, smallestWindow.height);
  const { x, y } = remembered;
  if (x === null || y === null) {
    return { width, height };
  }
  const isReachable = workAreas.some(
    (area) =>
      x + width >= area.x + graspablePixels &&
      x <= area.x + area.width - graspablePixels &&
      y >= area.y - 1 &&
      y <= area.y + area.height - graspablePixels,
  );
  return isReachable ? { width, height, x, y } : { width, height };
}
