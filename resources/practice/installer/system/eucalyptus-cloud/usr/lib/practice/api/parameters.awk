# A form or query string on stdin becomes one "Name=value" a line, percent-encoded as both signatures want it: all but A-Z a-z 0-9 - _ . ~
# (RFC 3986). Busybox awk, LC_ALL=C.
BEGIN {
  for (number = 1; number < 256; number++) {
    character = sprintf("%c", number)
    encoded[character] = character ~ /[A-Za-z0-9_.~-]/ ? character : sprintf("%%%02X", number)
    decoded[sprintf("%02x", number)] = character
  }
}

function normalize(text, result, at, character) {
  gsub(/\+/, " ", text)
  result = ""
  for (at = 1; at <= length(text); at++) {
    character = substr(text, at, 1)
    if (character == "%") {
      character = decoded[tolower(substr(text, at + 1, 2))]
      at += 2
    }
    result = result encoded[character]
  }
  return result
}

{
  count = split($0, pairs, "&")
  for (pair = 1; pair <= count; pair++) {
    if (pairs[pair] == "") continue
    equals = index(pairs[pair], "=")
    if (!equals) { pairs[pair] = pairs[pair] "="; equals = length(pairs[pair]) }
    print normalize(substr(pairs[pair], 1, equals - 1)) "=" normalize(substr(pairs[pair], equals + 1))
  }
}
