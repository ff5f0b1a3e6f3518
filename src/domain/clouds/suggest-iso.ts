import type { ImageDescription } from '../images/image-description.ts';
import { judgeMedium } from '../recipes/judge-medium.ts';
import type { Recipe } from '../recipes/recipe.ts';

/** The ISO that fits the recipe best, of those that fit at all; of equals the newest. null: none of them does. */
export function suggestIso(recipe: Recipe, images: readonly ImageDescription[]): ImageDescription | null {
  const fitting = images
    .map((image) => ({ image, fit: judgeMedium(recipe, image).kind }))
    .filter(({ fit }) => fit === 'sure' || fit === 'likely')
    .sort(
      (one, other) =>
        Number(other.fit === 'sure') - Number(one.fit === 'sure') || other.image.modifiedEpochMs - one.image.modifiedEpochMs,
    );
  return fitting[0]?.image ?? null;
}
