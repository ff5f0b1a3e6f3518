/** As the door takes it: what installers refuse is said before. null: it can be used. */
export function findPasswordProblem(password: string): string | null {
  if (password.length < 6) {
    return 'Give at least 6 characters: installers refuse shorter ones.';
  }
  if (password.length > 128) {
    return 'Give at most 128 characters.';
  }
  return /\p{Cc}/u.test(password) ? 'It may hold no control characters, such as the end of a line.' : null;
}
