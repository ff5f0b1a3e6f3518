// node --import ./register.mjs …: every import of "electron" gets the stand-in.
import { register } from 'node:module';

register('./resolve-electron.mjs', import.meta.url);
