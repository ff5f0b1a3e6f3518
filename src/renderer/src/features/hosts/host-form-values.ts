import { hostDraft } from '#contract/hosts.ts';
import type { HostAuth, HostDraft, SshTarget } from '#domain/hosts/host.ts';

/** One sshd as a form holds it: everything is text until it is checked, so that nothing typed is lost. */
export interface TargetValues {
  readonly address: string;
  readonly port: string;
  readonly user: string;
  readonly authKind: HostAuth['kind'];
  readonly keyPath: string;
}

export interface HostFormValues extends TargetValues {
  readonly name: string;
  readonly jumps: readonly TargetValues[];
  readonly origin: 'own' | 'practice';
}

export const emptyTarget: TargetValues = { address: '', port: '22', user: 'root', authKind: 'agent', keyPath: '' };
export const emptyHostForm: HostFormValues = { ...emptyTarget, name: '', jumps: [], origin: 'own' };

/** Where a sentence about a value belongs: "address", "jumps.0.port". */
export type FormErrors = Readonly<Record<string, string>>;

export function toHostFormValues(draft: HostDraft): HostFormValues {
  return { ...toTargetValues(draft), name: draft.name, jumps: draft.jumps.map(toTargetValues), origin: draft.origin };
}

function toTargetValues({ address, port, user, auth }: SshTarget): TargetValues {
  return { address, port: port.toString(), user, authKind: auth.kind, keyPath: auth.kind === 'key' ? auth.path : '' };
}

export type CheckedForm =
  { readonly kind: 'valid'; readonly draft: HostDraft } | { readonly kind: 'invalid'; readonly errors: FormErrors };

/** The draft, or a sentence for each field that is not right. A host without a name is called by its address. */
export function checkHostForm(values: HostFormValues): CheckedForm {
  const draft = {
    ...toTarget(values),
    name: values.name.trim() === '' ? values.address.trim() : values.name.trim(),
    jumps: values.jumps.map(toTarget),
    origin: values.origin,
  };
  const parsed = hostDraft.safeParse(draft);
  if (parsed.success) {
    return { kind: 'valid', draft: parsed.data };
  }
  const errors = parsed.error.issues.map(
    ({ path, message }) => [path.filter((key) => key !== 'auth').join('.'), message] as const,
  );
  const { name, ...others } = Object.fromEntries([...errors].reverse());
  // An empty name is taken from the address: where that is wrong too, one sentence is enough.
  return { kind: 'invalid', errors: name === undefined || 'address' in others ? others : { ...others, name } };
}

function toTarget({ address, port, user, authKind, keyPath }: TargetValues): SshTarget {
  return {
    address: address.trim(),
    port: /^\d+$/.test(port.trim()) ? Number(port.trim()) : 0,
    user: user.trim(),
    auth: authKind === 'key' ? { kind: 'key', path: keyPath.trim() } : { kind: authKind },
  };
}
