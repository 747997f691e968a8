package dlkm.dkms;

import dlkm.component.Texts;
import dlkm.host.Child;
import dlkm.installedkernel.KernelConfiguration;
import dlkm.kbuild.ImageSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who signs a package's modules for a kernel, as DKMS looks for it and tells of it. */
record PackageSigning(DkmsSession session, KernelTarget kernel) {

  private static final String HASH = "CONFIG_MODULE_SIG_HASH=";
  private static final String SIGN_FILE = "scripts/sign-file";
  private static final String USUAL_HASH = "sha512";

  /** Nobody. */
  static final ImageSigner NOBODY = (module, image) -> {};

  /** One that remembers whom it signed. */
  record Told(Path tool, String hash, SigningKeys keys, Map<String, Optional<String>> results)
      implements ImageSigner {

    /** A module that can't be signed is used unsigned, and that is told. */
    @Override
    public void sign(String module, Path image) {
      Child child =
          Child.run(
              List.of(
                  tool.toString(),
                  hash,
                  keys.keyFile().toString(),
                  keys.certificateFile().toString(),
                  image.toString()));
      results.put(
          module,
          child.status() == 0 ? Optional.empty() : Optional.of(child.output().stripTrailing()));
    }
  }

  ImageSigner signer() {
    DkmsOutput output = session.output();
    Optional<String> hash = hash();
    if (hash.isEmpty()) {
      return NOBODY;
    }
    Framework framework = session.framework(kernel);
    String tool = framework.signTool().orElseGet(this::tool);
    output.say("Sign command: " + tool);
    Path program =
        tool.equals(shownHeaders())
            ? session.host().headers(kernel.release(), SIGN_FILE)
            : session.host().path(tool);
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      output.say("Binary " + tool + " not found, modules won't be signed");
      return NOBODY;
    }
    SigningKeys keys = framework.keys();
    boolean ready = framework.signTool().isPresent() ? keys.provide(output) : keys.generate(output);
    return ready ? new Told(program, hash.get(), keys, new ConcurrentHashMap<>()) : NOBODY;
  }

  /** The digest that the kernel's own modules are signed with; empty where they can't be. */
  private Optional<String> hash() {
    Path config = configuration();
    Optional<String> hash =
        Texts.readOrEmpty(config)
            .lines()
            .filter(line -> line.startsWith(HASH))
            .map(line -> line.substring(HASH.length()).replace("\"", ""))
            .findFirst();
    if (hash.isPresent() || !session.output().dialect().wantsSigningKernel()) {
      return hash.or(() -> Optional.of(USUAL_HASH));
    }
    session
        .output()
        .say(
            Files.isRegularFile(config)
                ? "The kernel is built without module signing facility, modules won't be signed"
                : "Kernel config " + config + " not found, modules won't be signed");
    return hash;
  }

  private Path configuration() {
    if (session.request().kernelConfig().isPresent()) {
      return Path.of(session.request().kernelConfig().get());
    }
    return KernelConfiguration.file(session.host(), kernel.release());
  }

  /** The distribution's, or else the one of the headers. */
  private String tool() {
    String release = kernel.release();
    int dot = release.lastIndexOf('.');
    String kbuild =
        "/usr/lib/linux-kbuild-"
            + (dot < 0 ? release : release.substring(0, dot))
            + "/scripts/sign-file";
    return Files.isRegularFile(session.host().path(kbuild)) ? kbuild : shownHeaders();
  }

  private String shownHeaders() {
    return "/lib/modules/" + kernel.release() + "/build/" + SIGN_FILE;
  }
}
