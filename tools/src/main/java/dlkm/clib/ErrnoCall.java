package dlkm.clib;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Calls functions in the same shape, and keeps their error number before the JVM's own work makes
 * another one of it. Apart from {@link CLibrary}, since this takes as long again to be ready. For
 * one thread.
 */
@SuppressWarnings("restricted")
final class ErrnoCall {

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle CALL =
      Linker.nativeLinker().downcallHandle(CLibrary.SHAPE, Linker.Option.captureCallState("errno"));

  private final MemorySegment state;

  ErrnoCall(Arena arena) {
    state = arena.allocate(STATE);
  }

  /** What the function returns, an int; where that is below zero, the negative error number. */
  int call(CLibrary.Function function, long first, long second, long third) {
    int result = (int) captured(function.address(), first, second, third);
    return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
  }

  private long captured(MemorySegment function, long first, long second, long third) {
    try {
      return (long) CALL.invokeExact(function, state, first, second, third, 0L, 0L, 0L);
    } catch (Throwable e) {
      throw CLibrary.unexpected(e);
    }
  }
}
