# How a script reads what the screen of a machine shows. Needs control-library.sh and use_channel called. look_at_screen writes the file
# $folder/screen: a line that says what kind of screen it is, then its lines as UTF-8, without the blanks at their ends. The kinds:
#   text COLUMNS ROWS CURSOR_ROW CURSOR_COLUMN     text mode; the cursor counts from 0, and is - - where it cannot be seen
#   graphics WIDTH HEIGHT read                     a picture, in which characters of 8 x 16 were known by their shape
#   graphics WIDTH HEIGHT unread                   a picture, in which none were found
# shellcheck shell=sh disable=SC2154

# More than any screen of a boot menu or an installer's console; awk would take minutes.
most_pixels=2100000

look_at_screen() {
  make_folder
  command_machine "{\"execute\":\"screendump\",\"arguments\":{\"filename\":\"$folder/picture\"}}"
  measure_picture
  if [ "$width $height" = '720 400' ]; then
    # In text mode the characters themselves lie in the memory of the VGA card, 32 KiB from 0xb8000 on.
    save_memory 753664 32768 text
    read_text_mode >"$folder/screen.new"
  elif [ $((width * height)) -le "$most_pixels" ]; then
    # The VGA BIOS, which has the font: a boot menu draws with it, and it looks like the font of Linux' console.
    [ -e "$folder/rom" ] || save_memory 786432 65536 rom
    read_graphics >"$folder/screen.new"
  else
    printf 'graphics %s %s unread\n' "$width" "$height" >"$folder/screen.new"
  fi
  mv -f "$folder/screen.new" "$folder/screen"
}

# The header of a PPM: P6, width and height, the largest value, a line each, as QEMU writes it.
measure_picture() {
  {
    read -r magic
    read -r width height
    read -r depth
  } <"$folder/picture"
  [ "$magic $depth" = 'P6 255' ] || fail "QEMU wrote a picture that cannot be read: $magic $depth"
  # Where the pixels begin, counted from 1 as tail does.
  header=$((10 + ${#width} + ${#height}))
}

save_memory() {
  command_machine "{\"execute\":\"pmemsave\",\"arguments\":{\"val\":$1,\"size\":$2,\"filename\":\"$folder/$3\"}}"
}

# The upper half of code page 437, which the font of a PC has, each character as UTF-8.
upper_half='Ç ü é â ä à å ç ê ë è ï î ì Ä Å É æ Æ ô ö ò û ù ÿ Ö Ü ¢ £ ¥ ₧ ƒ á í ó ú ñ Ñ ª º ¿ ⌐ ¬ ½ ¼ ¡ « » ░ ▒ ▓ │ ┤ ╡ ╢ ╖ ╕ ╣ ║ ╗ ╝ ╜ ╛ ┐ └ ┴ ┬ ├ ─ ┼ ╞ ╟ ╚ ╔ ╩ ╦ ╠ ═ ╬ ╧ ╨ ╤ ╥ ╙ ╘ ╒ ╓ ╫ ╪ ┘ ┌ █ ▄ ▌ ▐ ▀ α ß Γ π Σ σ µ τ Φ Θ Ω δ ∞ φ ε ∩ ≡ ± ≥ ≤ ⌠ ⌡ ÷ ≈ ° ∙ · √ ⁿ ² ■'

# What both readers share: characters by their codes; the picture, a line of pixels after the other, nine characters a pixel.
# shellcheck disable=SC2016
reader='
  function prepare(  code, upper) {
    split(ENVIRON["upper_half"], upper, " ")
    for (code = 0; code < 256; code++) {
      shown[code] = code > 32 && code < 127 ? sprintf("%c", code) : code >= 128 && code < 255 ? upper[code - 127] : " "
    }
  }
  function next_scanline(  line) {
    while (length(pixels) < wide && (picture | getline line) > 0) pixels = pixels line
    line = substr(pixels, 1, wide)
    pixels = substr(pixels, wide + 1)
    return line
  }
  function print_line(line) {
    sub(/ +$/, "", line)
    print line
  }
'

awk_screen() {
  upper_half=$upper_half LC_ALL=C awk -v width="$width" -v height="$height" \
    -v picture="tail -c +$header '$folder/picture' | od -An -v -tx1" -v memory="od -An -v -t$2 '$folder/$1'" "$reader$3" </dev/null
}

# A system that scrolls moves the start of what is shown through the memory, and nothing tells where it is. So each place is tried: the
# right one has its blanks where the picture has them. A blank that is none in the picture is the cursor.
read_text_mode() {
  # shellcheck disable=SC2016
  awk_screen text u1 '
    function is_blank(cell) {
      return code[cell] == 32 || code[cell] == 0 || code[cell] == 255
    }
    function count_agreement(start,  cell, agreed) {
      for (cell = 0; cell < 2000; cell++) {
        agreed += is_blank(start + cell) == flat[cell]
        if (agreed < cell - 400) return 0
      }
      return agreed
    }
    BEGIN {
      prepare()
      wide = width * 9
      for (y = 0; y < 400; y++) {
        line = next_scanline()
        row = int(y / 16) * 80
        for (column = 0; column < 80; column++) {
          piece = substr(line, column * 81 + 1, 81)
          cell = row + column
          if (y % 16 == 0) {
            pixel = substr(piece, 1, 9)
            if (!(pixel in plain)) plain[pixel] = pixel pixel pixel pixel pixel pixel pixel pixel pixel
            wanted[cell] = plain[pixel]
            flat[cell] = 1
          }
          if (piece != wanted[cell]) flat[cell] = 0
        }
      }
      while ((memory | getline) > 0) for (i = 1; i <= NF; i += 2) code[cells++] = $i
      for (start = 0; start + 2000 <= cells && best < 2000; start += 80) {
        agreed = count_agreement(start)
        if (agreed > best) { best = agreed; found = start }
      }
      cursor = "- -"
      for (cell = 0; cell < 2000; cell++) {
        if (is_blank(found + cell) && !flat[cell]) cursor = seen++ ? "- -" : int(cell / 80) " " cell % 80
      }
      print "text 80 25 " cursor
      for (row = 0; row < 25; row++) {
        text = ""
        for (column = 0; column < 80; column++) text = text shown[code[found + row * 80 + column]]
        print_line(text)
      }
    }'
}

# In each cell of the picture the pixels of one colour are looked up as a character of the font: whatever lies behind them, all of a
# character has one colour. vesamenu.c32 begins 8 pixels from the corner (VIDEO_BORDER in com32/lib/sys/vesa/drawtxt.c), a console at it.
read_graphics() {
  # shellcheck disable=SC2016
  awk_screen rom x1 '
    # The font is where its first two characters are: nothing, and a face.
    function read_font(  line, at, code, glyph) {
      while ((memory | getline line) > 0) { gsub(" ", "", line); rom = rom line }
      at = index(rom, "00000000000000000000000000000000" "00007e81a58181bd9981817e00000000")
      if (at % 2 == 0) return 0
      for (code = 255; code >= 33; code--) {
        glyph = substr(rom, at + code * 32, 32)
        if (glyph !~ /^0*$/) named[to_bits(glyph)] = code
      }
      return 1
    }
    function to_bits(hex,  at, bits) {
      for (at = 1; at <= 32; at++) bits = bits nibble[substr(hex, at, 1)]
      return bits
    }
    # Sets pixel of a cell, and count of each colour.
    function take_apart(column, left,  y, x, at, colour) {
      split("", count)
      for (y = 0; y < 16; y++) for (x = 0; x < 8; x++) {
        colour = substr(lines[y], (left + column * 8 + x) * 9 + 1, 9)
        cell[y * 8 + x] = colour
        count[colour]++
      }
    }
    function shape_of(colour,  at, bits) {
      for (at = 0; at < 128; at++) bits = bits (cell[at] == colour ? 1 : 0)
      return bits
    }
    # The character of the cell, 32 where there is none. The colours that characters had before are tried as well as frequent ones.
    function name_cell(  colour, bits, best) {
      best = 0
      for (colour in count) {
        if (count[colour] == 128) return 32
        if (count[colour] < 3 || (count[colour] < 12 && !(colour in ink))) continue
        bits = shape_of(colour)
        if ((bits in named) && count[colour] > best) { best = count[colour]; name = named[bits]; hue = colour }
      }
      if (!best) return 32
      if (best >= 12) ink[hue] = 1
      return name
    }
    function read_row(left, columns,  column, raw, y, text, code) {
      for (column = 0; column < columns; column++) {
        raw = ""
        for (y = 0; y < 16; y++) raw = raw substr(lines[y], (left + column * 8) * 9 + 1, 72)
        if (!(raw in known)) {
          take_apart(column, left)
          known[raw] = name_cell()
        }
        code = known[raw]
        if (code != 32) found[left]++
        text = text shown[code]
      }
      return text
    }
    function read_screen(border,  row, y) {
      rows[border] = 0
      for (row = 0; row * 16 + 16 + border <= height; row++) {
        for (y = 0; y < 16; y++) lines[y] = scanlines[border + row * 16 + y]
        text_of[border, rows[border]++] = read_row(border, int((width - 2 * border) / 8))
      }
    }
    BEGIN {
      prepare()
      split("0000 0001 0010 0011 0100 0101 0110 0111 1000 1001 1010 1011 1100 1101 1110 1111", nibbles, " ")
      for (at = 0; at < 16; at++) nibble[sprintf("%x", at)] = nibbles[at + 1]
      wide = width * 9
      if (read_font()) {
        for (y = 0; y < height; y++) scanlines[y] = next_scanline()
        read_screen(8)
        if (found[8] < 20) read_screen(0)
      }
      border = found[0] > found[8] ? 0 : 8
      print "graphics " width " " height " " (found[border] ? "read" : "unread")
      for (row = 0; row < rows[border]; row++) print_line(text_of[border, row])
    }'
}
