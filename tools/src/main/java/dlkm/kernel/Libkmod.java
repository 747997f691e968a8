package dlkm.kernel;

import dlkm.clib.CFiles;
import dlkm.clib.CLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The calls of libkmod 2 (libkmod.h) that load and unload, and the writing of a word into sysfs,
 * whose error number Java's own files don't tell. Results are 0 or a negative error number, as
 * libkmod's are.
 */
final class Libkmod implements AutoCloseable {

  /** libkmod.h enum kmod_probe: never run install commands of modprobe.d, they might be ours. */
  private static final int IGNORE_COMMAND = 0x4;

  private static final long NULL = 0;

  private static final ValueLayout.OfLong L = ValueLayout.JAVA_LONG;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment slot = arena.allocate(L);
  private final CLibrary.Function create;
  private final CLibrary.Function setLogPriority;
  private final CLibrary.Function unref;
  private final CLibrary.Function newFromName;
  private final CLibrary.Function newFromPath;
  private final CLibrary.Function probeInsert;
  private final CLibrary.Function insert;
  private final CLibrary.Function remove;
  private final CLibrary.Function getOptions;
  private final CLibrary.Function unrefModule;
  private final long context;

  /** There once a word had to be written. */
  private Optional<CFiles> files = Optional.empty();

  private Libkmod(CLibrary library) {
    create = library.function("kmod_new");
    setLogPriority = library.function("kmod_set_log_priority");
    unref = library.function("kmod_unref");
    newFromName = library.function("kmod_module_new_from_name");
    newFromPath = library.function("kmod_module_new_from_path");
    probeInsert = library.function("kmod_module_probe_insert_module");
    insert = library.function("kmod_module_insert_module");
    remove = library.function("kmod_module_remove_module");
    getOptions = library.function("kmod_module_get_options");
    unrefModule = library.function("kmod_module_unref");
    context = newContext(NULL);
  }

  /** The library, ready for calls; nothing when the machine hasn't got it. */
  static Optional<Libkmod> open() {
    Optional<CLibrary> library = CLibrary.find("libkmod.so.2");
    return library.isEmpty() ? Optional.empty() : Optional.of(new Libkmod(library.get()));
  }

  /** Loads the module of that name and all that it needs, as the module index says. */
  int probe(String name) {
    int result = fromName(name);
    return result < 0 ? result : probe(slot.get(L, 0), "");
  }

  /** Loads the module in that file and all that it needs, as the module index says. */
  int probeFile(String path, String options) {
    // A context of its own, because one context takes only one file for a name.
    long own = newContext(NULL);
    try {
      int result = fromPath(own, path);
      return result < 0 ? result : probe(slot.get(L, 0), options);
    } finally {
      long _ = unref.call(own);
    }
  }

  private int probe(long module, String options) {
    try (Arena call = Arena.ofConfined()) {
      long text = options.isEmpty() ? NULL : call.allocateFrom(options).address();
      return (int) probeInsert.call(module, IGNORE_COMMAND, text);
    } finally {
      release(module);
    }
  }

  /** A module ready to be inserted with one call; lives as long as this library. */
  Insertion insertion(String path, String options) {
    // Without configuration: all of the parameters are given.
    long own = newContext(arena.allocate(L).address());
    int result = fromPath(own, path);
    long module = result < 0 ? NULL : slot.get(L, 0);
    return new Insertion(result, module, arena.allocateFrom(options).address());
  }

  /** A module's file with its parameters in native memory. {@code result} may be an error. */
  record Insertion(int result, long module, long options) {}

  /** Nothing but open(2) and finit_module(2). */
  int insert(Insertion insertion) {
    if (insertion.result < 0) {
      return insertion.result;
    }
    return (int) insert.call(insertion.module, 0, insertion.options);
  }

  /** delete_module(2), which never waits. */
  int remove(String name) {
    int result = fromName(name);
    if (result < 0) {
      return result;
    }
    long module = slot.get(L, 0);
    try {
      return (int) remove.call(module);
    } finally {
      release(module);
    }
  }

  /** The parameters that modprobe.d and the kernel's command line have for a module. */
  String options(String name) {
    if (fromName(name) < 0) {
      return "";
    }
    long module = slot.get(L, 0);
    try {
      long text = getOptions.call(module);
      return text == NULL ? "" : CLibrary.text(text);
    } finally {
      release(module);
    }
  }

  /** Writes a word into a file that exists, in one write(2). */
  int write(String path, String word) {
    if (files.isEmpty()) {
      files = Optional.of(new CFiles());
    }
    return files.get().write(path, word);
  }

  /** Runs each call once where it does nothing, so that the first real one is fast. */
  int warmUp() {
    int _ = insert(new Insertion(0, NULL, NULL));
    long _ = remove.call(NULL);
    int result = fromName("dlkm");
    if (result == 0) {
      release(slot.get(L, 0));
    }
    return write("/dev/null", "1");
  }

  private int fromName(String name) {
    return module(newFromName, context, name);
  }

  private int fromPath(long in, String path) {
    return module(newFromPath, in, path);
  }

  private int module(CLibrary.Function creator, long in, String text) {
    try (Arena call = Arena.ofConfined()) {
      return (int) creator.call(in, call.allocateFrom(text).address(), slot.address());
    }
  }

  private void release(long module) {
    long _ = unrefModule.call(module);
  }

  /** {@code configuration} NULL reads modprobe.d; an empty list reads nothing. */
  private long newContext(long configuration) {
    long made = create.call(NULL, configuration, 0);
    if (made == NULL) {
      throw new IllegalStateException("kmod_new: out of memory");
    }
    // The library would print its own messages; what failed is in the result.
    long _ = setLogPriority.call(made);
    return made;
  }

  @Override
  public void close() {
    long _ = unref.call(context);
    files.ifPresent(CFiles::close);
    arena.close();
  }
}
