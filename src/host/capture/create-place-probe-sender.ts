import type { PlaceProbeSender } from '#core/ports/probe-sender.ts';
import type { Resources } from '#core/ports/stores.ts';
import type { TraceProbe } from '#domain/path/trace/trace-probe.ts';

/** Sends probes with send-probe.sh, as the login that is there: no probe needs root. */
export function createPlaceProbeSender({ resources }: { readonly resources: Resources }): PlaceProbeSender {
  return {
    async send(shell, probe, signal) {
      const text = await resources.read('host/send-probe.sh');
      const { stdout } = await shell.run({
        purpose: `Send ${probe.protocol.toUpperCase()} probes to ${probe.destination}`,
        command: { kind: 'script', name: 'send-probe.sh', text, args: toArguments(probe) },
        signal,
      });
      const lines = stdout.split('\n').filter((line) => line.trim() !== '');
      return { command: describeSending(probe), lines: lines.slice(-12) };
    },
  };
}

function toArguments({ protocol, destination, port, sourcePort, token, sizeBytes, count }: TraceProbe): readonly string[] {
  return [protocol, destination, String(port ?? 0), String(sourcePort), token, String(sizeBytes), String(count)];
}

function describeSending({ protocol, destination, port, count }: TraceProbe): string {
  return protocol === 'icmp' ? `ping -n -c ${count} ${destination}` : `${protocol} to ${destination} port ${port ?? 0}`;
}
