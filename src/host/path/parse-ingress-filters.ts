import type { IngressFilter } from '#domain/path/place-facts.ts';

/** Blocks `device=NAME`, each followed by what `tc filter show` says; a device whose classifier is empty has none. */
export function parseIngressFilters(text: string): readonly IngressFilter[] {
  return text.split(/^device=/m).flatMap((part) => {
    const [device = '', ...lines] = part.split('\n');
    const words = lines.join('\n').trim();
    return device === '' || words === '' ? [] : [{ device, text: words }];
  });
}

/** XDP programs as `ip -d link` tells of them, in JSON or in text. */
export function parseXdpPrograms(links: string): readonly IngressFilter[] {
  const inJson = [...links.matchAll(/"ifname":"([^"]+)"(?:(?!"ifname":).)*?"xdp":(\{[^}]*\})/gs)];
  const inText = [...links.matchAll(/^\d+: ([^:@]+)[^\n]*? (xdp(?:generic|offload|multi)?)[ /]/gm)];
  return [...inJson, ...inText].map(([, device = '', text = '']) => ({ device, text: `xdp ${text}` }));
}
