/** A region that scrolls must be reachable by keyboard (WCAG 2.1.1): spread these onto it and name it. */
export const scrollRegion = { tabIndex: 0, role: 'region' } as const;
