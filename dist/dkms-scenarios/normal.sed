# What is not compared, with the reason.
# A time, a process, a name made up for one run.
s/dkms\.[A-Za-z0-9]\{6\}/dkms.XXXXXX/g
s/\.\.\.\.*/.../g
# The name of the program in its own usage.
s|/usr/sbin/dkms|dkms|g
s|/work[^ ]*/bin/dkms|dkms|g
# Modules in the kernel's directory are links to registered images, also in the index.
s|^l \(/lib/modules/.*/updates/dkms/[^ ]*\.ko\) .*|f \1 |
s|updates/dlkm/\([^ :]*\.ko\)|updates/dkms/\1|g
/^[dl] .*\/updates\/dlkm/d
/^d \/lib\/modules\/[^/]*\/updates $/d
s|^l \(/lib/modules/.*/updates/dkms/[^ ]*\.ko\.[a-z]*\) .*|f \1 |
# Ours says what it does besides, and what went wrong first.
/^dkms: /d
# Files beside the log that are not DKMS's: ours has a list of modules, theirs a copy of the configuration.
/^f .*\/log\/modules $/d
/^f .*\/log\/\.config $/d
# What a failed build leaves: the engine builds in a place of its own.
/^[dfl] .*\/1\/build\//d
# A registered image is not compressed, so that it isn't in the index either.
s|^\(updates/dkms/[^ :]*\.ko\)\.[a-z]*:|\1:|
# The usage: ours is made of the tables of options and actions.
s/^Usage: dkms \[action\] \[options\].*/Usage: dkms [action] [options]/
/^  \[action\] /d
/^  \[options\] /d
/^  *mktarball | ldtarball/d
/^  *autoinstall | mktarball/d
/^  *kernel_preinst | kernel_postinst/d
/^              \[--*[a-z]/d
