package dlkm.check;

import dlkm.image.RawModule;
import java.util.HashMap;
import java.util.Map;

/**
 * The values that the module's parameters get when it is loaded: parse_args() and the parameters
 * that the module has in {@code __param}, whatever its {@code .modinfo} says of them.
 */
final class ParameterCheck {

  private static final byte[] SECTION = Frame.bytes("__param");

  /** linux/moduleparam.h struct kernel_param, and its members. */
  private static final int ROW = 40;

  private static final int NAME = 0;
  private static final int OPERATIONS = 16;
  private static final int FLAGS = 27;
  private static final int ARGUMENT = 32;
  private static final int HARDWARE = 2;

  /** A line of the kernel's log ends about there. */
  private static final int LOGGED = 900;

  /** linux/moduleparam.h struct kparam_array: where the functions for an element are. */
  private static final int ELEMENT_OPERATIONS = 16;

  /** A parameter as the kernel finds it. */
  private record Known(ParameterValue.Kind kind, boolean hardware) {}

  private final Subject subject;
  private final Frame frame;
  private final Map<String, Known> known = new HashMap<>();

  private ParameterCheck(Subject subject) {
    this.subject = subject;
    frame = subject.frame();
  }

  /** Checks the words that would be given to the module, as {@code name=value name=value}. */
  static void check(Subject subject, String words) {
    if (words.isBlank()) {
      return;
    }
    ParameterCheck check = new ParameterCheck(subject);
    check.read();
    for (ParameterWords.Word word : ParameterWords.split(words)) {
      check.word(word);
    }
  }

  private void read() {
    RawModule raw = frame.raw();
    int section = frame.find(SECTION);
    int relocations = section == 0 ? 0 : frame.relocationsOf(section).orElse(0);
    int count = frame.size(section) / ROW;
    int[][] places = new int[count][4];
    int end = relocations == 0 ? 0 : frame.end(relocations) - RawModule.RELOCATION;
    for (int at = frame.offset(relocations); at <= end && relocations != 0; at += 24) {
      long offset = raw.i64(at);
      if (offset >= 0 && offset < (long) count * ROW && offset % 8 == 0) {
        int member = (int) offset % ROW;
        int slot = member == NAME ? 0 : member == OPERATIONS ? 1 : member == ARGUMENT ? 2 : 3;
        places[(int) offset / ROW][slot] = at;
      }
    }
    for (int i = 0; i < count; i++) {
      if (places[i][0] != 0) {
        int row = frame.offset(section) + i * ROW;
        String name = raw.text(Place.of(frame, places[i][0]));
        known.put(
            name.replace('-', '_'),
            new Known(
                new ParameterValue.Kind(
                    symbol(places[i][1]), most(places[i][2]), element(places[i][2])),
                (raw.u8(row + FLAGS) & HARDWARE) != 0));
      }
    }
  }

  /** The name of the symbol that a relocation is about; empty where it is a place in this file. */
  private String symbol(int at) {
    int symbol = at == 0 ? -1 : Place.symbol(frame, at);
    return symbol < 0
        ? ""
        : frame.raw().text(frame.texts() + frame.raw().i32(frame.symbolAt(symbol)));
  }

  /** The first number of struct kparam_array or struct kparam_string. */
  private int most(int at) {
    int place = at == 0 ? -1 : Place.of(frame, at);
    return place < 0 || place > frame.raw().size() - 4 ? -1 : frame.raw().i32(place);
  }

  /** The functions that set an element, where the argument is an array. */
  private String element(int at) {
    int place = at == 0 ? -1 : Place.of(frame, at);
    if (place < 0) {
      return "";
    }
    RawModule raw = frame.raw();
    int section = raw.u16(frame.symbolAt(Place.symbol(frame, at)) + 6);
    int relocations = frame.relocationsOf(section).orElse(0);
    int wanted = place - frame.offset(section) + ELEMENT_OPERATIONS;
    int end = relocations == 0 ? 0 : frame.end(relocations) - RawModule.RELOCATION;
    for (int row = frame.offset(relocations); row <= end && relocations != 0; row += 24) {
      if (raw.i64(row) == wanted) {
        return symbol(row);
      }
    }
    return "";
  }

  private void word(ParameterWords.Word word) {
    Known parameter = known.get(word.name().replace('-', '_'));
    if (parameter == null) {
      unknown(word);
      return;
    }
    String errno = "";
    if (parameter.hardware && subject.facts().policy().lockedDown()) {
      errno = "EPERM";
    } else {
      errno = ParameterValue.error(parameter.kind, word.value());
    }
    if (!errno.isEmpty()) {
      refuse(parameter, word.name(), word.value().orElse(""), errno);
    }
  }

  private void refuse(Known parameter, String name, String value, String errno) {
    subject.add(
        Finding.refuses(
            Kind.PARAMETERS,
            errno,
            "its parameter " + name + " can't be '" + value + "'",
            says(parameter, name, value, errno),
            "correct the value: modprobe.d(5), kmtune(8)"));
  }

  private String says(Known parameter, String name, String value, String errno) {
    if (value.length() > LOGGED) {
      return name + ": string parameter too long";
    }
    // The kernel has cut an array's text at its first comma by then.
    boolean array = parameter.kind.operations().equals("param_array_ops");
    String shown =
        array && value.indexOf(',') >= 0 ? value.substring(0, value.indexOf(',')) : value;
    String how = errno.equals("ENOSPC") ? "' too large" : "' invalid";
    return subject.name() + ": `" + shown + how + " for parameter `" + name + "'";
  }

  private void unknown(ParameterWords.Word word) {
    if (word.name().equals("async_probe") || word.name().equals("dyndbg")) {
      return;
    }
    subject.add(
        Finding.warns(
            Kind.PARAMETERS,
            "it has no parameter " + word.name(),
            subject.name() + ": unknown parameter '" + word.name() + "' ignored",
            "take it out: modprobe.d(5), kmtune(8)"));
  }
}
