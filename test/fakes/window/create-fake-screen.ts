import type { VncChannel } from '#renderer/lib/vnc-channel.ts';

const width = 720;
const height = 400;

/** The server's half of RFB 3.8, as much as one viewer needs: no security, one picture, whole, on every full request. */
export function createFakeScreen(pixels: Uint8Array<ArrayBuffer>): VncChannel {
  let stage: 'version' | 'security' | 'init' | 'open' = 'version';
  const say = (...parts: readonly (readonly number[] | Uint8Array)[]) => {
    const data = Uint8Array.from(parts.flatMap((part) => [...part]));
    queueMicrotask(() => channel.onmessage?.({ data }));
  };
  const answers = {
    version: () => say([1, 1]),
    security: () => say([0, 0, 0, 0]),
    init: () => say(serverInit()),
    open: () => undefined,
  };
  const next = { version: 'security', security: 'init', init: 'open', open: 'open' } as const;
  const channel: VncChannel = {
    binaryType: 'arraybuffer',
    protocol: '',
    readyState: 'open',
    closeReason: null,
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    send(data) {
      const bytes =
        data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      if (stage === 'open') {
        if (findFullRequest(bytes)) say([0, 0, 0, 1, 0, 0, 0, 0, ...u16(width), ...u16(height), 0, 0, 0, 0], pixels);
        return;
      }
      answers[stage]();
      stage = next[stage];
    },
    close() {
      channel.onclose?.({ code: 1000, reason: '', wasClean: true });
    },
  };
  setTimeout(() => say(new TextEncoder().encode('RFB 003.008\n')), 50);
  return channel;
}

function findFullRequest(bytes: Uint8Array): boolean {
  return bytes.some((byte, index) => byte === 3 && bytes[index + 1] === 0 && bytes.length - index === 10);
}

function u16(value: number): readonly number[] {
  return [value >> 8, value & 255];
}

function serverInit(): readonly number[] {
  const format = [32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0];
  return [...u16(width), ...u16(height), ...format, 0, 0, 0, 4, ...new TextEncoder().encode('ciab')];
}

/** A boot menu in text mode, drawn. */
export function drawBootMenu(): Uint8Array<ArrayBuffer> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return new Uint8Array(width * height * 4);
  context.fillStyle = '#000';
  context.fillRect(0, 0, width, height);
  context.font = '16px monospace';
  const lines = [
    '',
    '            FastStart practice installer',
    '',
    '   Boot from (l)ocal drive',
    '   Install (C)loud in a Box',
    '   Install (F)rontend',
    '   Install (N)ode Controller',
    '',
    '',
    '        Press [Tab] to edit options',
    '',
    '        Automatic boot in 52 seconds ...',
  ];
  lines.forEach((line, index) => {
    context.fillStyle = index === 3 ? '#fff' : '#aaa';
    context.fillText(line, 96, 60 + index * 22);
  });
  return Uint8Array.from(context.getImageData(0, 0, width, height).data);
}
