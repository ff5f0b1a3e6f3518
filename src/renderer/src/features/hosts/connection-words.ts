import type { ConnectionState, Privilege } from '#domain/hosts/connection.ts';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';

export function toConnectionTone(connection: ConnectionState): Tone {
  switch (connection.kind) {
    case 'connected':
      return 'ok';
    case 'connecting':
      return 'busy';
    case 'reconnecting':
    case 'waiting':
      return 'attention';
    case 'lost':
    case 'refused':
      return 'broken';
    case 'disconnected':
      return 'off';
  }
}

const words: Readonly<Record<ConnectionState['kind'], string>> = {
  connected: 'Connected',
  connecting: 'Connecting',
  reconnecting: 'Reconnecting',
  waiting: 'Waiting for an answer',
  lost: 'Connection lost',
  refused: 'Host key changed',
  disconnected: 'Not connected',
};

export function toConnectionWord(connection: ConnectionState): string {
  return words[connection.kind];
}

const privileges: Readonly<Record<Privilege, string>> = {
  root: 'logged in as root',
  sudo: 'can become root (sudo -n works)',
  none: 'reading only: no root and no sudo without a password',
};

export function describePrivilege(privilege: Privilege): string {
  return privileges[privilege];
}
