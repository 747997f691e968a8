package dlkm.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The functions of a module file at the places where a kernel's loader puts them: executable
 * sections one after another in the file's order, those of the load function apart from the others.
 */
public final class FunctionTable {

  /** elf.h SHF_EXECINSTR. */
  private static final long EXECUTABLE = 4;

  private record Function(String name, long place) {}

  private final List<Function> functions = new ArrayList<>();
  private long end;

  private FunctionTable() {}

  /**
   * Reads the functions that stay, or those that only the loading needs.
   *
   * @throws dlkm.problem.ProblemException if the file is damaged
   */
  public static FunctionTable read(String shownName, byte[] content, boolean loading) {
    FunctionTable table = new FunctionTable();
    Elf elf = Elf.read(shownName, content);
    List<ElfSymbol> symbols = ElfSymbol.read(elf);
    long place = 0;
    for (int i = 0; i < elf.sections().size(); i++) {
      ElfSection section = elf.sections().get(i);
      if (isCode(section) && section.name().startsWith(".init") == loading) {
        long align = Math.max(1, section.align());
        place = (place + align - 1) / align * align;
        table.add(symbols, i, place);
        place += section.size();
        table.end = place;
      }
    }
    table.functions.sort(Comparator.comparingLong(Function::place));
    return table;
  }

  private static boolean isCode(ElfSection section) {
    return section.isAllocated() && (section.flags() & EXECUTABLE) != 0;
  }

  private void add(List<ElfSymbol> symbols, int section, long place) {
    for (ElfSymbol symbol : symbols) {
      // Sections and files are symbols too, and have dots.
      if (symbol.section() == section && !symbol.name().startsWith(".")) {
        functions.add(new Function(symbol.name(), place + symbol.value()));
      }
    }
  }

  /** The function that has the place, which counts from the module's first byte; data have none. */
  public Optional<String> at(long place) {
    Optional<String> found = Optional.empty();
    if (place >= end) {
      return found;
    }
    for (Function function : functions) {
      if (function.place > place) {
        break;
      }
      // The kernel's own aliases of the load and unload functions say less.
      if (found.isEmpty() || !function.name.matches("init_module|cleanup_module|__pfx_.*")) {
        found = Optional.of(function.name);
      }
    }
    return found;
  }
}
