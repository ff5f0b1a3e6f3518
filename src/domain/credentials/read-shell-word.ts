/** A word of sh, or what stands in the way of taking it literally. */
export type ShellWord = { readonly kind: 'word'; readonly value: string } | { readonly kind: 'refused'; readonly reason: string };

/** sh leaves these alone outside of quotes (POSIX, Shell Command Language, 2.2 and 2.6). A tilde it does not. */
const plain = /^[A-Za-z0-9_.,:/@%+=^-][A-Za-z0-9_.,:/@%+=^#-]*/;

/**
 * The one word that the text is, as sh would have it, without running anything. `variables` may be used as ${NAME}; everything else
 * that sh would expand is refused.
 */
export function readShellWord(text: string, variables: ReadonlyMap<string, string>): ShellWord {
  let value = '';
  for (let rest = text; rest !== '';) {
    const piece = readPiece(rest, variables);
    if (piece.kind === 'refused') {
      return piece;
    }
    value += piece.value;
    rest = rest.slice(piece.length);
  }
  return { kind: 'word', value };
}

type Piece =
  | { readonly kind: 'piece'; readonly value: string; readonly length: number }
  | { readonly kind: 'refused'; readonly reason: string };

function readPiece(rest: string, variables: ReadonlyMap<string, string>): Piece {
  if (rest.startsWith("'")) {
    const end = rest.indexOf("'", 1);
    return end < 0 ? refuse('A quote is not closed here') : { kind: 'piece', value: rest.slice(1, end), length: end + 1 };
  }
  if (rest.startsWith('"')) {
    return readDoubleQuoted(rest, variables);
  }
  const known = readVariable(rest, variables);
  if (known !== null) {
    return known;
  }
  const literal = plain.exec(rest)?.[0];
  return literal === undefined ? refuse(describeStop(rest)) : { kind: 'piece', value: literal, length: literal.length };
}

function readDoubleQuoted(rest: string, variables: ReadonlyMap<string, string>): Piece {
  let value = '';
  for (let at = 1; at < rest.length;) {
    const character = rest.charAt(at);
    if (character === '"') {
      return { kind: 'piece', value, length: at + 1 };
    }
    const known = readVariable(rest.slice(at), variables);
    if (known === null && /[$`\\]/.test(character)) {
      return refuse(describeStop(rest.slice(at)));
    }
    value += known?.value ?? character;
    at += known?.length ?? 1;
  }
  return refuse('A quote is not closed here');
}

function readVariable(rest: string, variables: ReadonlyMap<string, string>) {
  const found = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}/.exec(rest);
  const value = variables.get(found?.[1] ?? '');
  return found === null || value === undefined ? null : ({ kind: 'piece', value, length: found[0].length } as const);
}

/** Without the text itself: it may be a part of the secret. */
function describeStop(rest: string): string {
  if (/^(\$\(|`)/.test(rest)) {
    return 'A command stands here, which a shell would run; Nutshell runs nothing of such a file';
  }
  if (rest.startsWith('$')) {
    return 'A variable stands here that Nutshell does not know';
  }
  return /^\s/.test(rest)
    ? 'A blank stands here, and more than one value'
    : 'A character stands here that a shell does not take literally';
}

function refuse(reason: string): Piece {
  return { kind: 'refused', reason };
}
