package dlkm.dkms;

import dlkm.host.DirectoryNames;
import dlkm.host.FileContent;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * DKMS's tree: which packages are added, built for a kernel, installed for a kernel. People and
 * scripts look at it, so all of it is as DKMS has it; {@code log/modules} beside the log is ours.
 *
 * @param tree DKMS's directory, an absolute path of the machine
 * @param sources the directory of the packages' sources
 */
public record PackageTree(Host host, String tree, String sources) {

  /** The file that makes a directory of sources a package. */
  public static final String CONF = "dkms.conf";

  static final String SOURCE = "source";
  static final String BUILD = "build";
  static final String KO = ".ko";

  /** What makes a name of the command line a pattern. */
  private static final String PATTERN = "*?[";

  /** The names of the modules that a build of ours was for, one a line. */
  static final String MODULES = "log/modules";

  /** The directory of a version, as users know it. */
  String shown(PackageVersion version) {
    return tree + "/" + version;
  }

  /** The directory of what was built for a kernel, as users know it. */
  String shown(PackageVersion version, KernelTarget kernel) {
    return shown(version) + "/" + kernel;
  }

  /** The directory with modules that a package's took the place of. */
  String originals(String name, KernelTarget kernel) {
    return tree + "/" + name + "/original_module/" + kernel;
  }

  String shownSource(PackageVersion version) {
    return sources + "/" + version.directory();
  }

  Path directory(PackageVersion version) {
    return host.path(shown(version));
  }

  /**
   * The directory of the sources. The tree has a link to it, of which a copy would lead to the
   * sources themselves; only where that leads nowhere it is the link.
   */
  Path source(PackageVersion version) {
    Path link = host.path(shown(version) + "/" + SOURCE);
    try {
      return link.toRealPath();
    } catch (NoSuchFileException e) {
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path build(PackageVersion version) {
    return host.path(shown(version) + "/" + BUILD);
  }

  Path built(PackageVersion version, KernelTarget kernel) {
    return host.path(shown(version, kernel));
  }

  /** The link that says which version is installed for a kernel. */
  Path active(String name, KernelTarget kernel) {
    return host.entry(tree + "/" + name + "/kernel-" + kernel.release() + "-" + kernel.arch());
  }

  /** A built module's file. */
  Path image(PackageVersion version, KernelTarget kernel, String dest) {
    return built(version, kernel).resolve("module").resolve(dest + KO);
  }

  /** The file that modules are found by for a kernel. */
  Path installed(KernelTarget kernel, String dest) {
    return host.entry(Layout.dkmsLink(kernel.release(), dest + KO));
  }

  boolean isAdded(PackageVersion version) {
    Path link = host.entry(shown(version) + "/" + SOURCE);
    return Files.isSymbolicLink(link) || Files.isDirectory(link);
  }

  /** Whether its sources are in the usual place. */
  boolean hasSources(PackageVersion version) {
    return Files.isDirectory(host.path(shownSource(version)));
  }

  /** Whether its sources, or the link to them, are gone, so that nobody knows what it is. */
  boolean isBroken(PackageVersion version) {
    Path link = host.entry(shown(version) + "/" + SOURCE);
    return Files.isDirectory(directory(version))
        && (Files.isSymbolicLink(link)
            ? !Files.isDirectory(host.path(shown(version) + "/" + SOURCE))
            : hasSources(version));
  }

  /** The names of the modules of a build, where we made it. */
  Optional<List<String>> modules(PackageVersion version, KernelTarget kernel) {
    try {
      Path file = built(version, kernel).resolve(MODULES);
      return Files.exists(file) ? Optional.of(FileContent.lines(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether something was built for the kernel. */
  boolean hasBuild(PackageVersion version, KernelTarget kernel) {
    return Files.isDirectory(built(version, kernel).resolve("module"));
  }

  /** A link that says which version is installed for a kernel. */
  record Active(Path link, String version, KernelTarget kernel) {}

  /** The links of a package that say so, wherever they lead. */
  List<Active> activeLinks(String name) {
    List<Active> links = new ArrayList<>();
    Path directory = host.path(tree + "/" + name);
    for (String entry : DirectoryNames.of(directory).stream().sorted().toList()) {
      Path link = directory.resolve(entry);
      if (!entry.startsWith("kernel-") || !Files.isSymbolicLink(link)) {
        continue;
      }
      try {
        Path target = Files.readSymbolicLink(link);
        String version = target.getNameCount() == 3 ? target.getName(0).toString() : "";
        if (PackageVersion.isName(version)) {
          KernelTarget kernel =
              new KernelTarget(target.getName(1).toString(), target.getName(2).toString());
          links.add(new Active(link, version, kernel));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return links;
  }

  /** Whether the version is the active one for the kernel. */
  boolean isActive(PackageVersion version, KernelTarget kernel) {
    return activeVersion(version.name(), kernel).filter(version.version()::equals).isPresent();
  }

  /** The active version for a kernel. */
  Optional<String> activeVersion(String name, KernelTarget kernel) {
    Path link = active(name, kernel);
    try {
      Path target = Files.isSymbolicLink(link) ? Files.readSymbolicLink(link) : link.getRoot();
      return target.getNameCount() > 0
          ? Optional.of(target.getName(0).toString())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all packages, or the one; of those that a shell's pattern matches. */
  List<String> names(String name) {
    return named(tree, name);
  }

  private List<String> named(String directory, String name) {
    if (name.chars().noneMatch(c -> PATTERN.indexOf(c) >= 0)) {
      return name.isEmpty() ? listed(directory) : List.of(name);
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
    return listed(directory).stream().filter(one -> matcher.matches(Path.of(one))).toList();
  }

  /** The versions of packages that are added, by name and version. */
  List<PackageVersion> added(String name, String version) {
    return all(name, version).stream().filter(this::isAdded).toList();
  }

  /** All that have a directory of packages' versions in the tree. */
  List<PackageVersion> all(String name, String version) {
    List<PackageVersion> all = new ArrayList<>();
    for (String one : names(name)) {
      if (!PackageVersion.isName(one)) {
        continue;
      }
      for (String directory : named(tree + "/" + one, version)) {
        if (PackageVersion.isName(directory)) {
          all.add(new PackageVersion(one, directory));
        }
      }
    }
    return all;
  }

  /** The kernels that something was built for; an empty text means any. */
  List<KernelTarget> kernels(PackageVersion version, String release, String arch) {
    List<KernelTarget> kernels = new ArrayList<>();
    List<String> releases = release.isEmpty() ? listed(shown(version)) : List.of(release);
    for (String one : releases) {
      if (release.isEmpty() && !isRelease(one)) {
        continue;
      }
      List<String> archs = arch.isEmpty() ? listed(shown(version) + "/" + one) : List.of(arch);
      for (String architecture : archs) {
        KernelTarget target = new KernelTarget(one, architecture);
        if (Files.isDirectory(built(version, target).resolve("module"))) {
          kernels.add(target);
        }
      }
    }
    return kernels;
  }

  /** Digits and a dot, as a kernel's release begins. */
  private static boolean isRelease(String name) {
    int dot = name.indexOf('.');
    return dot > 0 && name.substring(0, dot).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private List<String> listed(String directory) {
    Path path = host.path(directory);
    return DirectoryNames.of(path).stream()
        .filter(name -> !name.startsWith("."))
        .filter(name -> Files.isDirectory(path.resolve(name), LinkOption.NOFOLLOW_LINKS))
        .sorted()
        .toList();
  }
}
