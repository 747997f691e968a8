package dlkm.funcset;

import dlkm.host.DirectoryNames;
import dlkm.host.FileContent;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.RegistryText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code config} built and {@code kmupdate} takes ({@code mod_bld.d} of spec §2.2). Three
 * files a module: the image, its registration record ({@code .krs}), and what it exports ({@code
 * .symvers}). It may be deleted at any time: what was registered or held is in generations.
 */
public record BuildArea(FunctionSet set) {

  private static final String SYMVERS = ".symvers";

  /** One module's files, to be put here. */
  public record Entry(Registration record, Path image, String symvers) {}

  /** The build areas of all kernels of a machine. */
  public static List<BuildArea> all(Host host) {
    List<BuildArea> areas = new ArrayList<>();
    for (String release : DirectoryNames.of(host.path(Layout.BUILT))) {
      if (!release.startsWith(".")) {
        areas.add(new BuildArea(new FunctionSet(host, release)));
      }
    }
    return areas;
  }

  /** Puts all of them here, or, killed in between, all of them at the next command. */
  public void put(List<Entry> entries) {
    Transaction transaction = Transaction.inCache(set.host());
    try {
      for (Entry entry : entries) {
        String module = entry.record().module();
        transaction
            .copy(set.builtImage(module), entry.image())
            .write(symvers(module), entry.symvers().getBytes(StandardCharsets.UTF_8))
            .write(
                set.builtRecord(module),
                RegistryText.write(entry.record()).getBytes(StandardCharsets.UTF_8));
      }
      transaction.commit();
    } catch (IOException e) {
      transaction.abandon();
      throw new UncheckedIOException(e);
    }
  }

  private Path symvers(String module) {
    return set.buildArea().resolve(module + SYMVERS);
  }

  /** A module's record as built, or, if it isn't here any more, as it is registered. */
  public Optional<Registration> record(String module) {
    return find(module).or(() -> set.registry().find(module));
  }

  /**
   * The record of a module that was built for this kernel.
   *
   * @throws ProblemException when the record is damaged, or another module's
   */
  public Optional<Registration> find(String module) {
    Path file = set.builtRecord(module);
    try {
      Registration record = RegistryText.readOne(file.toString(), Files.readString(file));
      if (!record.module().equals(module)) {
        throw new ProblemException(
            file.toString(),
            "is the record of another module, '" + record.module() + "'",
            "config -M " + module + " builds it again");
      }
      return Optional.of(record);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The modules that were built for this kernel. */
  public List<String> modules() {
    List<String> modules = new ArrayList<>();
    for (String name : DirectoryNames.of(set.buildArea())) {
      if (name.endsWith(SYMVERS) && !name.startsWith(".")) {
        modules.add(name.substring(0, name.length() - SYMVERS.length()));
      }
    }
    return modules;
  }

  /**
   * What each module that was built for this kernel exports; for one that is registered and not
   * here any more, its image tells.
   */
  public Map<String, String> exports() {
    Map<String, String> exports = new TreeMap<>();
    for (String module : modules()) {
      FileContent.textIfThere(symvers(module)).ifPresent(text -> exports.put(module, text));
    }
    for (Registration registration : set.registry().all()) {
      if (!exports.containsKey(registration.module())) {
        exports.put(registration.module(), RegisteredExports.of(set, registration));
      }
    }
    return exports;
  }

  /** A module's image, here or, if it isn't here any more, as it is registered. */
  public Path image(String module) {
    Path built = set.builtImage(module);
    return Files.exists(built)
        ? built
        : set.registry().find(module).map(set::liveImage).orElse(built);
  }

  /** A module's files, here or not. */
  public List<Path> places(String module) {
    return List.of(set.builtImage(module), symvers(module), set.builtRecord(module));
  }

  /** A module's files that are here. */
  public List<Path> files(String module) {
    return places(module).stream()
        .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }
}
