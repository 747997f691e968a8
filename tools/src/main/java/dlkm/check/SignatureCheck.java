package dlkm.check;

import dlkm.image.AppendedSignature;
import java.util.Optional;

/**
 * The signature against the kernel's policy: module_sig_check(). Whether a signature fits the
 * content isn't looked at; that takes the key.
 */
final class SignatureCheck {

  private SignatureCheck() {}

  static Optional<CheckFinding> check(TargetKernel kernel, AppendedSignature signature, String name) {
    if (!kernel.config().has("MODULE_SIG")) {
      return Optional.empty();
    }
    return switch (signature.form()) {
      case ABSENT ->
          untrusted(kernel, name, "unsigned module", "it isn't signed", "sign it: dlkm-signing(5)");
      case UNKNOWN_KIND ->
          untrusted(
              kernel,
              name,
              "module with unsupported crypto",
              "its signature is of a kind that the kernel doesn't know",
              "sign it anew: dlkm-signing(5)");
      case SIGNED -> known(kernel, signature) ? Optional.empty() : foreign(kernel, signature, name);
      case TOO_LONG -> broken("the signature is longer than the file", "");
      case ODD_FIELDS ->
          broken(
              "fields of the signature's head that have to be zero aren't",
              "module: PKCS#7 signature info has unexpected non-zero params");
      case UNREADABLE -> broken("the signature can't be read", "");
    };
  }

  private static Optional<CheckFinding> broken(String what, String says) {
    return Optional.of(
        CheckFinding.refuses(
            LoadStage.SIGNATURE, "EBADMSG", what, says, "sign it anew, or strip the signature off"));
  }

  private static boolean known(TargetKernel kernel, AppendedSignature signature) {
    if (signature.key().equals(kernel.key())) {
      return true;
    }
    for (String key : kernel.policy().keys()) {
      if (!signature.signer().isEmpty() && key.startsWith(signature.signer() + ": ")) {
        return true;
      }
    }
    return false;
  }

  private static Optional<CheckFinding> foreign(
      TargetKernel kernel, AppendedSignature signature, String name) {
    return untrusted(
        kernel,
        name,
        "module with unavailable key",
        "it is signed by '"
            + signature.signer()
            + "', and that this kernel has the key is not known",
        "enrol the key: dlkm-signing(5)");
  }

  private static Optional<CheckFinding> untrusted(
      TargetKernel kernel, String name, String kind, String what, String todo) {
    LoadPolicy policy = kernel.policy();
    if (policy.enforced()) {
      return Optional.of(
          CheckFinding.refuses(
              LoadStage.SIGNATURE,
              "EKEYREJECTED",
              what + ", and the kernel takes signed modules only",
              "Loading of " + kind + " is rejected",
              todo));
    }
    if (policy.lockedDown()) {
      return Optional.of(
          CheckFinding.refuses(
              LoadStage.SIGNATURE,
              "EPERM",
              what + ", and the kernel is locked down",
              "unsigned module loading is restricted; see man kernel_lockdown.7",
              todo));
    }
    return Optional.of(
        CheckFinding.warns(
            LoadStage.SIGNATURE,
            what,
            name
                + ": module verification failed: signature and/or required key missing"
                + " - tainting kernel",
            todo));
  }
}
