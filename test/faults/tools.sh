# What faults are made with, in the folder of a repository: places are those of the newest chain of backups, and of the segments of the
# incremental one, whose first and last are set already.
full=$(ls -d backup/main/*F | tail -n 1)
diff=$(ls -d backup/main/*D | tail -n 1)
incr=$(ls -d backup/main/*I | tail -n 1)
own=ballast/$(basename "$incr")
before=ballast/$(basename "$diff")
wal=($(find archive/main/*-* -type f -regex '.*/[0-9A-F]+-[0-9a-f]+\.zst' | sort))

# The stored file of a segment.
segment() { ls archive/main/*/*/"$1"-*.zst; }

# The largest file of a backup that is stored by its blocks.
blocks() { find "$1" -name '*.pgbi' -type f -printf '%s %p\n' | sort -n | tail -n 1 | cut -d' ' -f2; }

# A damage to nothing would be no fault.
some() { if [ $# -eq 0 ]; then echo "there is no such file" >&2 && return 1; fi; }

# Turns the byte in the middle of each file over.
flip() {
  local file at byte
  some "$@"
  for file; do
    at=$(($(stat -c %s "$file") / 2))
    byte=$(od -An -tu1 -j"$at" -N1 "$file")
    printf "\\x$(printf %02x $((byte ^ 255)))" | dd of="$file" bs=1 seek="$at" conv=notrunc status=none
  done
}

# Cuts each file in half.
shorten() {
  local file
  some "$@"
  for file; do truncate -s $(($(stat -c %s "$file") / 2)) "$file"; done
}

# Exchanges the contents of the first half of the files with those of the second half.
swap() {
  local half=$(($# / 2)) other
  if [ $(($# % 2)) -ne 0 ]; then echo "$*: not in pairs" >&2 && return 1; fi
  some "$@"
  while [ $# -gt "$half" ]; do
    other=${@:half+1:1}
    cp -a "$1" /tmp/swapped && cp -a "$other" "$1" && cp -a /tmp/swapped "$other"
    shift
  done
}
