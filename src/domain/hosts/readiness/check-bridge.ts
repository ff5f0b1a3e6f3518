import { findUplinks } from '../../path/find-uplinks.ts';
import type { ReadinessCheck } from './readiness-check.ts';
import { judge, missing, ok, warning } from './readiness-check.ts';

const topic = {
  id: 'bridge',
  title: 'Bridge',
  why: 'The taps of machines are its ports: it stands where a switch would.',
};

export const checkBridge: ReadinessCheck = ({ facts, bridge }) =>
  judge(topic, facts.network.links, (links) => {
    const link = links.find(({ name }) => name === bridge);
    const others = links.filter(({ kind, name }) => kind === 'bridge' && name !== bridge).map(({ name }) => name);
    if (!link) {
      const found = others.length > 0 ? `no ${bridge}; there is ${others.join(', ')}` : `no ${bridge}, and no other bridge`;
      return missing(
        found,
        `ip link add ${bridge} type bridge && ip link set ${bridge} up (until the next boot; then in the host's network configuration)`,
      );
    }
    if (link.kind !== 'bridge') {
      return missing(`${bridge} is no bridge but ${link.rawKind ?? link.kind}`, 'Choose another name for the bridge');
    }
    const addresses = link.addresses
      .filter(({ scope }) => scope === 'global')
      .map(({ address, prefixLength }) => `${address}/${prefixLength}`);
    const found = [`${bridge} is ${link.state === 'down' ? 'down' : 'up'}`, addresses.join(', ') || 'no address'].join(', ');
    return link.state === 'down' ? warning(found, `ip link set ${bridge} up`) : ok(found);
  });

const uplinkTopic = {
  id: 'bridge-uplink',
  title: 'Way out of the bridge',
  why: 'Only a bridge with a physical port connects machines to the network; without it they reach each other and the host, nobody else.',
};

export const checkBridgeUplink: ReadinessCheck = ({ facts, bridge }) =>
  judge(uplinkTopic, facts.network.links, (links) => {
    const ports = findUplinks(links, bridge);
    const up = ports.filter(({ state }) => state === 'up');
    if (up.length > 0) {
      return ok(`${up.map(({ name }) => name).join(', ')} in ${bridge}`);
    }
    const [port] = ports;
    if (port) {
      return warning(
        `${port.name} in ${bridge} is ${port.state === 'down' ? 'down' : 'without carrier'}`,
        `ip link set ${port.name} up, and look at its cable`,
      );
    }
    const free = links.filter(({ kind, master }) => kind === 'physical' && master === null).map(({ name }) => name);
    return warning(
      `no physical port in ${bridge}; ${free.length > 0 ? `${free.join(', ')} ${free.length === 1 ? 'is' : 'are'} in no bridge` : 'the host has no free card either'}`,
      `ip link set ${free[0] ?? 'CARD'} master ${bridge}. Its address must move to ${bridge} at the same time: at the host's own console, ` +
        'for the connection is lost in between.',
    );
  });
