package dlkm.dkms;

import dlkm.component.Texts;
import dlkm.host.Child;
import dlkm.host.Host;
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
    Path config = configuration();
    if (!Files.isRegularFile(config)) {
      output.say("Kernel config " + config + " not found, modules won't be signed");
      return NOBODY;
    }
    Optional<String> hash =
        Texts.readOrEmpty(config)
            .lines()
            .filter(line -> line.startsWith(HASH))
            .map(line -> line.substring(HASH.length()).replace("\"", ""))
            .findFirst();
    if (hash.isEmpty()) {
      output.say("The kernel is built without module signing facility, modules won't be signed");
      return NOBODY;
    }
    Framework framework = session.framework(kernel);
    String tool = framework.signTool().orElseGet(this::tool);
    output.say("Sign command: " + tool);
    Path program = session.host().path(tool);
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      output.say("Binary " + tool + " not found, modules won't be signed");
      return NOBODY;
    }
    SigningKeys keys = framework.keys();
    return keys.generate(output)
        ? new Told(program, hash.get(), keys, new ConcurrentHashMap<>())
        : NOBODY;
  }

  private Path configuration() {
    if (session.request().kernelConfig().isPresent()) {
      return Path.of(session.request().kernelConfig().get());
    }
    Host host = session.host();
    Path made = host.headers(kernel.release(), "include/config/auto.conf");
    return Files.exists(made) ? made : host.headers(kernel.release(), ".config");
  }

  /** The distribution's, or else the one of the headers. */
  private String tool() {
    String release = kernel.release();
    int dot = release.lastIndexOf('.');
    String kbuild =
        "/usr/lib/linux-kbuild-"
            + (dot < 0 ? release : release.substring(0, dot))
            + "/scripts/sign-file";
    return Files.isRegularFile(session.host().path(kbuild))
        ? kbuild
        : "/lib/modules/" + release + "/build/scripts/sign-file";
  }
}
