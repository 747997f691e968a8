package dlkm.dkms;

import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.installedkernel.KernelConfiguration;
import dlkm.problem.ProblemException;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the configuration of packages: the file of the package, then the administrator's for it,
 * from the least to the most specific. One file is evaluated once in a command.
 */
final class ConfReader {

  private static final PackageVersion ANY = new PackageVersion("any", "any");

  private final PackageTree tree;
  private final DkmsRequest request;
  private final DkmsOutput output;
  private final Frameworks frameworks;
  private final Sandbox sandbox;
  private final Map<List<Object>, DkmsConf> known = new HashMap<>();
  private final Set<List<Object>> deprecated = new HashSet<>();

  ConfReader(PackageTree tree, DkmsRequest request, DkmsOutput output, Frameworks frameworks) {
    this.tree = tree;
    this.request = request;
    this.output = output;
    this.frameworks = frameworks;
    sandbox = Sandbox.readOnly(tree.host(), List.of());
  }

  /** One for another request of the same command. */
  ConfReader with(DkmsRequest other) {
    return new ConfReader(tree, other, output, frameworks);
  }

  /** The settings of all packages. */
  Framework framework(KernelTarget kernel) {
    return frameworks.of(kernel).with(Directives.of(request));
  }

  /**
   * The configuration of an added package for a kernel.
   *
   * @throws DkmsException when there is none (4), or it isn't valid (8)
   */
  DkmsConf read(PackageVersion version, KernelTarget kernel) {
    return read(Optional.of(version), kernel, usual(version), request.conf().orElse(""));
  }

  /** The same to build or install it: some faults keep a package from that alone. */
  DkmsConf readStrictly(PackageVersion version, KernelTarget kernel) {
    String file = usual(version);
    String blamed = request.conf().orElse("");
    DkmsConf conf = read(Optional.of(version), kernel, file, blamed);
    return checked(conf, List.of(version, kernel, real(file)), file, blamed);
  }

  private String usual(PackageVersion version) {
    return request
        .conf()
        .orElse(tree.shown(version) + "/" + PackageTree.SOURCE + "/" + PackageTree.CONF);
  }

  /** The configuration of a package that isn't added yet. */
  DkmsConf readNew(PackageVersion version, KernelTarget kernel) {
    String file = request.conf().orElse(tree.shownSource(version) + "/" + PackageTree.CONF);
    DkmsConf conf = read(Optional.of(version), kernel, file, file);
    return checked(conf, List.of(version, kernel, real(file)), file, file);
  }

  /** The configuration in a directory, which says what package it is. */
  DkmsConf readIn(String directory, KernelTarget kernel) {
    String file = directory + "/" + PackageTree.CONF;
    String typed = request.conf().orElse("");
    return read(Optional.empty(), kernel, file, output.dialect().blamed(file, typed));
  }

  private DkmsConf checked(DkmsConf conf, List<Object> key, String shown, String blamed) {
    if (deprecated.add(key)) {
      conf.deprecated()
          .forEach(old -> output.err().say("Deprecated feature: " + old + " (" + shown + ")"));
    }
    List<String> problems = output.dialect().strictProblems(conf.modules(), output);
    problems.forEach(output.err()::say);
    if (!problems.isEmpty()) {
      throw wrong(blamed, shown);
    }
    return conf;
  }

  /** DKMS names no file where the command line doesn't. */
  private static DkmsException wrong(String blamed, String file) {
    return ConfEvaluator.notValid(blamed.isEmpty() ? file : blamed);
  }

  private String real(String file) {
    try {
      return path(Optional.of(ANY), file).toRealPath().toString();
    } catch (IOException e) {
      return file;
    }
  }

  private Path path(Optional<PackageVersion> named, String file) {
    return named.isEmpty() || isTyped(file) ? Path.of(file) : tree.host().path(file);
  }

  /**
   * Reads one.
   *
   * @param named the package; empty where the file itself says
   * @param blamed the file that an error names
   */
  private DkmsConf read(
      Optional<PackageVersion> named, KernelTarget kernel, String file, String blamed) {
    Path path = path(named, file);
    if (!Files.isReadable(path) || !Files.isRegularFile(path)) {
      String what = Files.isReadable(path) ? " is no regular file." : " does not exist.";
      throw new DkmsException(4, "Could not locate dkms.conf file.", "File: " + file + what);
    }
    List<Object> key = List.of(named, kernel, named.isEmpty() ? file : real(file));
    if (!known.containsKey(key)) {
      List<String> problems = new ArrayList<>();
      DkmsConf conf = conf(evaluate(named, kernel, path), kernel, problems);
      problems.forEach(output.err()::say);
      if (!problems.isEmpty()) {
        throw wrong(blamed, file);
      }
      known.put(key, conf);
    }
    return known.get(key);
  }

  /** A path of the command line is the caller's, not one below another root. */
  private boolean isTyped(String file) {
    return request.conf().filter(file::equals).isPresent();
  }

  private ConfVariables evaluate(Optional<PackageVersion> named, KernelTarget kernel, Path path) {
    List<Path> files = new ArrayList<>(List.of(path));
    named.ifPresent(version -> files.addAll(overrides(version, kernel)));
    try {
      Map<String, String> given = given(named, kernel);
      return ConfEvaluator.run(
          sandbox, given, directives(), files, DkmsConf.VARIABLES, output.err());
    } catch (ProblemException e) {
      throw new DkmsException(8, "Bad conf file.", e.getMessage());
    }
  }

  private Map<String, String> directives() {
    Directives.ofCommand(request.directives())
        .forEach((name, value) -> output.say("DIRECTIVE: " + name + "=\"" + value + "\""));
    return Directives.of(request);
  }

  private List<Path> overrides(PackageVersion version, KernelTarget kernel) {
    String name = Layout.DKMS_CONFIGURATION + "/" + version.name();
    String full = name + "-" + version.version();
    List<Path> files = new ArrayList<>();
    for (String file :
        List.of(
            name,
            full,
            full + "-" + kernel.release(),
            full + "-" + kernel.release() + "-" + kernel.arch(),
            name + "--" + kernel.release(),
            name + "--" + kernel.release() + "-" + kernel.arch())) {
      Path path = tree.host().path(file + ".conf");
      if (Files.isRegularFile(path)) {
        files.add(path);
      } else if (Files.exists(path) && !isNull(path)) {
        throw new DkmsException(8, "Bad conf file.", "File: " + path + " is no regular file.");
      }
    }
    return files;
  }

  /** Whether somebody has masked a file. */
  private static boolean isNull(Path path) {
    try {
      return path.toRealPath().equals(Path.of("/dev/null"));
    } catch (IOException e) {
      return false;
    }
  }

  /** The variables that a configuration may use. */
  private Map<String, String> given(Optional<PackageVersion> named, KernelTarget kernel) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("kernelver", kernel.release());
    given.put("arch", kernel.arch());
    given.put("kernel_source_dir", headers(kernel.release()));
    given.put(
        "kernel_config", request.kernelConfig().orElse(headers(kernel.release()) + "/.config"));
    given.put("dkms_tree", tree.tree());
    given.put("source_tree", tree.sources());
    given.put("install_tree", "/lib/modules");
    given.put("module", named.map(PackageVersion::name).orElse(""));
    given.put("module_version", named.map(PackageVersion::version).orElse(""));
    given.put("current_kernel", System.getProperty("os.version"));
    given.put("current_os", "Linux");
    given.put("tmp_location", "/tmp");
    given.put("parallel_jobs", jobs(kernel));
    return given;
  }

  private String jobs(KernelTarget kernel) {
    return request.jobs().orElseGet(() -> frameworks.of(kernel).jobs());
  }

  /** The kernel's build directory, as a configuration and its commands know it. */
  String headers(String release) {
    Host host = tree.host();
    if (host.isThisMachine() && host.foreign().isEmpty()) {
      return request.kernelSource().orElse(Layout.modules(release) + "/build");
    }
    Path directory = host.headers(release, "");
    return directory.toString();
  }

  private DkmsConf conf(ConfVariables variables, KernelTarget kernel, List<String> problems) {
    Dialect dialect = output.dialect();
    Path config =
        request
            .kernelConfig()
            .map(Path::of)
            .orElseGet(() -> KernelConfiguration.file(tree.host(), kernel.release()));
    ConfConditions conditions = new ConfConditions(variables, kernel, config, dialect);
    List<String> unnamed = new ArrayList<>();
    for (String name : List.of("PACKAGE_NAME", "PACKAGE_VERSION")) {
      if (variables.get(name).isEmpty()) {
        unnamed.add("dkms.conf: Error! No '" + name + "' directive specified.");
      }
    }
    List<DkmsConf.Module> modules = DkmsConf.modules(variables, dialect, problems);
    List<DkmsConf.Module> permitted = conditions.permitted(modules);
    boolean automatic = isYes(variables, "AUTOINSTALL", problems);
    boolean rebuilt = isYes(variables, "BUILD_DEPENDS_REBUILD", problems);
    boolean _ = isYes(variables, "NO_WEAK_MODULES", problems);
    boolean none = permitted.isEmpty() && !modules.isEmpty();
    problems.addAll(dialect.asksForNamesFirst() ? 0 : problems.size(), unnamed);
    return new DkmsConf(
        variables.get("PACKAGE_NAME"),
        variables.get("PACKAGE_VERSION"),
        none ? modules : permitted,
        conditions.make(),
        conditions.patches(),
        new DkmsConf.Scripts(
            variables.get("POST_ADD"),
            variables.get("PRE_BUILD"),
            variables.get("POST_BUILD"),
            variables.get("PRE_INSTALL"),
            variables.get("POST_INSTALL"),
            variables.get("POST_REMOVE")),
        words(variables.array("BUILD_DEPENDS")),
        rebuilt,
        automatic,
        none || conditions.isExcluded(),
        variables.get("OBSOLETE_BY"),
        DkmsConf.DEPRECATED.stream().filter(old -> variables.count(old) > 0).toList());
  }

  private boolean isYes(ConfVariables variables, String name, List<String> problems) {
    return output.dialect().isYes(name, variables.get(name), problems);
  }

  private static List<String> words(Map<Integer, String> array) {
    String text = String.join(" ", array.values()).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }
}
