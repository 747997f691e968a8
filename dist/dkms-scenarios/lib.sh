# What a scenario of the table may use; $DKMS is the command under test, $K the kernel.
k="-k $K"
src=/usr/src
var=/var/lib/dkms

# d ARGUMENT ...: the command, its output and its exit status
d() {
  echo "\$ dkms $*"
  status=0
  "$DKMS" "$@" </dev/null 2>&1 || status=$?
  echo "=> $status"
}
# pkg NAME VERSION [LINE ...]: sources of one module, with these lines at the end of dkms.conf
pkg() {
  tree=$src/$1-$2
  mkdir -p "$tree"
  module "$tree/$1" "$2"
  echo "obj-m := $1.o" >"$tree/Makefile"
  conf "$tree" "PACKAGE_NAME=$1" "PACKAGE_VERSION=$2" "BUILT_MODULE_NAME[0]=$1" 'DEST_MODULE_LOCATION[0]=/updates'
  shift 2
  [ $# = 0 ] || add "$@"
}
conf() { # conf DIRECTORY LINE ...: the whole dkms.conf
  at=$1
  shift
  mkdir -p "$at"
  printf '%s\n' "$@" >"$at/dkms.conf"
}
add() { printf '%s\n' "$@" >>"$tree/dkms.conf"; }
# module PATH VERSION: the source of a module
module() {
  printf '%s\n' '#include <linux/module.h>' 'MODULE_LICENSE("GPL");' "MODULE_VERSION(\"$2\");" >"$1.c"
}
# say NAME [STATUS]: a program of the package
say() {
  printf '#!/bin/sh\necho "I am $0 $*"\nexit %s\n' "${2:-0}" >"$tree/$1"
  chmod +x "$tree/$1"
}
# change NAME: a patch of the package that changes its Makefile
change() {
  mkdir -p "$tree/patches"
  printf '%s\n' '--- a/Makefile' '+++ b/Makefile' '@@ -1 +1,2 @@' "$(sed 's/^/ /;1q' "$tree/Makefile")" "+# $1" \
    >"$tree/patches/$1"
}
# two NAME VERSION: a package of two modules, NAME_a and NAME_b
two() {
  tree=$src/$1-$2
  mkdir -p "$tree"
  module "$tree/$1_a" "$2"
  module "$tree/$1_b" "$2"
  echo "obj-m := $1_a.o $1_b.o" >"$tree/Makefile"
  conf "$tree" "PACKAGE_NAME=$1" "PACKAGE_VERSION=$2" "BUILT_MODULE_NAME[0]=$1_a" "BUILT_MODULE_NAME[1]=$1_b" \
    'DEST_MODULE_LOCATION[0]=/updates' 'DEST_MODULE_LOCATION[1]=/extra'
}
settings() { # settings LINE ...: framework.conf
  mkdir -p /etc/dkms/framework.conf.d
  printf '%s\n' "$@" >/etc/dkms/framework.conf.d/own.conf
}
# the_files: what is there afterwards, and what modprobe finds
the_files() {
  echo '# files'
  for place in "$var" "/lib/modules/$K/updates" "/lib/modules/$K/extra" "$src"; do
    [ ! -d "$place" ] || find "$place" -maxdepth 6 -path '*/linux-*' -prune -o -printf '%y %p %l\n' | sort
  done
  echo '# index'
  grep -v '^kernel/drivers/net/' "/lib/modules/$K/modules.dep" | sort
}

