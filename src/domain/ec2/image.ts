import { readText, requireItems, requireText, type XmlElement } from './xml-element.ts';

export interface Ec2Image {
  /** emi-… of Eucalyptus, ami-… elsewhere; eki- and eri- are its kernels and ramdisks. */
  readonly id: string;
  readonly name: string | null;
  readonly location: string | null;
  readonly state: string;
  readonly kind: string;
  readonly architecture: string | null;
  readonly platform: string | null;
  readonly rootDevice: string | null;
  readonly isPublic: boolean;
  readonly owner: string | null;
}

export function parseImages(answer: XmlElement): readonly Ec2Image[] {
  return requireItems(answer, 'imagesSet').map((item) => ({
    id: requireText(item, 'imageId'),
    name: readText(item, 'name'),
    location: readText(item, 'imageLocation'),
    state: requireText(item, 'imageState'),
    kind: readText(item, 'imageType') ?? 'machine',
    architecture: readText(item, 'architecture'),
    platform: readText(item, 'platform'),
    rootDevice: readText(item, 'rootDeviceType'),
    isPublic: readText(item, 'isPublic') === 'true',
    owner: readText(item, 'imageOwnerId'),
  }));
}

/** An instance can be started from it: a kernel, a ramdisk and what is still being registered cannot. */
export function canRun({ kind, state }: Ec2Image): boolean {
  return kind === 'machine' && state === 'available';
}
