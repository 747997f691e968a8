package dlkm.image;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A C library. Its functions are called in the one shape that the product has for all, six 64-bit
 * integers in and one out: each further shape costs 10 ms at its first use.
 */
@SuppressWarnings("restricted")
final class NativeLibrary {

  private static final ValueLayout.OfLong L = ValueLayout.JAVA_LONG;
  private static final MethodHandle CALL =
      Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(L, L, L, L, L, L, L));

  private final SymbolLookup symbols;

  /**
   * @throws DamagedException when the machine hasn't got it
   */
  NativeLibrary(String file, String debianPackage) {
    try {
      symbols = SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new DamagedException(
          "can't be unpacked: the library " + file + " is missing", "install " + debianPackage);
    }
  }

  private NativeLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /** C's own. */
  static NativeLibrary standard() {
    return new NativeLibrary(Linker.nativeLinker().defaultLookup());
  }

  Function function(String name) {
    return new Function(symbols.findOrThrow(name));
  }

  /** One of its functions; what it doesn't look at of the six arguments does no harm. */
  record Function(MemorySegment address) {

    long call(long first) {
      return call(first, 0, 0, 0, 0);
    }

    long call(long first, long second, long third) {
      return call(first, second, third, 0, 0);
    }

    long call(long first, long second, long third, long fourth, long fifth) {
      try {
        return (long) CALL.invokeExact(address, first, second, third, fourth, fifth, 0L);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
