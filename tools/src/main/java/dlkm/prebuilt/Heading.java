package dlkm.prebuilt;

import dlkm.modname.KernelRelease;
import dlkm.modname.ModuleName;
import dlkm.oci.Manifest;
import dlkm.problem.ProblemException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an image says of itself in the annotations of its manifest.
 *
 * @param name of the module or the family
 * @param modules in it
 * @param signer fingerprint of the certificate that signed all of them, {@link Signature#NONE}
 *     without
 */
public record Heading(
    String name, String version, List<String> modules, KernelIdentity kernel, String signer) {

  private static final String PREFIX = "dlkm.";
  private static final String NAME = PREFIX + "name";
  private static final String VERSION = PREFIX + "version";
  private static final String MODULES = PREFIX + "modules";
  private static final String SIGNER = PREFIX + "signer";
  private static final String RELEASE = PREFIX + "kernel.release";
  private static final String BUILD_ID = PREFIX + "kernel.build-id";
  private static final String SYMVERS = PREFIX + "kernel.symvers";
  private static final String ARCHITECTURE = PREFIX + "kernel.architecture";

  private static final Pattern TEXT = Pattern.compile("[ -~]{1,200}");
  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z_]{1,128}");
  private static final int LONGEST_TAG = 128;

  public Heading {
    modules = List.copyOf(modules);
  }

  SortedMap<String, String> annotations() {
    SortedMap<String, String> all = new TreeMap<>();
    all.put(NAME, name);
    all.put(VERSION, version);
    all.put(MODULES, String.join(" ", modules));
    all.put(SIGNER, signer);
    all.put(RELEASE, kernel.release());
    all.put(BUILD_ID, kernel.buildId());
    all.put(SYMVERS, kernel.symvers());
    all.put(ARCHITECTURE, kernel.architecture());
    all.put("org.opencontainers.image.title", name);
    all.put("org.opencontainers.image.version", version);
    return all;
  }

  /**
   * The heading of an image.
   *
   * @throws ProblemException when it is no image of ours
   */
  static Heading of(String shown, Manifest manifest) {
    SortedMap<String, String> all = manifest.annotations();
    Heading heading =
        new Heading(
            value(shown, all, NAME, TEXT),
            value(shown, all, VERSION, TEXT),
            List.of(value(shown, all, MODULES, Pattern.compile("[ -~]{1,65536}")).split(" ")),
            new KernelIdentity(
                value(shown, all, RELEASE, TEXT),
                value(shown, all, BUILD_ID, WORD),
                value(shown, all, SYMVERS, WORD),
                value(shown, all, ARCHITECTURE, WORD)),
            value(shown, all, SIGNER, WORD));
    if (heading.modules.isEmpty()
        || !ModuleName.isValid(heading.name)
        || !heading.modules.stream().allMatch(ModuleName::isValid)) {
      throw wrong(shown, "names a module that can't be: " + ModuleName.RULE);
    }
    if (!KernelRelease.isValid(heading.kernel.release())) {
      throw wrong(shown, "names a kernel release that can't be: " + KernelRelease.RULE);
    }
    return heading;
  }

  private static String value(
      String shown, SortedMap<String, String> all, String key, Pattern pattern) {
    String value = all.getOrDefault(key, "");
    if (!pattern.matcher(value).matches()) {
      throw wrong(shown, "is no image of a module: its annotation '" + key + "' is missing or odd");
    }
    return value;
  }

  private static ProblemException wrong(String shown, String what) {
    return new ProblemException(shown, what, "export it again: 'kmimage export'");
  }

  /** The tag in a registry: the version and the kernel's key. */
  static String tag(String version, KernelIdentity kernel) {
    String end = "-" + kernel.key();
    String begin = version.replaceAll("[^0-9A-Za-z_.-]", "_");
    begin = Pattern.compile("^[.-]").matcher(begin).replaceFirst("_");
    return begin.substring(0, Math.min(begin.length(), LONGEST_TAG - end.length())) + end;
  }

  /** Whether its modules are signed. */
  public boolean isSigned() {
    return !signer.equals(Signature.NONE);
  }

  /** The tag of this image. */
  public String tag() {
    return tag(version, kernel);
  }

  /** What the image is called in a layout directory. */
  String reference() {
    return name + "-" + tag();
  }

  /** Whether a user means this image by a name: {@code -} and {@code _} are the same. */
  boolean isNamed(String typed) {
    return ModuleName.isSame(name, typed)
        || modules.stream().anyMatch(module -> ModuleName.isSame(module, typed));
  }
}
