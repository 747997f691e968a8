package dlkm.kbuild;

import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs images with the kernel's own {@code sign-file}, where there is a pair of keys: the one
 * named in {@link Layout#SIGNING} (lines {@code key FILE}, {@code certificate FILE}, {@code hash
 * NAME}), else the distribution's machine owner key.
 *
 * @param certificate in DER or PEM form
 * @param program what signs instead of the kernel's own {@code sign-file}
 */
public record Signer(
    InstalledKernel kernel, Path key, Path certificate, String hash, Optional<Path> program)
    implements ImageSigner {

  /** One that signs with the kernel's own {@code sign-file}. */
  public Signer(InstalledKernel kernel, Path key, Path certificate, String hash) {
    this(kernel, key, certificate, hash, Optional.empty());
  }

  private static final String CONFIGURATION = Layout.SIGNING;
  private static final List<String[]> MACHINE_OWNER_KEYS =
      List.of(
          new String[] {"/var/lib/shim-signed/mok/MOK.priv", "/var/lib/shim-signed/mok/MOK.der"},
          new String[] {"/var/lib/dkms/mok.key", "/var/lib/dkms/mok.pub"});

  /**
   * The machine's signer for that kernel, or nothing where there are no keys.
   *
   * @throws ProblemException when the configuration is wrong or names files that aren't there
   */
  public static Optional<Signer> find(Host host, InstalledKernel kernel) {
    Path configuration = host.path(CONFIGURATION);
    if (Files.exists(configuration)) {
      return Optional.of(configured(host, kernel, configuration));
    }
    for (String[] pair : MACHINE_OWNER_KEYS) {
      Path key = host.path(pair[0]);
      Path certificate = host.path(pair[1]);
      if (Files.isReadable(key) && Files.isReadable(certificate)) {
        return Optional.of(new Signer(kernel, key, certificate, "sha256"));
      }
    }
    return Optional.empty();
  }

  private static Signer configured(Host host, InstalledKernel kernel, Path file) {
    Map<String, String> values = new HashMap<>(Map.of("hash", "sha256"));
    Map<String, Where> places = new HashMap<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      Where where = new Where(file.toString(), number);
      String[] words = text.split("\\s+", 2);
      if (words.length < 2 || !List.of("key", "certificate", "hash").contains(words[0])) {
        throw new ProblemException(
            Problem.at(
                where,
                "'" + text + "' is unknown",
                "write 'key FILE', 'certificate FILE' or 'hash NAME'"));
      }
      values.put(words[0], words[1]);
      places.put(words[0], where);
    }
    return new Signer(
        kernel,
        readable(host, values, places, "key", file),
        readable(host, values, places, "certificate", file),
        values.get("hash"));
  }

  private static Path readable(
      Host host, Map<String, String> values, Map<String, Where> places, String what, Path file) {
    if (!values.containsKey(what)) {
      throw new ProblemException(file.toString(), "names no " + what, "add '" + what + " FILE'");
    }
    if (!values.get(what).startsWith("/")) {
      throw new ProblemException(
          Problem.at(
              places.get(what),
              "'" + values.get(what) + "' is not an absolute path",
              "begin with '/'"));
    }
    Path path = host.path(values.get(what));
    if (!Files.isReadable(path)) {
      throw new ProblemException(
          Problem.at(places.get(what), path + " can't be read", "put the " + what + " there"));
    }
    return path;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Appends the signature to an image.
   *
   * @throws ProblemException in the words of {@code sign-file} when it can't
   */
  @Override
  public void sign(String module, Path image) {
    Path tool =
        program.orElseGet(() -> kernel.host().headers(kernel.release(), "scripts/sign-file"));
    if (!Files.isExecutable(tool)) {
      throw new ProblemException(
          module, "can't be signed: there is no " + tool, "install the kernel's kbuild package");
    }
    Child child =
        Child.run(
            List.of(
                tool.toString(), hash, key.toString(), certificate.toString(), image.toString()));
    if (child.status() != 0) {
      throw new ProblemException(
          module,
          "can't be signed with " + key + ": " + child.output().strip().replace('\n', ' '),
          "check the key and the certificate");
    }
  }
}
