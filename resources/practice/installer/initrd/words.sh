# shellcheck shell=sh
# Kernel words: what the boot menu entry, or -append, asked for.

CMDLINE=${CMDLINE:-$(cat /proc/cmdline)}

# Is WORD on the kernel line by itself?
has_word() {
  case " $CMDLINE " in
    *" $1 "*) return 0 ;;
    *) return 1 ;;
  esac
}

# Prints the value of the last NAME=value on the kernel line; fails when there is none.
get_word() {
  case " $CMDLINE" in
    *" $1="*) ;;
    *) return 1 ;;
  esac
  value=" $CMDLINE"
  value=${value##*" $1="}
  printf '%s\n' "${value%% *}"
}
