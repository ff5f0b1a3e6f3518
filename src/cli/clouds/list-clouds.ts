import { describeOwner } from '#domain/addressing/claims/address-claim.ts';
import { formatRange } from '#domain/addressing/address-range.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import type { CloudMember, CloudView } from '#domain/clouds/list-clouds.ts';
import { toStateWord } from '#domain/machines/describe-state.ts';
import { describePlace } from '#domain/yaml/file-problem.ts';
import { toReadable } from '../addressing/to-readable.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import type { Paint } from '../terminal/paint.ts';

export async function listClouds(invocation: Invocation, wanted: string | undefined): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  const clouds = await client.clouds.list({ hostId: host.id }, { signal });
  await output.answer({ host: { id: host.id, name: host.name }, clouds: toReadable(clouds) }, (paint) =>
    clouds.length === 0 ? `There is no cloud on ${host.name} yet. Bring one up with: nutshell up FILE` : draw(clouds, paint),
  );
  const broken = clouds.filter((cloud) => cloud.kind === 'broken');
  broken.forEach(({ name, path, problems }) =>
    output.warn(`What is written about cloud ${name} cannot be read (${path}). ${problems.map(describePlace).join(' ')}`),
  );
  return exitCodes.done;
}

function draw(clouds: readonly CloudView[], paint: Paint): Promise<string> {
  const rows = clouds.flatMap((view) => (view.kind === 'broken' ? [] : toRows(view)));
  return drawTable(['CLOUD', 'MACHINE', 'ROLE', 'STATE', 'ADDRESS', 'PUBLIC', 'CLAIMED BY'], rows, paint);
}

type ReadView = Extract<CloudView, { readonly kind: 'cloud' }>;

/** The words about the whole cloud stand in its first line. */
function toRows({ name, cloud, machines, claim }: ReadView): readonly (readonly string[])[] {
  const publicWords = cloud.public.length === 0 ? '-' : cloud.public.map(formatRange).join(' ');
  const whole = [publicWords, claim === null ? 'nobody' : describeOwner(claim, Date.now())];
  return machines.map((member, at) => [
    at === 0 ? name : '',
    member.name,
    member.role,
    describeMember(member),
    findAddress(cloud, member),
    ...(at === 0 ? whole : ['', '']),
  ]);
}

function describeMember({ machine }: CloudMember): string {
  return machine === null ? 'gone' : toStateWord(machine.state);
}

function findAddress({ machines }: ReadView['cloud'], { name }: CloudMember): string {
  const found = machines.find((machine) => machine.name === name);
  return found === undefined ? '-' : formatIpv4(found.address);
}
