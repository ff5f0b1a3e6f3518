import type { LinkReading } from './live-line.ts';
import type { LiveLinkState } from './live-picture.ts';

/** RFC 2863's states as the kernel uses them: `unknown` has to be taken for up (Documentation/networking/operstates.rst). */
export function toLinkState({ isUp, operState }: LinkReading): LiveLinkState {
  if (isUp === null) {
    return 'unknown';
  }
  if (!isUp) {
    return 'down';
  }
  return operState === null || operState === 'up' || operState === 'unknown' ? 'up' : 'no-carrier';
}

/** include/uapi/linux/if_bridge.h: BR_STATE_… */
const portStates = ['disabled', 'listening', 'learning', 'forwarding', 'blocking'] as const;

export function toPortState(number: number | null): string | null {
  return number === null ? null : (portStates[number] ?? null);
}
