package dlkm.dkms;

import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.kbuild.SigningPair;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * The pair of keys that modules are signed with.
 *
 * @param key an absolute path of the machine, or a key of PKCS#11
 * @param certificate an absolute path of the machine
 */
record SigningKeys(Host host, String key, String certificate) {

  /** Where the key is no file. */
  private static final String TOKEN = "pkcs11:";

  private static final String YEARS_100 = "36500";

  Path keyFile() {
    return key.startsWith(TOKEN) ? Path.of(key) : host.path(key);
  }

  Path certificateFile() {
    return host.path(certificate);
  }

  boolean exist() {
    return key.startsWith(TOKEN)
        || Files.exists(keyFile()) && Files.exists(certificateFile())
        || Files.isDirectory(keyFile())
        || Files.isDirectory(certificateFile());
  }

  /** {@code dkms generate_mok}: says where they are, and makes them where they aren't. */
  boolean generate(DkmsOutput output) {
    tell(output);
    return exist() ? areFit(output) : make(output);
  }

  /** The same for a program of the administrator's, who knows what it takes for a key. */
  boolean provide(DkmsOutput output) {
    tell(output);
    return exist() || make(output);
  }

  private void tell(DkmsOutput output) {
    output.say("Signing key: " + key);
    output.say("Public certificate (MOK): " + certificate);
  }

  /** Says why nothing can be signed with the keys that are there. */
  private boolean areFit(DkmsOutput output) {
    SigningPair pair = new SigningPair(keyFile(), certificateFile());
    Optional<Problem> problem = key.startsWith(TOKEN) ? Optional.empty() : pair.problem();
    problem.ifPresent(
        what ->
            output.warn(
                new Problem(
                        what.thing(),
                        what.what() + ", modules won't be signed",
                        pair.renewal(host)
                            .map(command -> "'" + command + "' makes a new pair")
                            .orElse(SigningPair.REMEDY))
                    .toString()));
    return problem.isEmpty();
  }

  /**
   * Makes a new pair; both files are new or neither.
   *
   * @return whether it went well; a message says why not
   */
  private boolean make(DkmsOutput output) {
    output.say("Certificate or key are missing, generating self signed certificate for MOK...");
    Path newKey = AtomicFiles.aside(keyFile());
    Path newCertificate = AtomicFiles.aside(certificateFile());
    try {
      if (!hasPlace(keyFile(), "Key file " + key, output)
          || !hasPlace(certificateFile(), "Certificate file " + certificate, output)) {
        return false;
      }
      try {
        return make(newKey, newCertificate, output);
      } finally {
        Files.deleteIfExists(newKey);
        Files.deleteIfExists(newCertificate);
      }
    } catch (ProblemException e) {
      output.say("openssl not found, can't generate key and certificate.");
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean make(Path newKey, Path newCertificate, DkmsOutput output) throws IOException {
    Files.deleteIfExists(newKey);
    Files.createFile(
        newKey, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Child child = Child.run(command(newKey, newCertificate));
    // It tells nothing of a full disk.
    Optional<Problem> problem = new SigningPair(newKey, newCertificate).problem();
    if (child.status() != 0 || problem.isPresent()) {
      String isKey = newKey.toString();
      boolean certificateAlone =
          child.status() == 0 && problem.filter(p -> !p.thing().equals(isKey)).isPresent();
      String why =
          child.status() == 0
              ? "what openssl wrote " + problem.get().what() + ": is there space on its disk?"
              : child.lastWords();
      output
          .err()
          .say(
              (certificateAlone ? "Certificate file " + certificate : "Key file " + key)
                  + " not found and can't be generated, modules won't be signed: "
                  + why);
      return false;
    }
    AtomicFiles.syncDirectory(newKey);
    AtomicFiles.syncDirectory(newCertificate);
    Files.move(newKey, keyFile(), StandardCopyOption.ATOMIC_MOVE);
    Files.move(newCertificate, certificateFile(), StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** One directory that isn't there is made; a longer path is more likely a wrong one. */
  private boolean hasPlace(Path file, String what, DkmsOutput output) throws IOException {
    Path directory = file.getParent();
    boolean own = file.startsWith(host.path(Layout.DKMS));
    if (!own && !Files.isDirectory(directory) && !Files.isDirectory(directory.getParent())) {
      output.say(what + " not found and can't be generated, modules won't be signed");
      return false;
    }
    Files.createDirectories(directory);
    return true;
  }

  private static List<String> command(Path key, Path certificate) {
    return List.of(
        "openssl",
        "req",
        "-new",
        "-x509",
        "-nodes",
        "-days",
        YEARS_100,
        "-subj",
        "/CN=DKMS module signing key",
        "-newkey",
        "rsa:2048",
        "-keyout",
        key.toString(),
        "-addext",
        "extendedKeyUsage=codeSigning",
        "-outform",
        "DER",
        "-out",
        certificate.toString());
  }
}
