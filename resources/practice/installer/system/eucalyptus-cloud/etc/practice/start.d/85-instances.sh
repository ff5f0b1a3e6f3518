#!/bin/sh
# Starts the instances that there were, or the first one of a new cloud, so that all seven devices are there. The system does not wait
# for them.
# shellcheck source=/dev/null
. /usr/lib/practice/say.sh
open_consoles

start_instances() {
  practice-instance boot >/run/practice-boot 2>&1 || say "practice-system: the instances could not be started"
  while IFS= read -r line; do
    say "practice-system: $line"
  done </run/practice-boot
}

start_instances &
