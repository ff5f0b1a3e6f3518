import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';

/** As Electron: messages come wrapped in { data }, and a transfer list takes ports and nothing else. */
class MessagePortMain extends EventEmitter {
  constructor(port) {
    super();
    this.port = port;
  }

  postMessage(message, transfer = []) {
    if (transfer.some((item) => !(item instanceof MessagePortMain))) {
      throw new Error('Electron loses what is transferred unless it is a port');
    }
    this.port.postMessage(message);
  }

  start() {
    this.port.on('message', (data) => this.emit('message', { data, ports: [] }));
    this.port.on('close', () => this.emit('close'));
  }

  close() {
    this.port.close();
  }
}

export class MessageChannelMain {
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}
