import { request } from 'node:https';
import { Client } from 'ssh2';

/** Fetches the front page of a web console; its certificate is self-signed, as FastStart's is. */
export async function askHttps(port: number): Promise<string> {
  return await new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, rejectUnauthorized: false, timeout: 30_000 };
    const asked = request(options, (response) => {
      let page = '';
      response.setEncoding('utf8').on('data', (text: string) => (page += text));
      response.on('end', () => resolve(page));
    });
    asked.on('error', reject).on('timeout', () => asked.destroy(new Error(`Port ${port} did not answer within 30 s.`)));
    asked.end();
  });
}

/** Logs in as root with the password that was asked, or a private key, and runs one command. */
export async function runSsh(port: number, secret: string | { readonly privateKey: string }, command: string): Promise<string> {
  const login = typeof secret === 'string' ? { password: secret } : secret;
  const client = new Client();
  try {
    await new Promise<void>((resolve, reject) => {
      // It may fail twice: no answer in time, and then the lost connection. An error that nobody listens to ends the test run.
      client.once('ready', resolve).on('error', reject);
      client.connect({ host: '127.0.0.1', port, username: 'root', ...login, readyTimeout: 60_000 });
    });
    return await new Promise((resolve, reject) => {
      client.once('close', () => reject(new Error('The connection was lost before the command had ended.')));
      client.exec(command, (error, channel) => {
        if (error) {
          reject(error);
          return;
        }
        let output = '';
        channel.on('data', (data: Buffer) => (output += data.toString('utf8')));
        channel.on('close', () => resolve(output));
      });
    });
  } finally {
    client.end();
  }
}
