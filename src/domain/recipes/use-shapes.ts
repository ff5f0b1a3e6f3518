import { list, optional, required, tagged } from '../yaml/collection-shapes.ts';
import { choice, text, wholeNumber } from '../yaml/scalar-shapes.ts';
import type { ValueOf } from '../yaml/shape.ts';
import { statement } from './statement.ts';
import { hostPath, id, protocol, sentence, template } from './words.ts';

const port = wholeNumber({ min: 1, max: 65_535 });
const roles = optional(list(id), []);

export const service = statement('a service', {
  port: required(port),
  protocol: optional(protocol, 'tcp'),
  title: required(text()),
  /** Where a person opens it. */
  url: optional(template, null),
  roles,
});

export const login = statement('a login', {
  where: required(text()),
  account: optional(text(), null),
  user: required(text()),
  password: required(
    tagged('kind', {
      fixed: { value: required(text()) },
      /** During the install. */
      chosen: {},
      generated: { where: required(sentence) },
      'set-at-first-login': {},
    }),
  ),
  note: optional(sentence, null),
});

/** How programs talk to the cloud. */
export const api = statement('the API', {
  kind: required(choice('ec2', 'openstack', 'cloudstack', 'opennebula', 'kubernetes', 'proxmox', 'xapi', 'starlingx')),
  url: required(template),
  /** The availability zone, region or the like that requests name. */
  zone: optional(text(), null),
});

/** Run as root on a machine of the role, in this order until one works. */
export const credentialSource = statement('a source of credentials', {
  title: required(text()),
  role: required(id),
  command: optional(template, null),
  file: optional(hostPath, null),
  format: required(choice('eucarc', 'euca2ools.ini', 'openrc', 'clouds.yaml', 'kubeconfig', 'text')),
  note: optional(sentence, null),
});

/** Left to do on a machine of the role, as root by ssh, when every machine it needs is ready. */
export const finishingStep = statement('a finishing step', {
  title: required(text()),
  role: required(id),
  command: required(template),
  note: optional(sentence, null),
});

/** Shows that a machine of these roles is ready. */
export const healthCheck = statement('a health check', {
  title: required(text()),
  roles,
  check: required(
    tagged('kind', {
      tcp: { port: required(port) },
      http: { url: required(template) },
      /** A command on the machine, by ssh; `expect` is a part of what it prints. */
      ssh: { command: required(template), expect: optional(text(), null) },
      serial: { line: required(text()) },
    }),
  ),
});

export type RecipeService = NonNullable<ValueOf<typeof service>>;
export type RecipeLogin = NonNullable<ValueOf<typeof login>>;
export type RecipeApi = NonNullable<ValueOf<typeof api>>;
export type CredentialSource = NonNullable<ValueOf<typeof credentialSource>>;
export type FinishingStep = NonNullable<ValueOf<typeof finishingStep>>;
export type HealthCheck = NonNullable<ValueOf<typeof healthCheck>>;
