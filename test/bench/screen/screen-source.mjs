// A screen that is always the same: an RFB 3.8 server (RFC 6143) on a unix socket, which answers every request for an update with
// one whole raw frame, two in turn. Options as QEMU's, so that a reading of the host sees a machine: -name NAME -vnc unix:PATH
// Its desktop name tells the SHA-256 of the two frames, so that a viewer can prove that it got them.
import { createHash } from 'node:crypto';
import net from 'node:net';
import process from 'node:process';

const width = 1280;
const height = 800;
const frames = [7, 8].map((step) => {
  const pixels = Buffer.alloc(width * height * 4);
  for (let at = 0; at < pixels.length; at += 1) {
    pixels[at] = ((at * step) >> 3) & 255;
  }
  return pixels;
});
const hashes = frames.map((frame) => createHash('sha256').update(frame).digest('hex'));

const socketPath = process.argv[process.argv.indexOf('-vnc') + 1].replace(/^unix:/, '');

net.createServer(serve).listen(socketPath, () => process.stdout.write('ready\n'));

function serve(socket) {
  let step = greet;
  let received = Buffer.alloc(0);
  let frameNumber = 0;
  socket.on('error', () => socket.destroy());
  socket.write('RFB 003.008\n');
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (let taken = step(); taken > 0; taken = step()) {
      received = received.subarray(taken);
    }
  });

  // Each step answers one message of the viewer and returns its length; 0 while it is not whole.
  function greet() {
    if (received.length < 12) return 0;
    socket.write(Buffer.from([1, 1]));
    step = choose;
    return 12;
  }
  function choose() {
    if (received.length < 1) return 0;
    socket.write(Buffer.alloc(4));
    step = initialise;
    return 1;
  }
  function initialise() {
    if (received.length < 1) return 0;
    socket.write(buildServerInit());
    step = answer;
    return 1;
  }
  function answer() {
    if (received.length < 10) return 0;
    socket.write(buildUpdateHeader());
    socket.write(frames[frameNumber++ % 2]);
    return 10;
  }
}

function buildServerInit() {
  const name = Buffer.from(hashes.join(' '));
  const message = Buffer.alloc(24);
  message.writeUInt16BE(width, 0);
  message.writeUInt16BE(height, 2);
  // 32 bits a pixel, depth 24, little endian, true colour, 8 bits a channel at 16, 8 and 0.
  message.set([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0], 4);
  message.writeUInt32BE(name.length, 20);
  return Buffer.concat([message, name]);
}

/** FramebufferUpdate with one rectangle, the whole screen, encoding 0 (raw). */
function buildUpdateHeader() {
  const message = Buffer.alloc(16);
  message.writeUInt16BE(1, 2);
  message.writeUInt16BE(width, 8);
  message.writeUInt16BE(height, 10);
  return message;
}
