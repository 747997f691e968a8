__modstub(-ENXIO) int stubbed_count(int what);
__modstub() int stubbed_open(const char *name);
__modstub(0) int stubbed_print(const char *format, ...);
