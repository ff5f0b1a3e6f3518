/** A region that scrolls must be reachable by keyboard (WCAG 2.1.1): spread these onto it and name it. */
export const scrollRegion = { tabIndex: 0, role: 'region' } as const;

/** A window splitter: a separator that takes the focus is a control (WAI-ARIA, separator). */
export const splitterControl = { tabIndex: 0, role: 'separator' } as const;

/** A screen that takes every key once it is entered (WAI-ARIA, application). */
export const screenControl = { tabIndex: 0, role: 'application' } as const;

/** A range on a map, moved with the arrow keys (WAI-ARIA, slider). */
export const rangeControl = { tabIndex: 0, role: 'slider' } as const;
