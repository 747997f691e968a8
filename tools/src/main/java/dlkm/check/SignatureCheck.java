package dlkm.check;

import dlkm.image.AppendedSignature;
import java.util.Optional;

/**
 * The signature against the kernel's signature policy and lockdown: module_sig_check(). The
 * signature itself isn't verified; that takes the key.
 */
final class SignatureCheck {

  private SignatureCheck() {}

  static Optional<CheckFinding> check(
      TargetKernel kernel, AppendedSignature signature, String name) {
    if (!kernel.config().has("MODULE_SIG")) {
      return Optional.empty();
    }
    return switch (signature.form()) {
      case ABSENT ->
          untrusted(kernel, name, "unsigned module", "unsigned", "sign it: dlkm-signing(5)");
      case UNKNOWN_KIND ->
          untrusted(
              kernel,
              name,
              "module with unsupported crypto",
              "its signature type is unknown to the kernel",
              "sign it again: dlkm-signing(5)");
      case SIGNED -> known(kernel, signature) ? Optional.empty() : foreign(kernel, signature, name);
      case TOO_LONG -> broken("the signature is longer than the file", "");
      case ODD_FIELDS ->
          broken(
              "reserved fields of the signature header aren't zero",
              "module: PKCS#7 signature info has unexpected non-zero params");
      case UNREADABLE -> broken("the signature can't be read", "");
    };
  }

  private static Optional<CheckFinding> broken(String what, String says) {
    return Optional.of(
        CheckFinding.refuses(
            LoadStage.SIGNATURE, "EBADMSG", what, says, "sign it again, or strip the signature"));
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
        "signed by '" + signature.signer() + "', a key that this kernel isn't known to trust",
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
              what + "; the kernel enforces module signatures",
              "Loading of " + kind + " is rejected",
              todo));
    }
    if (policy.lockedDown()) {
      return Optional.of(
          CheckFinding.refuses(
              LoadStage.SIGNATURE,
              "EPERM",
              what + "; the kernel is locked down",
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
