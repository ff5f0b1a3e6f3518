import type { AppApi } from '#contract/api.ts';
import type { AddressingServiceOptions } from '../addressing/create-addressing-service.ts';
import type { InstallWatcher, PasswordHasher, SecretKeeper } from '../ports/cloud-adapters.ts';
import type { RecipeService } from '../recipes/create-recipe-service.ts';

export interface CloudServiceOptions extends AddressingServiceOptions {
  readonly recipes: Pick<RecipeService, 'findRecipe'>;
  readonly images: Pick<AppApi['images'], 'list' | 'describe'>;
  readonly hashPassword: PasswordHasher;
  readonly keepSecrets: SecretKeeper;
  readonly watchInstalls: InstallWatcher;
}
