package dlkm.rehearse;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * The kernel's code before and after: it changes itself, but at known places and in known forms. A
 * jump or call of five bytes, or one of two, becomes another one or nothing, and the reverse
 * (arch/x86/kernel/jump_label.c, static_call.c, ftrace.c).
 */
record KernelText(KernelAreas.Area area, ByteBuffer old, ByteBuffer now, GoneModules gone) {

  private static final int LONG = 5;

  /** What is at a place that changed, if the kernel doesn't change itself so. */
  OptionalLong fault(int at) {
    for (int start = Math.max(0, at - LONG + 1); start <= at; start++) {
      if (isLong(old, start) && isLong(now, start) || isShort(start, at)) {
        long target = target(start);
        return gone.holds(target) ? OptionalLong.of(target) : OptionalLong.empty();
      }
    }
    return OptionalLong.of(now.get(at) & 0xff);
  }

  /** The next place to look at: after the instruction that holds this one. */
  int next(int at) {
    for (int start = Math.max(0, at - LONG + 1); start <= at; start++) {
      if (isLong(old, start) && isLong(now, start)) {
        return start + LONG;
      }
    }
    return at + 1;
  }

  private long target(int start) {
    boolean jumps = isLong(now, start) && (now.get(start) & 0xfe) == 0xe8;
    return jumps ? area.address() + start + LONG + now.getInt(start + 1) : 0;
  }

  /** A call or jump within the kernel or its modules, or an instruction that does nothing. */
  private boolean isLong(ByteBuffer text, int at) {
    if (at + LONG > text.limit()) {
      return false;
    }
    int first = text.get(at) & 0xff;
    int rest = text.getInt(at + 1);
    return switch (first) {
      case 0xe8, 0xe9 -> isCode(area.address() + at + LONG + rest);
      case 0x0f -> rest == 0x0000441f;
      // A call that returns 0, and a jump that returns.
      case 0x66 -> rest == 0xc0314866;
      case 0x2e -> rest == 0xc0312e2e;
      case 0xc3 -> rest == 0xcccccccc;
      default -> false;
    };
  }

  private boolean isCode(long address) {
    long place = address - area.address();
    return place >= 0 && place < area.size() || GoneModules.mayHold(address);
  }

  private boolean isShort(int start, int at) {
    return at - start < 2 && isShort(old, start) && isShort(now, start);
  }

  private static boolean isShort(ByteBuffer text, int at) {
    int first = text.get(at) & 0xff;
    return first == 0xeb
        || first == 0x66 && at + 1 < text.limit() && (text.get(at + 1) & 0xff) == 0x90;
  }
}
