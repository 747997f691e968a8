package dlkm.clib;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A C library. Its functions are called in the one shape that the product has for all, six 64-bit
 * integers in and one out: in the C calling conventions of 64-bit Linux (x86-64, arm64, riscv64)
 * pointers and integers travel in the same registers, and those that a function doesn't look at do
 * no harm. Each further shape costs 10 ms of processor time at its first use, and 30 times that in
 * an emulated machine.
 */
@SuppressWarnings("restricted")
public final class CLibrary {

  private static final ValueLayout.OfLong L = ValueLayout.JAVA_LONG;

  static final FunctionDescriptor SHAPE = FunctionDescriptor.of(L, L, L, L, L, L, L);

  private static final MethodHandle CALL = Linker.nativeLinker().downcallHandle(SHAPE);

  private final SymbolLookup symbols;

  private CLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /**
   * The library in a file of that name, for as long as the JVM runs; nothing when there is none.
   */
  public static Optional<CLibrary> find(String file) {
    try {
      return Optional.of(new CLibrary(SymbolLookup.libraryLookup(file, Arena.global())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** C's own. */
  static CLibrary standard() {
    return new CLibrary(Linker.nativeLinker().defaultLookup());
  }

  /** The function of that name, which the library has. */
  public Function function(String name) {
    return new Function(symbols.findOrThrow(name));
  }

  /** The text at an address that C gave, up to its zero byte. */
  public static String text(long address) {
    return MemorySegment.ofAddress(address).reinterpret(Integer.MAX_VALUE).getString(0);
  }

  /** What a call throws is our own mistake; C throws nothing. */
  static RuntimeException unexpected(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(thrown);
    };
  }

  /** One of its functions; what it doesn't look at of the six arguments does no harm. */
  public record Function(MemorySegment address) {

    /** Calls it with one argument, or with none that it looks at. */
    public long call(long first) {
      return call(first, 0, 0, 0, 0);
    }

    /** Calls it with up to three arguments. */
    public long call(long first, long second, long third) {
      return call(first, second, third, 0, 0);
    }

    /** Calls it with up to five arguments. */
    public long call(long first, long second, long third, long fourth, long fifth) {
      return call(first, second, third, fourth, fifth, 0);
    }

    /** Calls it with up to six arguments. */
    public long call(long first, long second, long third, long fourth, long fifth, long sixth) {
      try {
        return (long) CALL.invokeExact(address, first, second, third, fourth, fifth, sixth);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }
  }
}
