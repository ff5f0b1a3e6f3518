/** An echo request in base64, for a window that has no Buffer to make one. */
export const aRequestForWindow = 'UlQAdwAgUlQAdwABCABFAAAkEmdAAEABAAAKTQAKCk0AZQgAAAAABwABAAAAAAAAAAA=';
