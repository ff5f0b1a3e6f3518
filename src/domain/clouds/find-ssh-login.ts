import type { Recipe } from '../recipes/recipe.ts';

/** Who logs in to the machines of a cloud over SSH, and with which password where the recipe fixes one. */
export interface SshLogin {
  readonly user: string;
  readonly password: string | null;
}

/** As the recipe's logins say; root where they say nothing about SSH. */
export function findSshLogin({ logins }: Pick<Recipe, 'logins'>): SshLogin {
  const login = logins.find(({ where }) => /\bssh\b/i.test(where));
  return { user: login?.user ?? 'root', password: login?.password.kind === 'fixed' ? login.password.value : null };
}
