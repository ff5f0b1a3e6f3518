import { proposeDemandText, type DemandText } from '#domain/addressing/demand-text.ts';
import { usageFault } from '../command-fault.ts';
import { parseCount } from '../machines/parse-size.ts';

export interface DemandOptions {
  readonly machine?: readonly string[];
  readonly public: string;
  readonly oneRange?: boolean;
  readonly private: string;
  readonly groupSize: string;
  readonly ncBridge?: string;
  readonly anySoftware?: boolean;
  readonly ignoreLaptop?: boolean;
}

/** What the options say of one cloud. Addresses are read by the core, which says what is wrong with them. */
export function toDemandText(cloud: string, options: DemandOptions): DemandText {
  const proposed = proposeDemandText(cloud);
  return {
    cloud,
    machines: options.machine?.map(toMachine) ?? proposed.machines,
    public: orNone(options.public),
    isOneRange: options.oneRange ?? false,
    private: orNone(options.private),
    addressesPerGroup: options.anySoftware ? null : parseCount(options.groupSize, '--group-size'),
    bridge: options.ncBridge === undefined ? proposed.bridge : orNone(options.ncBridge),
    rules: options.anySoftware ? 'none' : 'faststart',
  };
}

function orNone(text: string): string {
  return text === 'none' ? '' : text;
}

function toMachine(text: string): DemandText['machines'][number] {
  const [name = '', address = '', ...more] = text.split('=');
  if (name === '' || more.length > 0) {
    throw usageFault(`--machine ${text} cannot be read. Write NAME or NAME=ADDRESS.`);
  }
  return { name, address };
}

/** `always` has no end. */
export function parseDays(text: string): number | null {
  return text === 'always' ? null : parseCount(text, '--days');
}
