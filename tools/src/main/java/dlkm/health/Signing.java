package dlkm.health;

import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kbuild.Signer;
import dlkm.kbuild.SigningPair;
import dlkm.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.util.Optional;

/** Whether the kernel asks for signed modules, and trusts the key that ours are signed with. */
record Signing(Host host, Findings findings) {

  private static final String SECURE_BOOT =
      "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";
  private static final String LOCKDOWN = "/sys/kernel/security/lockdown";
  private static final String ENFORCED = "/sys/module/module/parameters/sig_enforce";

  void examine() throws IOException {
    Optional<Signer> signer = Signer.find(host, new InstalledKernel(host, ""));
    if (signer.isEmpty()) {
      unsigned();
      return;
    }
    secret(signer.get().key());
    if (!pair(new SigningPair(signer.get().key(), signer.get().certificate()))) {
      return;
    }
    if (isSecureBoot() || isLockedDown() || isEnforced()) {
      enrolled(signer.get().certificate());
    }
  }

  /** A kernel that loads signed modules only would refuse ours. */
  private void unsigned() throws IOException {
    String remedy = "make a key, enrol it, and name it in " + Layout.SIGNING + ": dlkm-signing(5)";
    String what = "is on, and modules are not signed";
    if (isSecureBoot()) {
      findings.add("secure-boot", "", "Secure Boot", what, remedy);
    }
    if (isLockedDown()) {
      findings.add("lockdown", "", "lockdown", what, remedy);
    }
    if (isEnforced()) {
      findings.add("sig-enforce", "", "module.sig_enforce", what, remedy);
    }
  }

  private void secret(Path key) throws IOException {
    if (Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ)) {
      findings.add(
          "signing-key",
          "",
          key.toString(),
          "can be read by everybody: whoever has it can sign modules",
          "chmod go-rwx " + key);
    }
  }

  /** The key alone, where there is one. */
  void examineKey() {
    Signer.find(host, new InstalledKernel(host, ""))
        .ifPresent(signer -> pair(new SigningPair(signer.key(), signer.certificate())));
  }

  /** Whether something can be signed with a key and its certificate, as far as one may look. */
  private boolean pair(SigningPair pair) {
    if (Files.exists(pair.key()) && !Files.isReadable(pair.key())) {
      return true;
    }
    Optional<Problem> problem = pair.problem();
    problem.ifPresent(
        what ->
            findings.add(
                "signing-key",
                "",
                what.thing(),
                what.what() + ": modules are not signed, or signed in vain",
                pair.renewal(host).orElse(SigningPair.REMEDY)));
    return problem.isEmpty();
  }

  private void enrolled(Path file) throws IOException {
    EnrolledKeys.State state;
    try {
      state = new EnrolledKeys(host).state(SigningPair.read(file));
    } catch (CertificateException e) {
      findings.add(
          "signing", "", file.toString(), "is no certificate", "put one there: dlkm-signing(5)");
      return;
    }
    switch (state) {
      case TRUSTED -> {}
      case WAITING ->
          enrolment(
              file, "waits for its enrolment", "reboot, and choose 'Enroll MOK' at the console");
      case UNKNOWN ->
          enrolment(
              file,
              "is not enrolled: the kernel refuses what its key signed",
              imported(file) + ", then reboot and choose 'Enroll MOK'");
      case NO_LIST ->
          enrolment(
              file,
              "is none of the kernel's keys, and this machine has no firmware to enrol it with",
              "use a kernel that has it, or boot without module.sig_enforce and lockdown");
    }
  }

  /** {@code mokutil} takes the DER form alone, a sequence in ASN.1. */
  private static String imported(Path file) throws IOException {
    int first = Files.readAllBytes(file)[0];
    return first == 0x30
        ? "mokutil --import " + file
        : "openssl x509 -in %1$s -outform DER -out %1$s.der && mokutil --import %1$s.der"
            .formatted(file);
  }

  private void enrolment(Path file, String what, String remedy) {
    findings.add("enrolment", "", file.toString(), what, remedy);
  }

  private boolean isSecureBoot() throws IOException {
    byte[] variable = EnrolledKeys.content(host, SECURE_BOOT);
    // Four bytes of attributes, and one that says whether it is on.
    return variable.length == 5 && variable[4] == 1;
  }

  private boolean isLockedDown() throws IOException {
    String lockdown = text(LOCKDOWN);
    return lockdown.contains("[integrity]") || lockdown.contains("[confidentiality]");
  }

  private boolean isEnforced() throws IOException {
    return text(ENFORCED).startsWith("Y");
  }

  private String text(String place) throws IOException {
    return new String(EnrolledKeys.content(host, place), StandardCharsets.UTF_8);
  }
}
