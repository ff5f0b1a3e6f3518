import { createStore } from 'zustand/vanilla';
import { parsePlace, toHash, type Place } from './place.ts';

export interface LocationState {
  readonly place: Place;
  readonly go: (place: Place) => void;
  /** Without a new entry in the history: for places that lead on by themselves. */
  readonly replace: (place: Place) => void;
}

/** What the store needs of the browser; a test hands in its own. */
export interface AddressBar {
  readonly getHash: () => string;
  readonly setHash: (hash: string, mode: 'push' | 'replace') => void;
  readonly onChange: (listener: () => void) => void;
}

export function createLocationStore(addressBar: AddressBar, first: Place) {
  const store = createStore<LocationState>()((set) => {
    const move = (mode: 'push' | 'replace') => (place: Place) => {
      if (addressBar.getHash() !== toHash(place)) {
        addressBar.setHash(toHash(place), mode);
      }
      set({ place });
    };
    return { place: parsePlace(addressBar.getHash()) ?? first, go: move('push'), replace: move('replace') };
  });
  addressBar.onChange(() => {
    const place = parsePlace(addressBar.getHash());
    if (place !== null) {
      store.setState({ place });
    }
  });
  return store;
}

export function createWindowAddressBar(): AddressBar {
  return {
    getHash: () => window.location.hash,
    setHash(hash, mode) {
      if (mode === 'push') {
        window.history.pushState(null, '', hash);
      } else {
        window.history.replaceState(null, '', hash);
      }
    },
    onChange(listener) {
      window.addEventListener('hashchange', listener);
      window.addEventListener('popstate', listener);
    },
  };
}
