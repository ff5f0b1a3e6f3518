import type { CredentialSource } from '../recipes/use-shapes.ts';
import { refuseFile, type CredentialsReading } from './credentials-reading.ts';
import { parseCloudsYaml } from './parse-clouds-yaml.ts';
import { parseEuca2oolsIni } from './parse-euca2ools-ini.ts';
import { parseEucarc, type CredentialsFile } from './parse-eucarc.ts';
import { parseOpenrc } from './parse-openrc.ts';

/** Reads a file of the format that a recipe names. Nothing in it is ever run. */
export function parseCredentials(format: CredentialSource['format'], file: CredentialsFile): CredentialsReading {
  const tidy = { ...file, text: file.text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n') };
  switch (format) {
    case 'eucarc':
      return parseEucarc(tidy);
    case 'euca2ools.ini':
      return parseEuca2oolsIni(tidy);
    case 'openrc':
      return parseOpenrc(tidy);
    case 'clouds.yaml':
      return parseCloudsYaml(tidy);
    default:
      return refuseFile(1, `Nutshell does not read credentials of the format ${format}. Fetch them by hand.`);
  }
}
