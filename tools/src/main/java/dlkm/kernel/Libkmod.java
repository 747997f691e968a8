package dlkm.kernel;

import java.lang.foreign.AddressLayout;
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
 * three of libc that write one word into sysfs and keep the error number, which Java's own files
 * don't tell. Results are 0 or a negative error number, as libkmod's are.
 */
@SuppressWarnings("restricted")
final class Libkmod implements AutoCloseable {

  /** libkmod.h enum kmod_probe: never run install commands of modprobe.d, they might be ours. */
  private static final int IGNORE_COMMAND = 0x4;

  /** asm-generic/fcntl.h. */
  private static final int WRITE_ONLY = 1;

  private static final int CLOSE_ON_EXEC = 0x80000;

  private static final AddressLayout P = ValueLayout.ADDRESS;
  private static final ValueLayout.OfInt I = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong L = ValueLayout.JAVA_LONG;
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Arena arena;
  private final Functions functions;
  private final MemorySegment state;
  private final MemorySegment slot;
  private final MemorySegment context;

  private Libkmod(Arena arena, SymbolLookup library) {
    this.arena = arena;
    functions = new Functions(library);
    state = arena.allocate(STATE);
    slot = arena.allocate(P);
    context = newContext(MemorySegment.NULL);
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
    return withModule(functions.newFromName, context, name, module -> probe(module, ""));
  }

  /** Loads the module in that file and all that it needs, as the module index says. */
  int probeFile(String path, String options) {
    return withFile(path, module -> probe(module, options));
  }

  private int probe(MemorySegment module, String options) {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment text = options.isEmpty() ? MemorySegment.NULL : call.allocateFrom(options);
      MemorySegment none = MemorySegment.NULL;
      return (int) functions.probe.invokeExact(module, IGNORE_COMMAND, text, none, none, none);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** A module ready to be inserted with one call; lives as long as this library. */
  Insertion insertion(String path, String options) {
    // A context of its own: one context takes only one file for a name, and a way back needs two.
    MemorySegment own = newContext(arena.allocate(P));
    int result = create(functions.newFromPath, own, path);
    MemorySegment module = result < 0 ? MemorySegment.NULL : slot.get(P, 0);
    return new Insertion(result, module, arena.allocateFrom(options));
  }

  /** A module's file with its parameters in native memory. {@code result} may be an error. */
  record Insertion(int result, MemorySegment module, MemorySegment options) {}

  /** Nothing but open(2) and finit_module(2). */
  int insert(Insertion insertion) {
    if (insertion.result < 0) {
      return insertion.result;
    }
    return insert(insertion.module, insertion.options);
  }

  private int insert(MemorySegment module, MemorySegment options) {
    try {
      return (int) functions.insert.invokeExact(module, 0, options);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** delete_module(2), which never waits. */
  int remove(String name) {
    return withModule(functions.newFromName, context, name, this::remove);
  }

  private int remove(MemorySegment module) {
    try {
      return (int) functions.remove.invokeExact(module, 0);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** The parameters that modprobe.d and the kernel's command line have for a module. */
  String options(String name) {
    int result = create(functions.newFromName, context, name);
    if (result < 0) {
      return "";
    }
    MemorySegment module = slot.get(P, 0);
    try {
      MemorySegment text = (MemorySegment) functions.options.invokeExact(module);
      return text.address() == 0 ? "" : text.reinterpret(Integer.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw unexpected(e);
    } finally {
      release(module);
    }
  }

  /** Writes a word into a file that exists, in one write(2). */
  int write(String path, String word) {
    try (Arena call = Arena.ofConfined()) {
      int flags = WRITE_ONLY | CLOSE_ON_EXEC;
      int file = (int) functions.open.invokeExact(state, call.allocateFrom(path), flags);
      if (file < 0) {
        return -errno();
      }
      MemorySegment text = call.allocateFrom(word);
      long written = (long) functions.write.invokeExact(state, file, text, text.byteSize() - 1);
      int result = written < 0 ? -errno() : 0;
      int _ = (int) functions.close.invokeExact(file);
      return result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Runs each call once where it does nothing, so that the first real one is fast. */
  int warmUp() {
    int _ = insert(MemorySegment.NULL, MemorySegment.NULL);
    int _ = withModule(functions.newFromName, context, "dlkm", _ -> remove(MemorySegment.NULL));
    return write("/dev/null", "1");
  }

  private interface Work {
    int on(MemorySegment module);
  }

  private int withFile(String path, Work work) {
    MemorySegment own = newContext(MemorySegment.NULL);
    try {
      return withModule(functions.newFromPath, own, path, work);
    } finally {
      releaseContext(own);
    }
  }

  private int withModule(MethodHandle create, MemorySegment in, String text, Work work) {
    int result = create(create, in, text);
    if (result < 0) {
      return result;
    }
    MemorySegment module = slot.get(P, 0);
    try {
      return work.on(module);
    } finally {
      release(module);
    }
  }

  private int create(MethodHandle create, MemorySegment in, String text) {
    try (Arena call = Arena.ofConfined()) {
      return (int) create.invokeExact(in, call.allocateFrom(text), slot);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private void release(MemorySegment module) {
    try {
      MemorySegment _ = (MemorySegment) functions.release.invokeExact(module);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** {@code configuration} NULL reads modprobe.d; an empty list reads nothing. */
  private MemorySegment newContext(MemorySegment configuration) {
    try {
      MemorySegment none = MemorySegment.NULL;
      MemorySegment made = (MemorySegment) functions.create.invokeExact(none, configuration);
      if (made.address() == 0) {
        throw new IllegalStateException("kmod_new: out of memory");
      }
      // The library would print its own messages; what failed is in the result.
      functions.logPriority.invokeExact(made, 0);
      return made;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private void releaseContext(MemorySegment made) {
    try {
      MemorySegment _ = (MemorySegment) functions.destroy.invokeExact(made);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private int errno() {
    return (int) ERRNO.get(state, 0L);
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
    releaseContext(context);
    arena.close();
  }

  /** The handles. One descriptor serves many calls: each shape costs time at the first use. */
  private static final class Functions {

    private static final FunctionDescriptor FROM_TEXT = FunctionDescriptor.of(I, P, P, P);
    private static final FunctionDescriptor TO_ADDRESS = FunctionDescriptor.of(P, P);

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup library;

    final MethodHandle create;
    final MethodHandle destroy;
    final MethodHandle logPriority;
    final MethodHandle newFromName;
    final MethodHandle newFromPath;
    final MethodHandle release;
    final MethodHandle probe;
    final MethodHandle insert;
    final MethodHandle remove;
    final MethodHandle options;
    final MethodHandle open;
    final MethodHandle write;
    final MethodHandle close;

    Functions(SymbolLookup library) {
      this.library = library;
      create = kmod("kmod_new", FunctionDescriptor.of(P, P, P));
      destroy = kmod("kmod_unref", TO_ADDRESS);
      logPriority = kmod("kmod_set_log_priority", FunctionDescriptor.ofVoid(P, I));
      newFromName = kmod("kmod_module_new_from_name", FROM_TEXT);
      newFromPath = kmod("kmod_module_new_from_path", FROM_TEXT);
      release = kmod("kmod_module_unref", TO_ADDRESS);
      probe = kmod("kmod_module_probe_insert_module", FunctionDescriptor.of(I, P, I, P, P, P, P));
      insert = kmod("kmod_module_insert_module", FunctionDescriptor.of(I, P, I, P));
      remove = kmod("kmod_module_remove_module", FunctionDescriptor.of(I, P, I));
      options = kmod("kmod_module_get_options", TO_ADDRESS);
      Linker.Option errno = Linker.Option.captureCallState("errno");
      open = libc("open", FunctionDescriptor.of(I, P, I), Linker.Option.firstVariadicArg(2), errno);
      write = libc("write", FunctionDescriptor.of(L, I, P, L), errno);
      close = libc("close", FunctionDescriptor.of(I, I));
    }

    private MethodHandle kmod(String name, FunctionDescriptor shape) {
      return linker.downcallHandle(library.findOrThrow(name), shape);
    }

    private MethodHandle libc(
        String name, FunctionDescriptor shape, Linker.Option... linkerOptions) {
      MemorySegment function = linker.defaultLookup().findOrThrow(name);
      return linker.downcallHandle(function, shape, linkerOptions);
    }
  }
}
