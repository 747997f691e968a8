package dlkm.dkms;

import dlkm.component.Texts;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Notices;
import dlkm.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of all packages, from {@code framework.conf} and the files in {@code
 * framework.conf.d}, which are programs for bash too.
 *
 * @param release of the kernel that they are for; files may name it as {@code $kernelver}
 */
public record Framework(Host host, String release, ConfVariables values) {

  private static final String FILE = Layout.DKMS_CONFIGURATION + "/framework.conf";

  private static final String TREE = "dkms_tree";
  private static final String SOURCES = "source_tree";
  private static final String TOOL = "sign_file";
  private static final String KEY = "mok_signing_key";
  private static final String CERTIFICATE = "mok_certificate";
  private static final String UBUNTUS = "/var/lib/shim-signed/mok/MOK";
  private static final String AFTERWARDS = "post_transaction";

  private static final String ENVIRONMENT = "build_environment";
  private static final String JOBS = "parallel_jobs";
  private static final String MODPROBES = "modprobe_on_install";
  private static final String OUTPUT = "dkms_output";

  private static final List<String> NAMES =
      List.of(
          TREE,
          SOURCES,
          TOOL,
          KEY,
          CERTIFICATE,
          AFTERWARDS,
          ENVIRONMENT,
          JOBS,
          OUTPUT,
          MODPROBES,
          "compress_gzip_opts",
          "compress_xz_opts",
          "compress_zstd_opts");

  /**
   * Evaluates them.
   *
   * @throws DkmsException when they come to no regular end (8)
   */
  public static Framework read(Host host, String release, Notices err) {
    Map<String, String> given = new HashMap<>();
    given.put(TREE, Layout.DKMS);
    given.put(SOURCES, Layout.DKMS_SOURCES);
    given.put("kernelver", release);
    List<Path> files = files(host);
    ConfVariables values =
        files.isEmpty()
            ? new ConfVariables(new HashMap<>(), new HashMap<>())
                .with(TREE, Layout.DKMS)
                .with(SOURCES, Layout.DKMS_SOURCES)
            : ConfEvaluator.run(
                Sandbox.readOnly(host, List.of()), given, Map.of(), files, NAMES, err);
    return new Framework(host, release, values);
  }

  private static List<Path> files(Host host) {
    List<Path> files = new ArrayList<>();
    addCode(host.path(FILE), files);
    for (String name : DirectoryNames.of(host.path(FILE + ".d"))) {
      if (name.endsWith(".conf")) {
        addCode(host.path(FILE + ".d/" + name), files);
      }
    }
    return files;
  }

  /** Most such files have comments alone, which needn't be evaluated. */
  private static void addCode(Path file, List<Path> files) {
    boolean code =
        Texts.readOrEmpty(file)
            .lines()
            .map(String::strip)
            .anyMatch(line -> !line.isEmpty() && !line.startsWith("#"));
    if (code) {
      files.add(file);
    }
  }

  /** The same where the caller sets some of them. */
  Framework with(Map<String, String> directives) {
    ConfVariables all = values;
    for (Map.Entry<String, String> directive : directives.entrySet()) {
      if (NAMES.contains(directive.getKey())) {
        all = all.with(directive.getKey(), directive.getValue());
      }
    }
    return new Framework(host, release, all);
  }

  /**
   * The version of DKMS that is spoken: the one that they name as {@code dkms_output}, or else that
   * of the distribution.
   *
   * @throws DkmsException when they name one that isn't known (8)
   */
  public Dialect dialect() {
    return Dialects.choose(host, values.get(OUTPUT));
  }

  /** The tree that they name, or else the usual one. */
  public PackageTree tree() {
    return new PackageTree(host, values.get(TREE), values.get(SOURCES));
  }

  /** The pair of keys that they name, or else the one that Ubuntu enrolls, or else DKMS's own. */
  SigningKeys keys() {
    SigningKeys enrolled = new SigningKeys(host, UBUNTUS + ".priv", UBUNTUS + ".der");
    return values.get(KEY).isEmpty() && enrolled.exist() && Dialects.isUbuntu(host)
        ? enrolled
        : new SigningKeys(
            host, or(KEY, Layout.DKMS + "/mok.key"), or(CERTIFICATE, Layout.DKMS + "/mok.pub"));
  }

  private String or(String name, String usual) {
    String value = values.get(name);
    return value.isEmpty() ? usual : value;
  }

  /** A setting of several words, or what stands for it where it isn't there. */
  List<String> words(String name, String usual) {
    String text = (values.count(name) == 0 ? usual : values.get(name)).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  /** The number of jobs of a build, as DKMS's command line would have it. */
  String jobs() {
    String environment = Optional.ofNullable(System.getenv(JOBS)).orElse("");
    String usual =
        environment.isEmpty()
            ? String.valueOf(Runtime.getRuntime().availableProcessors())
            : environment;
    String jobs = or(JOBS, usual);
    return jobs.equals("0") ? "" : jobs;
  }

  /** What signs modules, where they name a program for it. */
  Optional<String> signTool() {
    return Optional.of(values.get(TOOL)).filter(tool -> !tool.isEmpty());
  }

  /** The file with variables for builds, as DKMS 3.3 has it; empty for none. */
  String buildEnvironment() {
    return values.get(ENVIRONMENT);
  }

  /** Whether the modules that devices ask for are loaded after an installation. */
  boolean modprobes() {
    return !values.get(MODPROBES).isEmpty();
  }

  /** A command of the administrator's after each change; empty for none. */
  String afterwards() {
    return values.get(AFTERWARDS);
  }
}
