import { readText, requireItems, requireText, type XmlElement } from './xml-element.ts';

export interface Zone {
  readonly name: string;
  readonly state: string | null;
}

export function parseZones(answer: XmlElement): readonly Zone[] {
  return requireItems(answer, 'availabilityZoneInfo').map((item) => ({
    name: requireText(item, 'zoneName'),
    state: readText(item, 'zoneState'),
  }));
}
