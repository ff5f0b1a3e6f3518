const terms = {
  'KVM host': 'A Linux machine whose kernel runs virtual machines in hardware (KVM). Nutshell needs SSH to it and nothing else.',
  'practice host': 'A real KVM host that runs in a virtual machine on this laptop. Nothing you do there can hurt anything.',
  bridge: 'A switch inside the kernel: every device enslaved to it sits on the same network.',
  tap: 'The host’s end of a machine’s network cable: what the machine sends comes out here.',
  'volume group': 'A pool of disk space managed by LVM, from which volumes are cut.',
  volume: 'A block device cut from a volume group; the machine sees it as its disk.',
  'thin pool':
    'Room that several volumes share. Each takes from it only what its machine writes, so together they may promise more than it has.',
  'thin volume': 'A volume that takes room from its pool only as its machine writes. Quick to make; the pool must be watched.',
  qcow2: 'QEMU’s own file format for disks. The file grows as the machine writes, up to the size you give.',
  raw: 'The disk, byte for byte. All its room is taken at once, so it cannot run out later.',
  promised:
    'What disks that are there may still take as their machines write. Where more is promised than is free, machines stop when it runs out.',
  MAC: 'The hardware address of a network card. Two machines with the same one cannot talk to each other.',
  VNC: 'The protocol that carries a machine’s screen and keyboard. Here it travels inside the SSH connection.',
  nested: 'Hardware virtualisation inside a virtual machine: without it an installed cloud cannot start its own instances.',
  'jump host': 'An SSH server you pass through to reach one that is not reachable directly (ProxyJump).',
  fingerprint: 'A short digest of the host’s public key. If it is the right one, nobody sits between you and the host.',
  agent: 'A program on this laptop that holds your unlocked SSH keys (ssh-agent, Pageant, 1Password …).',
  'bridge helper': 'QEMU’s small setuid program that plugs a machine into a bridge, where /etc/qemu/bridge.conf allows it.',
  'FORWARD policy': 'What the host’s firewall does with packets that pass through it when no rule says otherwise.',
  'Cloud in a Box': 'Everything of the cloud in one machine: cloud controller, storage, cluster and node controller.',
  foreign: 'Somebody or something else started this machine. Nutshell shows it and never touches it.',
  gateway: 'The router that packets to other networks go through. Behind a bridge it is the same as the host’s own.',
  checksum: 'A sum over every byte of a file. If it is the one the publisher gives, the file is whole and nobody changed it.',
  'boot menu':
    'What an installer shows first: a list of entries, each with a key, and a default that starts by itself after a while.',
  'ISO library': 'The folders of a host in which Nutshell looks for installer ISOs.',
  recipe: 'A cloud as data: how it is recognised, installed, addressed and used. Nine come with Nutshell; you can add your own.',
  'public addresses':
    'What a cloud gives its instances so that others reach them. One range, or a list, inside the subnet of the bridge.',
  'private subnet': 'A network that only the cloud knows, for its instances among themselves. It must be nobody else’s.',
  'security group':
    'Instances that may talk to each other. The cluster controller cuts the private subnet into pieces, one for each group.',
  'NC bridge IP': 'The address of the machine’s own br0 in a Cloud in a Box, on which the node controller is registered.',
  claim: 'Who has which addresses until when, written on the host itself, so that every laptop sees it.',
  nameserver: 'The DNS server that turns names into addresses. The host’s own is usually right.',
} as const;

export type TermName = keyof typeof terms;

export function explainTerm(name: TermName): string {
  return terms[name];
}
