import type { AppClient } from '#contract/api.ts';
import type { ConnectSecret } from '#domain/hosts/connection.ts';
import type { HostAuth } from '#domain/hosts/host.ts';
import type { TerminalTab } from '#renderer/session/create-terminal-tabs-store.ts';

/** What differs from the usual login; what is null is as usual. */
export interface TerminalLogin {
  readonly user: string | null;
  readonly auth: HostAuth | null;
  readonly address: string | null;
}

export type LoginWish = Parameters<AppClient['terminals']['explain']>[0];

/** What the person has said so far about getting in. A password is forgotten once it has let somebody in. */
export function createTerminalAnswers({ hostId, place }: TerminalTab) {
  let login: TerminalLogin = { user: null, auth: null, address: null };
  let acceptedFingerprints: readonly string[] = [];
  let secrets: readonly ConnectSecret[] = [];
  let remember = false;
  return {
    logInBy: (given: TerminalLogin): void => void (login = given),
    accept: (fingerprint: string): void => void (acceptedFingerprints = [...acceptedFingerprints, fingerprint]),
    give(secret: ConnectSecret, isToBeKept: boolean): void {
      secrets = [...secrets.filter(({ target, kind }) => target !== secret.target || kind !== secret.kind), secret];
      remember = isToBeKept;
    },
    forgetSecrets: (): void => void (secrets = []),
    toWish(): LoginWish {
      const { user, auth, address } = login;
      const answers = { acceptedFingerprints: [...acceptedFingerprints], secrets: [...secrets], remember };
      return {
        hostId,
        place: place.kind === 'machine' && address !== null ? { ...place, address } : place,
        login: { ...(user !== null && { user }), ...(auth !== null && { auth }), answers },
      };
    },
  };
}

export type TerminalAnswers = ReturnType<typeof createTerminalAnswers>;
