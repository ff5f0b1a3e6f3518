import { EventEmitter } from 'node:events';
import { record, strict } from './strict.mjs';

/** Those that were shown. */
export const notifications = [];

export class Notification extends EventEmitter {
  static isSupported() {
    record.push({ call: 'Notification.isSupported', args: [] });
    return true;
  }

  constructor(options) {
    super();
    for (const key of Object.keys(options)) {
      if (!['title', 'body'].includes(key)) {
        throw new Error(`The stand-in for electron does not model the notification option ${key}`);
      }
    }
    this.options = options;
    return strict('notification', this);
  }

  show() {
    notifications.push(this);
  }
}
