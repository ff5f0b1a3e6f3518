import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClient, type Client } from '#support/open-client.ts';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import type { Diagnosis } from '#domain/path/diagnosis.ts';
import { buildOperation } from '#domain/activity/build-operation.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';

let host: TestHost;
let client: Client;
let tap = '';
let mac = '';
let tapMac = '';

const machine = 'ciab';
const fillIn = (command: string) => command.replaceAll('TAPMAC', tapMac).replaceAll('TAP', tap).replaceAll('MAC', mac);

beforeAll(async () => {
  host = await openPracticeHost();
  client = await openClient(host.running);
  const { app, hostId } = client;
  const draft = await app.machines.propose({ hostId, role: 'ciab', name: machine });
  const wanted = {
    ...draft,
    memoryMiB: 256,
    vcpus: 1,
    isoPath: '/srv/iso/practice-installer.iso',
    disk: { ...draft.disk, sizeGiB: 0.125 },
  };
  const { isLaunched, sentence } = await client.launch(wanted);
  expect(isLaunched, sentence).toBe(true);
  ({ mac } = draft);
  tap = await host.type("ip -o link show master br0 | sed -n 's/^[0-9]*: \\(tap[0-9]*\\)[:@].*/\\1/p'");
  tapMac = await host.type(`cat /sys/class/net/${tap}/address`);
});
afterAll(async () => {
  await client.close();
  await host.close();
});

/** `to`: where the packet goes; without it to the machine. */
async function diagnose(to?: string): Promise<Diagnosis> {
  const [diagnosed] = await client.app.path.diagnose({ hostId: client.hostId, machine, ...(to !== undefined && { to }) });
  if (!diagnosed) throw new Error('The machine has no network card');
  return diagnosed.diagnosis;
}

async function mend(causeId: string, to?: string): Promise<string | undefined> {
  const all: OperationEvent[] = [];
  for await (const event of client.app.path.applyFix({
    hostId: client.hostId,
    machine,
    causeId,
    ...(to !== undefined && { to }),
  }))
    all.push(event);
  return buildOperation(all)?.outcome?.kind;
}

const namesOf = ({ findings }: Diagnosis) =>
  findings.filter(({ severity }) => severity !== 'notice').map(({ causeId }) => causeId);

interface Break {
  readonly causeId: string;
  /** In words of sh; TAP, MAC and TAPMAC stand for the machine's. */
  readonly done: string;
  readonly mended: string;
  readonly to?: string;
  /** Only what one command on the host mends can be tried. */
  readonly isFixTried?: false;
}

// em1, br0 and their state are left alone: this test comes through them.
const breaks: readonly Break[] = [
  { causeId: 'tap-not-in-bridge', done: 'ip link set TAP nomaster', mended: 'ip link set TAP master br0' },
  {
    causeId: 'tap-not-in-bridge',
    done: 'ip link add br7 type bridge; ip link set br7 up; ip link set TAP master br7',
    mended: 'ip link set TAP master br0; ip link del br7',
  },
  { causeId: 'tap-port-not-forwarding', done: 'bridge link set dev TAP state 0', mended: 'bridge link set dev TAP state 3' },
  {
    causeId: 'bridge-netfilter-drops',
    done: 'modprobe br_netfilter; sysctl -qw net.bridge.bridge-nf-call-iptables=1; iptables -P FORWARD DROP',
    mended: 'iptables -F FORWARD; iptables -P FORWARD ACCEPT; sysctl -qw net.bridge.bridge-nf-call-iptables=0',
  },
  {
    causeId: 'bridge-netfilter-drops',
    done: "modprobe br_netfilter; sysctl -qw net.bridge.bridge-nf-call-iptables=1; nft 'add table inet wall; add chain inet wall f { type filter hook forward priority 0; policy drop; }'",
    mended: 'nft delete table inet wall; iptables -F FORWARD; sysctl -qw net.bridge.bridge-nf-call-iptables=0',
    isFixTried: false,
  },
  {
    causeId: 'frame-rules-drop',
    done: `nft 'add table bridge wall; add chain bridge wall f { type filter hook forward priority 0; }; add rule bridge wall f oifname "TAP" ether type ip drop'`,
    mended: 'nft delete table bridge wall',
    isFixTried: false,
  },
  { causeId: 'tap-mac-equals-guest', done: 'ip link set TAP address MAC', mended: 'ip link set TAP address TAPMAC' },
  {
    causeId: 'static-station-elsewhere',
    done: 'bridge fdb replace MAC dev em1 master static sticky',
    mended: 'bridge fdb del MAC dev em1 master',
  },
  {
    causeId: 'station-unknown-no-flood',
    done: 'bridge link set dev TAP learning off flood off; bridge fdb del MAC dev TAP master 2>/dev/null; true',
    mended: 'bridge link set dev TAP learning on flood on',
  },
  {
    causeId: 'ports-isolated',
    done: 'bridge link set dev em1 isolated on; bridge link set dev TAP isolated on',
    mended: 'bridge link set dev em1 isolated off; bridge link set dev TAP isolated off',
  },
  {
    causeId: 'vlan-mismatch',
    done: 'ip link set br0 type bridge vlan_filtering 1; bridge vlan del dev TAP vid 1; bridge vlan add dev TAP vid 42 pvid untagged',
    mended:
      'bridge vlan del dev TAP vid 42; bridge vlan add dev TAP vid 1 pvid untagged; ip link set br0 type bridge vlan_filtering 0',
    isFixTried: false,
  },
  {
    causeId: 'stale-neighbour',
    done: 'ip neigh replace 10.101.7.2 lladdr 52:54:00:99:99:99 dev br0 nud reachable',
    mended: 'ip neigh del 10.101.7.2 dev br0',
    to: '10.101.7.2',
  },
  {
    causeId: 'tap-mtu-silent',
    done: 'ip link set br0 mtu 1500; ip link set TAP mtu 1400',
    mended: 'ip link set TAP mtu 1500',
  },
  {
    causeId: 'tap-mtu-fragments',
    done: 'modprobe br_netfilter; sysctl -qw net.bridge.bridge-nf-call-iptables=1; ip link set br0 mtu 1500; ip link set TAP mtu 1400',
    mended: 'ip link set TAP mtu 1500; sysctl -qw net.bridge.bridge-nf-call-iptables=0',
  },
];

describe('each cause, brought about on the practice host at a real tap', () => {
  it('is not seen where nothing is wrong', async () => {
    expect(namesOf(await diagnose())).toEqual([]);
  });

  it.each(breaks.map((each) => [`${each.causeId}: ${each.done}`, each] as const))('%s', async (_, each) => {
    const { causeId, done, mended, to, isFixTried } = each;
    await host.type(fillIn(done));
    try {
      const found = await diagnose(to);
      expect(namesOf(found), found.sentence).toEqual([causeId]);
      expect(found.findings[0]?.evidence.length).toBeGreaterThan(0);
      if (isFixTried !== false) {
        expect(await mend(causeId, to)).toBe('succeeded');
        expect(namesOf(await diagnose(to))).toEqual([]);
      }
    } finally {
      await host.type(`{ ${fillIn(mended)}; } 2>/dev/null; true`);
    }
    expect(namesOf(await diagnose()), 'what is left of it').toEqual([]);
  });

  // Last of all: what a tap has dropped stays counted. The firmware's menu takes no frame from its card.
  it('guest-not-reading: 3000 packets for a machine that takes none', async () => {
    const send = 'exec 3>/dev/udp/10.101.7.9/9; for i in $(seq 3000); do echo x >&3; done';
    await host.type(fillIn(`ip neigh replace 10.101.7.9 lladdr MAC dev br0 nud permanent; bash -c '${send}'`));
    expect(namesOf(await diagnose())).toEqual(['guest-not-reading']);
  });
});
