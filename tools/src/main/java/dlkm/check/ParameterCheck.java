package dlkm.check;

import dlkm.image.RawModule;
import java.util.HashMap;
import java.util.Map;

/**
 * The values that the module's parameters get when it is loaded: parse_args() and the parameters
 * that the module has in {@code __param}, whatever its {@code .modinfo} says of them.
 */
final class ParameterCheck {

  private static final byte[] SECTION = LoadInfo.bytes("__param");

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
  private record Declared(ParameterValue.Type type, boolean hardware) {}

  private final CheckedModule module;
  private final LoadInfo loadInfo;
  private final Map<String, Declared> declared = new HashMap<>();

  private ParameterCheck(CheckedModule module) {
    this.module = module;
    loadInfo = module.loadInfo();
  }

  /** Checks the words that would be given to the module, as {@code name=value name=value}. */
  static void check(CheckedModule module, String words) {
    if (words.isBlank()) {
      return;
    }
    ParameterCheck check = new ParameterCheck(module);
    check.read();
    for (ParameterWords.Word word : ParameterWords.split(words)) {
      check.word(word);
    }
  }

  private void read() {
    RawModule raw = loadInfo.raw();
    int section = loadInfo.find(SECTION);
    int relocations = section == 0 ? 0 : loadInfo.relocationsOf(section).orElse(0);
    int count = loadInfo.size(section) / ROW;
    int[][] places = new int[count][4];
    int end = relocations == 0 ? 0 : loadInfo.end(relocations) - RawModule.RELOCATION;
    for (int at = loadInfo.offset(relocations); at <= end && relocations != 0; at += 24) {
      long offset = raw.i64(at);
      if (offset >= 0 && offset < (long) count * ROW && offset % 8 == 0) {
        int member = (int) offset % ROW;
        int slot = member == NAME ? 0 : member == OPERATIONS ? 1 : member == ARGUMENT ? 2 : 3;
        places[(int) offset / ROW][slot] = at;
      }
    }
    for (int i = 0; i < count; i++) {
      if (places[i][0] != 0) {
        int row = loadInfo.offset(section) + i * ROW;
        String name = raw.text(RelocationTarget.of(loadInfo, places[i][0]));
        declared.put(
            name.replace('-', '_'),
            new Declared(
                new ParameterValue.Type(
                    symbol(places[i][1]), most(places[i][2]), element(places[i][2])),
                (raw.u8(row + FLAGS) & HARDWARE) != 0));
      }
    }
  }

  /** The name of the symbol that a relocation is about; empty where it is a place in this file. */
  private String symbol(int at) {
    int symbol = at == 0 ? -1 : RelocationTarget.symbol(loadInfo, at);
    return symbol < 0
        ? ""
        : loadInfo.raw().text(loadInfo.texts() + loadInfo.raw().i32(loadInfo.symbolAt(symbol)));
  }

  /** The first number of struct kparam_array or struct kparam_string. */
  private int most(int at) {
    int place = at == 0 ? -1 : RelocationTarget.of(loadInfo, at);
    return place < 0 || place > loadInfo.raw().size() - 4 ? -1 : loadInfo.raw().i32(place);
  }

  /** The functions that set an element, where the argument is an array. */
  private String element(int at) {
    int place = at == 0 ? -1 : RelocationTarget.of(loadInfo, at);
    if (place < 0) {
      return "";
    }
    RawModule raw = loadInfo.raw();
    int section = raw.u16(loadInfo.symbolAt(RelocationTarget.symbol(loadInfo, at)) + 6);
    int relocations = loadInfo.relocationsOf(section).orElse(0);
    int wanted = place - loadInfo.offset(section) + ELEMENT_OPERATIONS;
    int end = relocations == 0 ? 0 : loadInfo.end(relocations) - RawModule.RELOCATION;
    for (int row = loadInfo.offset(relocations); row <= end && relocations != 0; row += 24) {
      if (raw.i64(row) == wanted) {
        return symbol(row);
      }
    }
    return "";
  }

  private void word(ParameterWords.Word word) {
    Declared parameter = declared.get(word.name().replace('-', '_'));
    if (parameter == null) {
      unknown(word);
      return;
    }
    String errno = "";
    if (parameter.hardware && module.kernel().policy().lockedDown()) {
      errno = "EPERM";
    } else {
      errno = ParameterValue.error(parameter.type, word.value());
    }
    if (!errno.isEmpty()) {
      refuse(parameter, word.name(), word.value().orElse(""), errno);
    }
  }

  private void refuse(Declared parameter, String name, String value, String errno) {
    module.add(
        CheckFinding.refusesParameter(
            name,
            errno,
            "parameter " + name + ": invalid value '" + value + "'",
            says(parameter, name, value, errno),
            "correct the value: modprobe.d(5), kmtune(8)"));
  }

  private String says(Declared parameter, String name, String value, String errno) {
    if (value.length() > LOGGED) {
      return name + ": string parameter too long";
    }
    // The kernel has cut an array's text at its first comma by then.
    boolean array = parameter.type.operations().equals("param_array_ops");
    String shown =
        array && value.indexOf(',') >= 0 ? value.substring(0, value.indexOf(',')) : value;
    String how = errno.equals("ENOSPC") ? "' too large" : "' invalid";
    return module.name() + ": `" + shown + how + " for parameter `" + name + "'";
  }

  private void unknown(ParameterWords.Word word) {
    if (word.name().equals("async_probe") || word.name().equals("dyndbg")) {
      return;
    }
    module.add(
        CheckFinding.warns(
            LoadStage.PARAMETERS,
            "unknown parameter '" + word.name() + "'",
            module.name() + ": unknown parameter '" + word.name() + "' ignored",
            "remove it: modprobe.d(5), kmtune(8)"));
  }
}
