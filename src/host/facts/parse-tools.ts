import type { ToolFacts } from '#domain/hosts/host-facts.ts';
import { parsePairs } from './parse-pairs.ts';

export function parseTools(text: string): ToolFacts {
  const paths = new Map(parsePairs(text));
  const path = (tool: string) => paths.get(tool) ?? null;
  return {
    tcpdump: path('tcpdump'),
    socat: path('socat'),
    flock: path('flock'),
    setsid: path('setsid'),
    python3: path('python3'),
    virsh: path('virsh'),
    qemuImg: path('qemu-img'),
    fallocate: path('fallocate'),
  };
}
