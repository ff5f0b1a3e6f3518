import { readItems, readText, requireItems, requireNumber, requireText, type XmlElement } from './xml-element.ts';

export interface Ec2Volume {
  readonly id: string;
  readonly sizeGiB: number;
  readonly zone: string | null;
  readonly status: string;
  readonly createdAt: string | null;
  readonly snapshotId: string | null;
  readonly attachments: readonly VolumeAttachment[];
}

export interface VolumeAttachment {
  readonly instanceId: string;
  readonly device: string | null;
  readonly status: string | null;
}

export function parseVolumes(answer: XmlElement): readonly Ec2Volume[] {
  return requireItems(answer, 'volumeSet').map(parseVolume);
}

/** Also the whole answer of CreateVolume. */
export function parseVolume(item: XmlElement): Ec2Volume {
  return {
    id: requireText(item, 'volumeId'),
    sizeGiB: requireNumber(item, 'size'),
    zone: readText(item, 'availabilityZone'),
    status: requireText(item, 'status'),
    createdAt: readText(item, 'createTime'),
    snapshotId: readText(item, 'snapshotId'),
    attachments: readItems(item, 'attachmentSet').map(parseAttachment),
  };
}

/** Also the whole answer of AttachVolume. */
export function parseAttachment(item: XmlElement): VolumeAttachment {
  return { instanceId: requireText(item, 'instanceId'), device: readText(item, 'device'), status: readText(item, 'status') };
}
