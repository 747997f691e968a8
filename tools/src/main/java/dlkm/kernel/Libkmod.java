package dlkm.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * All native code of the product: the calls of libkmod 2 (libkmod.h) that load and unload, and the
 * two of libc that write one word into sysfs and keep the error number, which Java's own files
 * don't tell. Results are 0 or a negative error number, as libkmod's are.
 *
 * <p>Every function is called in one shape, six 64-bit integers in and one out: in the C calling
 * conventions of 64-bit Linux (x86-64, arm64, riscv64) pointers and integers travel in the same
 * registers, and those that a function doesn't look at do no harm. Each further shape costs 10 ms
 * of processor time at its first use, and 30 times that in an emulated machine.
 */
@SuppressWarnings("restricted")
final class Libkmod implements AutoCloseable {

  /** libkmod.h enum kmod_probe: never run install commands of modprobe.d, they might be ours. */
  private static final int IGNORE_COMMAND = 0x4;

  /** asm-generic/fcntl.h O_WRONLY and O_CLOEXEC. */
  private static final int FOR_WRITING = 0x80001;

  private static final long NULL = 0;

  private static final ValueLayout.OfLong L = ValueLayout.JAVA_LONG;
  private static final FunctionDescriptor SHAPE = FunctionDescriptor.of(L, L, L, L, L, L, L);

  private final Arena arena;
  private final SymbolLookup library;
  private final MethodHandle function;
  private final MemorySegment slot;
  private final long context;
  private Optional<Files> files = Optional.empty();

  private Libkmod(Arena arena, SymbolLookup library) {
    this.arena = arena;
    this.library = library;
    function = Linker.nativeLinker().downcallHandle(SHAPE);
    slot = arena.allocate(L);
    context = newContext(NULL);
  }

  /** The library, ready for calls; nothing when the machine hasn't got it. */
  static Optional<Libkmod> open() {
    Arena arena = Arena.ofConfined();
    try {
      SymbolLookup library = SymbolLookup.libraryLookup("libkmod.so.2", arena);
      return Optional.of(new Libkmod(arena, library));
    } catch (IllegalArgumentException e) {
      arena.close();
      return Optional.empty();
    }
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
      long _ = call("kmod_unref", own);
    }
  }

  private int probe(long module, String options) {
    try (Arena call = Arena.ofConfined()) {
      long text = options.isEmpty() ? NULL : call.allocateFrom(options).address();
      return (int) call("kmod_module_probe_insert_module", module, IGNORE_COMMAND, text);
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
    return (int) call("kmod_module_insert_module", insertion.module, 0, insertion.options);
  }

  /** delete_module(2), which never waits. */
  int remove(String name) {
    int result = fromName(name);
    if (result < 0) {
      return result;
    }
    long module = slot.get(L, 0);
    try {
      return (int) call("kmod_module_remove_module", module);
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
      long text = call("kmod_module_get_options", module);
      return text == NULL
          ? ""
          : MemorySegment.ofAddress(text).reinterpret(Integer.MAX_VALUE).getString(0);
    } finally {
      release(module);
    }
  }

  /** Writes a word into a file that exists, in one write(2). */
  int write(String path, String word) {
    if (files.isEmpty()) {
      files = Optional.of(new Files(arena));
    }
    return files.get().write(path, word);
  }

  /** Runs each call once where it does nothing, so that the first real one is fast. */
  int warmUp() {
    int _ = insert(new Insertion(0, NULL, NULL));
    long _ = call("kmod_module_remove_module", NULL);
    int result = fromName("dlkm");
    if (result == 0) {
      release(slot.get(L, 0));
    }
    return write("/dev/null", "1");
  }

  private int fromName(String name) {
    return create("kmod_module_new_from_name", context, name);
  }

  private int fromPath(long in, String path) {
    return create("kmod_module_new_from_path", in, path);
  }

  private int create(String creator, long in, String text) {
    try (Arena call = Arena.ofConfined()) {
      return (int) call(creator, in, call.allocateFrom(text).address(), slot.address());
    }
  }

  private void release(long module) {
    long _ = call("kmod_module_unref", module);
  }

  /** {@code configuration} NULL reads modprobe.d; an empty list reads nothing. */
  private long newContext(long configuration) {
    long made = call("kmod_new", NULL, configuration);
    if (made == NULL) {
      throw new IllegalStateException("kmod_new: out of memory");
    }
    // The library would print its own messages; what failed is in the result.
    long _ = call("kmod_set_log_priority", made);
    return made;
  }

  private long call(String name, long first) {
    return call(name, first, 0, 0);
  }

  private long call(String name, long first, long second) {
    return call(name, first, second, 0);
  }

  private long call(String name, long first, long second, long third) {
    try {
      MemorySegment called = library.findOrThrow(name);
      return (long) function.invokeExact(called, first, second, third, 0L, 0L, 0L);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static RuntimeException unexpected(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(thrown);
    };
  }

  @Override
  public void close() {
    long _ = call("kmod_unref", context);
    arena.close();
  }

  /** The calls of libc whose error number has to be caught before the JVM makes another one. */
  private static final class Files {

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
        STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle function =
        Linker.nativeLinker().downcallHandle(SHAPE, Linker.Option.captureCallState("errno"));
    private final SymbolLookup libc = Linker.nativeLinker().defaultLookup();
    private final MemorySegment state;

    Files(Arena arena) {
      state = arena.allocate(STATE);
    }

    int write(String path, String word) {
      try (Arena call = Arena.ofConfined()) {
        int file = (int) call("open", call.allocateFrom(path).address(), FOR_WRITING, 0);
        if (file < 0) {
          return -errno();
        }
        MemorySegment text = call.allocateFrom(word);
        long written = call("write", file, text.address(), text.byteSize() - 1);
        int result = written < 0 ? -errno() : 0;
        long _ = call("close", file, 0, 0);
        return result;
      }
    }

    private long call(String name, long first, long second, long third) {
      try {
        MemorySegment called = libc.findOrThrow(name);
        return (long) function.invokeExact(called, state, first, second, third, 0L, 0L, 0L);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    private int errno() {
      return (int) ERRNO.get(state, 0L);
    }
  }
}
