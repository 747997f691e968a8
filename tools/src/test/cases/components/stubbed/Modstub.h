#ifndef __modstub
#define __modstub(failure)
#endif

__modstub(-ENXIO) int stubbed_count(int what);
