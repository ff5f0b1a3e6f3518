import type { CloudAccess } from '#contract/access.ts';
import { isGreen, type CertificateView, type ServiceState, type ServiceView } from '#domain/access/cloud-service.ts';
import { findService } from '#domain/access/find-service.ts';
import { describeVerdict } from '#domain/access/judge-certificate.ts';
import { formatServiceUrl } from '#domain/access/parse-service-url.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import type { Paint } from '../terminal/paint.ts';
import type { AccessOptions } from './access-options.ts';

export interface AccessWish {
  readonly cloud: string;
  readonly service: string | undefined;
}

/** A table of the services once each has answered or was found silent, then what is wrong and what to do. */
export async function showAccess(invocation: Invocation, wish: AccessWish, { on }: AccessOptions): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, on);
  const { client } = await invocation.session();
  let access: CloudAccess = { cloud: wish.cloud, services: [], notes: [] };
  for await (const news of client.access.check({ hostId: host.id, cloud: wish.cloud }, { signal })) {
    access = news;
    const answered = news.services.filter(({ state }) => state.kind !== 'checking').length;
    output.tellForNow(`Asking ${news.services.length} services: ${answered} answered`);
  }
  const services = pick(access.services, wish.service);
  const written = services.map((service) => ({ ...service, url: service.url === null ? null : formatServiceUrl(service.url) }));
  const document = { host: { id: host.id, name: host.name }, ...access, services: written };
  await output.answer(document, (paint) => draw(services, paint));
  access.notes.forEach((note) => output.warn(note));
  return services.every(({ state }) => state.kind === 'not-checked' || isGreen(state)) ? exitCodes.done : exitCodes.missing;
}

/** Nothing is asked for it: the ways are known before. */
export async function copyCommands(invocation: Invocation, wish: AccessWish, { on }: AccessOptions): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, on);
  const { client } = await invocation.session();
  for await (const { services } of client.access.check({ hostId: host.id, cloud: wish.cloud }, { signal })) {
    const chosen = pick(services, wish.service).filter(({ protocol }) => protocol === 'tcp');
    const commands = chosen.map(({ id, title, sshCommand }) => ({ id, title, command: sshCommand }));
    await output.answer({ host: { id: host.id, name: host.name }, cloud: wish.cloud, commands }, (paint) =>
      wish.service === undefined
        ? commands.map(({ title, command }) => `${paint.dim(`# ${title}`)}\n${command}`).join('\n')
        : commands.map(({ command }) => command).join('\n'),
    );
    break;
  }
  return exitCodes.done;
}

function pick(services: readonly ServiceView[], wanted: string | undefined): readonly ServiceView[] {
  if (wanted === undefined) {
    return services;
  }
  const found = findService(services, wanted);
  if (found.kind === 'none') {
    throw new CommandFault('not-found', found.reason, found.hint);
  }
  return services.filter(({ id }) => id === found.service.id);
}

async function draw(services: readonly ServiceView[], paint: Paint): Promise<string> {
  if (services.length === 0) {
    return 'The recipe of this cloud names no services.';
  }
  const rows = services.map((service) => [
    service.id,
    service.title,
    describePlace(service),
    describeState(service.state, paint),
  ]);
  const table = await drawTable(['SERVICE', 'TITLE', 'ADDRESS', 'STATE'], rows, paint);
  return [table.trimEnd(), ...services.flatMap((service) => drawRemarks(service, paint)), ''].join('\n');
}

function describePlace({ url, address, port, protocol }: ServiceView): string {
  return url === null ? `${address}:${port}${protocol === 'udp' ? '/udp' : ''}` : formatServiceUrl(url);
}

function describeState(state: ServiceState, paint: Paint): string {
  switch (state.kind) {
    case 'up':
      return isGreen(state) ? `${paint.green('up')}, ${state.detail}` : paint.yellow('other certificate');
    case 'down':
      return paint.red('down');
    case 'installing':
      return paint.yellow('installing');
    case 'not-checked':
      return paint.dim('not asked');
    case 'checking':
      return paint.dim('asked');
  }
}

/** What is wrong and what to do; certificates and the way by hand, which no column has room for. */
function drawRemarks({ id, state, sshCommand, protocol }: ServiceView, paint: Paint): readonly string[] {
  const certificate = state.kind === 'up' || state.kind === 'down' ? state.certificate : null;
  const lines = [
    ...(state.kind === 'down' ? [state.reason, state.remedy] : []),
    ...(state.kind === 'installing' || state.kind === 'not-checked' ? [state.reason] : []),
    ...(certificate === null ? [] : drawCertificate(certificate)),
    ...(protocol === 'udp' ? [] : [paint.dim(sshCommand)]),
  ];
  return ['', paint.bold(id), ...lines.map((line) => `  ${line}`)];
}

function drawCertificate({ fingerprint, verdict, notes }: CertificateView): readonly string[] {
  const before = verdict.kind === 'changed' ? [`before  ${verdict.before}`] : [];
  return [`SHA-256 ${fingerprint}`, ...before, describeVerdict(verdict), ...notes];
}
