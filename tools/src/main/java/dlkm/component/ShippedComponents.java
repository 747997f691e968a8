package dlkm.component;

import dlkm.declaration.MasterFile;
import dlkm.declaration.SystemFile;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;

/**
 * The component files of a module, or of a family of modules, as their developer ships them, in a
 * directory: read, and checked with all that is wrong in them reported at once (spec §2.1, §4.1).
 *
 * @param modules what the master file and the system files say of each module
 * @param code everything else that belongs to them
 */
public record ShippedComponents(List<Shipped> modules, String masterText, SourceTree code) {

  /**
   * One module.
   *
   * @param systemText the text of its system file
   */
  public record Shipped(MasterFile master, SystemFile system, String systemText) {

    /** The module's name. */
    public String module() {
      return master.module();
    }
  }

  public ShippedComponents {
    modules = List.copyOf(modules);
  }

  /**
   * Reads the component files of a module or a family. In a family a module's system file is {@code
   * system.MODULE}, or {@code system}, which serves all that have none of their own.
   *
   * @throws ProblemException with all that is wrong
   */
  public static ShippedComponents read(Path directory, String name) {
    return read(directory, directory, name);
  }

  /**
   * The same of a tree whose component files are in a directory of their own, at its top or
   * elsewhere.
   */
  public static ShippedComponents read(Path directory, Path tree, String name) {
    return new ShippedReader(directory, tree, name).read();
  }
}
