#!/bin/sh
# Kernel settings of one host, changed and put back. Needs root, and no program beyond POSIX.
#
#   host-tuning.sh apply ROOT OWNER 'NAME FILE RULE ALLOWED'…    report on standard output
#   host-tuning.sh restore ROOT OWNER                            report on standard error
#
# RULE is oneOf, atLeast or atMost; ALLOWED is a value, or several with commas, of which the first is written.
# A report is a line for each setting: name, outcome, detail, with tabs between.
# OWNER is who asks: what one has set stays until every owner has restored.
#
# ROOT/var/lib/ballast/host-tuning/previous/NAME holds "FILE BEFORE OURS" for each setting that was changed here.
set -eu
umask 077

action=$1 root=${2%/} owner=$3
shift 3
state=$root/var/lib/ballast/host-tuning
sysctl=$root/etc/sysctl.d/99-zz-ballast.conf
tmpfiles=$root/etc/tmpfiles.d/ballast.conf

report() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }

# Of a choice, the value in brackets.
current() {
  value=$(cat "$root/$1" 2>/dev/null) || return 1
  case $value in *'['*']'*) value=${value#*\[} value=${value%%\]*} ;; esac
  printf %s "$value"
}

good() {
  case $2 in
    oneOf) case ",$3," in *",$1,"*) ;; *) return 1 ;; esac ;;
    atLeast) [ "$1" -ge "$3" ] 2>/dev/null ;;
    atMost) [ "$1" -le "$3" ] 2>/dev/null ;;
    *) return 1 ;;
  esac
}

# In a subshell, because a shell may end when it cannot open the file.
put() { (printf '%s\n' "$2" >"$1") 2>/dev/null; }

# What is remembered of a setting; of one that somebody else has changed since, nothing.
remembered() {
  before='' ours=''
  [ -f "$state/previous/$1" ] && read -r _ before ours <"$state/previous/$1" && [ "$ours" = "$2" ]
}

remember() {
  put "$state/previous/$1.new" "$2 $3 $4" && mv "$state/previous/$1.new" "$state/previous/$1"
}

apply() {
  name=$1 file=$2 rule=$3 allowed=$4
  wanted=${allowed%%,*}
  if ! [ -e "$root/$file" ]; then report "$name" skipped "this kernel has no /$file"; return; fi
  if ! now=$(current "$file"); then report "$name" skipped "/$file cannot be read"; return; fi
  if good "$now" "$rule" "$allowed"; then
    if remembered "$name" "$now"; then report "$name" applied "was $before, is $now"; else report "$name" good "is $now"; fi
    return
  fi
  remembered "$name" "$now" || before=$now
  if ! remember "$name" "$file" "$before" "$wanted"; then
    report "$name" skipped "is $now, wanted is $wanted: may not write to $state"
  elif ! put "$root/$file" "$wanted" || ! after=$(current "$file") || ! good "$after" "$rule" "$allowed"; then
    if [ "$before" = "$now" ]; then rm -f "$state/previous/$name"; else remember "$name" "$file" "$before" "$now"; fi
    report "$name" skipped "is $now, wanted is $wanted: may not write to /$file"
  else
    report "$name" applied "was $before, is $after"
  fi
}

# What was changed here lasts over a restart of the host.
keep_for_next_boot() (
  umask 022
  rm -f "$sysctl" "$tmpfiles"
  for record in "$state"/previous/*; do
    [ -f "$record" ] || continue
    read -r file _ ours <"$record"
    case $file in
      proc/sys/*) line="${record##*/} = $ours" into=$sysctl ;;
      *) line="w /$file - - - - $ours" into=$tmpfiles ;;
    esac
    mkdir -p "${into%/*}" && printf '%s\n' "$line" >>"$into" || exit 1
  done
)

restore() {
  name=${1##*/}
  read -r file before ours <"$1"
  if ! now=$(current "$file") || [ "$now" != "$ours" ]; then
    report "$name" kept "is ${now:-not readable}, which somebody else has set"
  elif put "$root/$file" "$before"; then
    report "$name" restored "was $ours, is $before"
  else
    report "$name" failed "is $now, may not write $before to /$file"
    return 1
  fi
  rm -f "$1"
}

case $action in
  apply)
    mkdir -p "$state/previous" "$state/owners" 2>/dev/null && put "$state/owners/$owner" '' || true
    for setting in "$@"; do
      # shellcheck disable=SC2086
      apply $setting
    done
    keep_for_next_boot 2>/dev/null || report boot skipped "the next start of this host forgets: may not write to ${sysctl%/*} and ${tmpfiles%/*}"
    ;;
  restore)
    rm -f "$state/owners/$owner"
    failed=0
    for other in "$state"/owners/*; do
      if [ -f "$other" ]; then report owners kept "${other##*/} still needs these settings" >&2; exit 0; fi
    done
    for record in "$state"/previous/*; do
      if [ -f "$record" ]; then restore "$record" >&2 || failed=1; fi
    done
    [ -d "$state" ] || exit 0
    keep_for_next_boot
    [ "$failed" = 0 ] || exit 1
    rm -rf "$state"
    rmdir "${state%/*}" 2>/dev/null || :
    ;;
  *) echo "action: got $action, allowed is apply or restore" >&2; exit 2 ;;
esac
