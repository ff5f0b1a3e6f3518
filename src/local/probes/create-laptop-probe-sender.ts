import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { LaptopProbeSender } from '#core/ports/probe-sender.ts';
import { toPayload, type TraceProbe } from '#domain/path/trace/trace-probe.ts';
import type { SenderReport } from '#domain/path/trace/trace-result.ts';

const betweenMs = 300;
const patienceMs = 4_000;

/** Probes from this laptop, of any system: ICMP by its own ping, for which nobody has to be an administrator. */
export function createLaptopProbeSender(platform: string): LaptopProbeSender {
  return {
    send: (probe, signal) =>
      probe.protocol === 'icmp'
        ? ping(platform, probe, signal)
        : probe.protocol === 'udp'
          ? sendDatagrams(probe, signal)
          : knock(probe, signal),
  };
}

/** Windows' ping takes no pattern (`ping /?`); the length of its probes tells them from others. */
export function buildPingArgv(platform: string, { destination, token, sizeBytes, count }: TraceProbe): readonly string[] {
  const [counted, sized] = [String(count), String(sizeBytes)];
  return platform === 'win32'
    ? ['-n', counted, '-l', sized, '-w', '1000', destination]
    : ['-n', '-c', counted, '-s', sized, '-p', token + token, destination];
}

function ping(platform: string, probe: TraceProbe, signal: AbortSignal): Promise<SenderReport> {
  const argv = buildPingArgv(platform, probe);
  return new Promise((resolve) => {
    execFile('ping', [...argv], { timeout: 20_000, signal, env: { ...process.env, LC_ALL: 'C' } }, (error, stdout, stderr) => {
      const text = stdout + stderr === '' && error ? error.message : stdout + stderr;
      resolve({ command: `ping ${argv.join(' ')}`, lines: toLines(text) });
    });
  });
}

function toLines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-12);
}

async function sendDatagrams(probe: TraceProbe, signal: AbortSignal): Promise<SenderReport> {
  const { destination, port, sourcePort, count } = probe;
  const command = `udp to ${destination} port ${port ?? 0}`;
  const socket = createSocket('udp4');
  const problems: string[] = [];
  socket.on('error', (error) => problems.push(error.message));
  try {
    socket.bind(sourcePort);
    for (let sent = 0; sent < count && !signal.aborted; sent += 1) {
      socket.send(toPayload(probe), port ?? 0, destination, (error) => error && problems.push(error.message));
      await wait(betweenMs);
    }
  } finally {
    socket.close();
  }
  return { command, lines: problems.length > 0 ? problems : [`${count} datagrams sent`] };
}

function knock({ destination, port, sourcePort }: TraceProbe, signal: AbortSignal): Promise<SenderReport> {
  const command = `tcp to ${destination} port ${port ?? 0}`;
  return new Promise((resolve) => {
    const socket = connect({ host: destination, port: port ?? 0, localPort: sourcePort, family: 4 });
    const finish = (line: string): void => {
      socket.destroy();
      resolve({ command, lines: [line] });
    };
    socket.setTimeout(patienceMs, () => finish('timed out'));
    socket.on('connect', () => finish('connected'));
    socket.on('error', ({ message }) => finish(message));
    signal.addEventListener('abort', () => finish('stopped'), { once: true });
  });
}
