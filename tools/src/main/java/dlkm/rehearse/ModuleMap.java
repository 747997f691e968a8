package dlkm.rehearse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the kernel put each module of a run, those included that are gone: read from the trace that
 * {@code kmrehearse-observe} switches on. The memory of a module is asked for first, its name comes
 * after that.
 */
final class ModuleMap {

  /**
   * A piece of memory that a module has or had.
   *
   * @param loading that it was only for the load function
   */
  record Range(String module, long base, long size, boolean loading) {
    boolean holds(long address) {
      return Long.compareUnsigned(address, base) >= 0
          && Long.compareUnsigned(address, base + size) < 0;
    }
  }

  /** A piece whose module isn't known yet. */
  private record Asked(long base, long size, OptionalLong type) {
    boolean isText() {
      return type.equals(OptionalLong.of(0));
    }
  }

  private static final Pattern EVENT =
      Pattern.compile(": (size|base|name|module_load): (?:\\([^)]*\\) )?(.*)$");

  private static final Pattern VALUE = Pattern.compile("=(?:0x)?(\\p{XDigit}+)");

  /** Linux 6.10 and newer tell what memory is for (EXECMEM_MODULE_TEXT is 0). */
  private static final Pattern TYPE = Pattern.compile(" type=(?:0x)?(\\p{XDigit}+)");

  private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

  private final List<Range> ranges = new ArrayList<>();
  private final Set<String> outOfTree = new LinkedHashSet<>();
  private final Set<String> inTree = new LinkedHashSet<>();
  private final Set<String> earlier = new LinkedHashSet<>();
  private final List<Asked> unnamed = new ArrayList<>();
  private OptionalLong size = OptionalLong.empty();
  private OptionalLong type = OptionalLong.empty();

  static ModuleMap read(List<String> trace) {
    ModuleMap map = new ModuleMap();
    for (String line : trace) {
      Matcher event = EVENT.matcher(line);
      if (event.find()) {
        map.event(event.group(1), event.group(2));
      }
    }
    return map;
  }

  private void event(String kind, String rest) {
    switch (kind) {
      case "size" -> {
        size = value(rest, VALUE);
        type = value(rest, TYPE);
      }
      case "base" -> base(value(rest, VALUE));
      case "name" -> name(rest);
      default -> loaded(rest);
    }
  }

  private static OptionalLong value(String text, Pattern pattern) {
    Matcher found = pattern.matcher(text);
    return found.find()
        ? OptionalLong.of(Long.parseUnsignedLong(found.group(1), 16))
        : OptionalLong.empty();
  }

  private void base(OptionalLong base) {
    if (base.isPresent() && size.isPresent()) {
      unnamed.add(new Asked(base.getAsLong(), size.getAsLong(), type));
    }
    size = OptionalLong.empty();
  }

  private void name(String text) {
    Matcher found = NAME.matcher(text);
    if (found.find()) {
      for (Asked each : unnamed) {
        ranges.add(new Range(found.group(1), each.base, each.size, isLoading(each)));
      }
    }
    unnamed.clear();
  }

  /**
   * What is only for the load function comes last; kernels that ask for code and data apart do so
   * for both.
   */
  private boolean isLoading(Asked piece) {
    if (piece.type.isEmpty()) {
      return unnamed.size() == 2 && piece.equals(unnamed.getLast());
    }
    List<Asked> texts = unnamed.stream().filter(Asked::isText).toList();
    return texts.size() == 2 && piece.equals(texts.getLast());
  }

  /** {@code NAME FLAGS}: the flags have an O where the module is from outside the tree. */
  private void loaded(String text) {
    int space = text.indexOf(' ');
    String name = space < 0 ? text : text.substring(0, space);
    (space > 0 && text.indexOf('O', space) > 0 ? outOfTree : inTree).add(name);
  }

  /** Adds a module from outside the tree whose place is not known. */
  void add(String module) {
    outOfTree.add(module);
  }

  /** What is of the kernel's own modules now, but for what was only for their load functions. */
  List<Range> ofKernel(Set<String> loaded) {
    return ranges.stream()
        .filter(range -> !range.loading && inTree.contains(range.module))
        .filter(range -> !outOfTree.contains(range.module))
        .filter(range -> loaded.contains(range.module) && at(range.base).equals(Optional.of(range)))
        .toList();
  }

  /** The last module that had the address. */
  Optional<Range> at(long address) {
    return all(address).findFirst();
  }

  /** All modules that had the address, the last first. */
  Stream<Range> all(long address) {
    return ranges.reversed().stream().filter(range -> range.holds(address));
  }

  /** The modules from outside the kernel's tree that the run loaded. */
  Set<String> outOfTree() {
    return outOfTree;
  }

  /** Adds the modules that were loaded before the run. */
  void addEarlier(Set<String> modules) {
    earlier.addAll(modules);
  }

  /**
   * Whether a module isn't what is rehearsed: loaded before the run, or of the kernel's own tree.
   */
  boolean isKernels(String module) {
    return !outOfTree.contains(module) && (earlier.contains(module) || inTree.contains(module));
  }

  /** Whether the run loaded no module at all, as far as is known. */
  boolean isEmpty() {
    return outOfTree.isEmpty() && inTree.isEmpty();
  }
}
