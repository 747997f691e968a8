package dlkm.update;

import dlkm.component.InstalledModule;
import dlkm.component.Texts;
import dlkm.declaration.LoadmodsFile;
import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.OwnDirectory;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of modules to register, in a directory that the caller names ({@code kmmodreg -r}, spec
 * §4.7): a name a line, with comments as in a {@link LoadmodsFile}. The kernel's own registry needs
 * none.
 */
public final class RegisterList {

  private final Host host;
  private final Path file;

  /**
   * The list in the directory of that absolute path.
   *
   * @throws ProblemException when it isn't there, or when others may change its files
   */
  public RegisterList(Host host, String directory) {
    this.host = host;
    Path list = OwnDirectory.of(host, directory).resolve(Layout.REGISTER_LIST);
    this.file = OwnDirectory.file(host, list);
  }

  /**
   * The listed modules that are not registered, as they are installed.
   *
   * @throws ProblemException when there is no list
   */
  public List<String> unregistered(FunctionSet set) {
    List<String> modules = new ArrayList<>();
    for (String name : LoadmodsFile.names(text(true))) {
      String module = InstalledModule.named(host, name);
      if (set.registry().find(module).isEmpty() && !modules.contains(module)) {
        modules.add(module);
      }
    }
    return modules;
  }

  /** Adds the modules that it doesn't have. */
  public void add(List<String> modules) throws IOException {
    String text = text(false);
    List<String> names = LoadmodsFile.names(text);
    StringBuilder longer = new StringBuilder(text);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      longer.append('\n');
    }
    for (String module : modules) {
      if (!names.contains(module)) {
        longer.append(module).append('\n');
      }
    }
    replace(text, longer.toString());
  }

  /** Takes the modules out. */
  public void remove(List<String> modules) throws IOException {
    String text = text(false);
    String shorter = text;
    for (String module : modules) {
      shorter = LoadmodsFile.remove(shorter, module);
    }
    replace(text, shorter);
  }

  private void replace(String before, String after) throws IOException {
    if (!after.equals(before)) {
      AtomicFiles.write(file, after);
    }
  }

  private String text(boolean required) {
    if (required && !Files.exists(file)) {
      throw new ProblemException(
          file.toString(), "is missing", "'kmmodreg -M MODULE -r DIRECTORY' adds to the list");
    }
    return Texts.readOrEmpty(file);
  }
}
