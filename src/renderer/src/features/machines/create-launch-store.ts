import { createStore } from 'zustand/vanilla';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { LaunchReview } from '#contract/machines.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { getDiskPlace, type DiskPlace, type MachineDisk } from '#domain/machines/machine-disk.ts';
import type { MachineRole } from '#domain/machines/machine-role.ts';
import type { Status } from '#renderer/session/status.ts';
import { findFormProblems, type LaunchStep } from './launch-steps.ts';

export interface LaunchState {
  readonly step: LaunchStep;
  readonly visited: readonly LaunchStep[];
  /** null until the host has proposed one. */
  readonly draft: MachineDraft | null;
  readonly proposal: Status;
  /** Of the draft as it stands; null while a newer one is being reviewed. */
  readonly review: LaunchReview | null;
  readonly reviewing: Status;
  readonly launching: Status;
  readonly open: (step: LaunchStep) => void;
  /** A draft for the role that collides with nothing; what the person has typed stays. */
  readonly propose: (role: MachineRole) => Promise<void>;
  readonly change: (change: Partial<Omit<MachineDraft, 'disk'>>) => void;
  readonly changeDisk: (change: DiskChange) => void;
  readonly requestReview: () => Promise<void>;
  readonly setLaunching: (status: Status) => void;
  readonly reset: () => void;
}

/** The part of a disk that somebody chose; the rest follows the proposal. */
export interface DiskChange {
  readonly place?: DiskPlace;
  readonly name?: string;
  readonly sizeGiB?: number;
}

const reviewDelayMs = 350;

const blank = {
  step: 'role',
  visited: ['role'],
  draft: null,
  proposal: { kind: 'idle' },
  review: null,
  reviewing: { kind: 'idle' },
  launching: { kind: 'idle' },
} as const satisfies Partial<LaunchState>;

/** The wizard of one host. It outlives the page, so that nothing typed is lost by looking at something else. */
export function createLaunchStore(client: Pick<AppClient, 'machines'>, hostId: string) {
  let touched: Partial<MachineDraft> = {};
  let touchedDisk: DiskChange = {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  return createStore<LaunchState>()((set, get) => {
    const scheduleReview = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void get().requestReview(), reviewDelayMs);
    };

    return {
      ...blank,
      open: (step) => set(({ visited }) => ({ step, visited: visited.includes(step) ? visited : [...visited, step] })),
      async propose(role) {
        set({ proposal: { kind: 'loading' } });
        try {
          const proposed = await client.machines.propose({ hostId, role, name: null });
          const disk = changeDisk(proposed.disk, touchedDisk);
          set({ draft: { ...proposed, ...touched, disk, role }, proposal: { kind: 'ready' } });
          scheduleReview();
        } catch (error) {
          set({ proposal: { kind: 'failed', problem: toProblem(error) } });
        }
      },
      change(change) {
        const { draft } = get();
        if (draft === null) {
          return;
        }
        touched = { ...touched, ...change };
        const disk = followName(draft, change.name);
        set({ draft: { ...draft, ...change, disk }, review: null });
        scheduleReview();
      },
      changeDisk(change) {
        const { draft } = get();
        if (draft === null) {
          return;
        }
        touchedDisk = { ...touchedDisk, ...change };
        set({ draft: { ...draft, disk: changeDisk(draft.disk, change) }, review: null });
        scheduleReview();
      },
      async requestReview() {
        clearTimeout(timer);
        const { draft } = get();
        if (draft === null || findFormProblems(draft).length > 0) {
          set({ review: null, reviewing: { kind: 'idle' } });
          return;
        }
        set({ reviewing: { kind: 'loading' } });
        try {
          const review = await client.machines.review({ hostId, draft });
          if (get().draft === draft) {
            set({ review, reviewing: { kind: 'ready' } });
          }
        } catch (error) {
          set({ reviewing: { kind: 'failed', problem: toProblem(error) } });
        }
      },
      setLaunching: (launching) => set({ launching }),
      reset() {
        touched = {};
        touchedDisk = {};
        set(blank);
      },
    };
  });
}

function changeDisk(disk: MachineDisk, { place, name, sizeGiB }: DiskChange): MachineDisk {
  return { ...(place ?? getDiskPlace(disk)), name: name ?? disk.name, sizeGiB: sizeGiB ?? disk.sizeGiB };
}

/** The disk bears the machine's name until somebody gives it another. */
function followName({ name: before, disk }: MachineDraft, after: string | undefined): MachineDisk {
  return after !== undefined && disk.name === before ? { ...disk, name: after } : disk;
}

export type LaunchStore = ReturnType<typeof createLaunchStore>;

/** One wizard for each host. */
export function createLaunchStores(client: Pick<AppClient, 'machines'>) {
  const stores = new Map<string, LaunchStore>();
  return {
    get(hostId: string): LaunchStore {
      const store = stores.get(hostId) ?? createLaunchStore(client, hostId);
      stores.set(hostId, store);
      return store;
    },
  };
}

export type LaunchStores = ReturnType<typeof createLaunchStores>;
