import type { ForeignDefinition } from '#domain/machines/foreign-definition.ts';
import { Unreadable } from './unreadable.ts';

interface DefinitionFile {
  readonly path: string;
  readonly lines: readonly string[];
}

const libvirtPath = /^\/etc\/libvirt\/qemu\/[^/]*?\.xml(?=:)/;
const proxmoxPath = /^\/etc\/pve\/nodes\/[^/]*\/qemu-server\/\d+\.conf(?=:)/;

/** `PATH:LINE` as grep -H tells them of libvirt's XML and Proxmox's configuration files; only lines about what a machine takes. */
export function parseForeignDefinitions(text: string): readonly ForeignDefinition[] {
  const files = text.split('\n').filter(Boolean).reduce<readonly DefinitionFile[]>(addLine, []);
  return files.map(({ path, lines }) => (path.endsWith('.xml') ? readLibvirt(path, lines) : readProxmox(path, lines)));
}

function addLine(files: readonly DefinitionFile[], line: string): readonly DefinitionFile[] {
  const path = (libvirtPath.exec(line) ?? proxmoxPath.exec(line))?.[0];
  if (path === undefined) {
    throw new Unreadable(`This is no line of a machine of libvirt or Proxmox: ${line}`);
  }
  const rest = line.slice(path.length + 1).trim();
  const last = files.at(-1);
  return last?.path === path
    ? [...files.slice(0, -1), { path, lines: [...last.lines, rest] }]
    : [...files, { path, lines: [rest] }];
}

/** libvirt writes one element a line, always in the same form (virXMLFormatElement). */
function readLibvirt(path: string, lines: readonly string[]): ForeignDefinition {
  const find = (pattern: RegExp) => lines.flatMap((line) => decodeEntities(pattern.exec(line)?.[1]));
  const ports = find(/^<graphics type='vnc' port='(\d+)'/).map(Number);
  return {
    manager: 'libvirt',
    name: find(/^<name>(.*)<\/name>$/)[0] ?? toFileName(path),
    path,
    macs: find(/^<mac address='([^']*)'/).map((mac) => mac.toLowerCase()),
    diskPaths: find(/^<source (?:file|dev)='([^']*)'/),
    displays: ports.filter((port) => port >= 5900).map((port) => port - 5900),
  };
}

function decodeEntities(text: string | undefined): readonly string[] {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text === undefined ? [] : [text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '')];
}

/** `net0: virtio=52:54:00:…,bridge=vmbr0`, `scsi0: local-lvm:vm-100-disk-0,size=32G` or a path (qm.conf(5)). */
function readProxmox(path: string, lines: readonly string[]): ForeignDefinition {
  const values = (key: RegExp) => lines.flatMap((line) => (key.test(line) ? [line.slice(line.indexOf(':') + 1).trim()] : []));
  return {
    manager: 'proxmox',
    name: values(/^name:/)[0] ?? toFileName(path),
    path,
    macs: values(/^net\d+:/).flatMap((value) => /(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/i.exec(value)?.[0].toLowerCase() ?? []),
    diskPaths: values(/^(?:ide|sata|scsi|virtio)\d+:/)
      .map((value) => value.split(',')[0] ?? '')
      .filter((value) => value.startsWith('/')),
    displays: [],
  };
}

function toFileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
}
