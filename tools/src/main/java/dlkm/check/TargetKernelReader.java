package dlkm.check;

import dlkm.compress.Compression;
import dlkm.host.BackgroundTask;
import dlkm.host.Host;
import dlkm.image.AppendedSignature;
import dlkm.image.RawModule;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reader of a target kernel: symbols from its headers, version magic and key from one of its own
 * modules, options from its configuration, policy from the kernel itself where it runs.
 */
public final class TargetKernelReader {

  private static final byte[] NOTHING = {};
  private static final int HEAD = 16 << 10;

  private final Host host;
  private final String release;
  private final List<Problem> unknown = new ArrayList<>();

  TargetKernelReader(Host host, String release) {
    this.host = host;
    this.release = release;
  }

  /**
   * The facts of an installed kernel.
   *
   * @param running whether {@code /proc} and {@code /sys} are about it
   */
  public static TargetKernel read(Host host, String release, boolean running) {
    return new TargetKernelReader(host, release).installed(running);
  }

  /**
   * What a file in the form of {@code Module.symvers} tells, and the build directory that it lies
   * in, if it does.
   *
   * @throws ProblemException when it can't be read
   */
  public static TargetKernel ofSymbols(Host host, Path symvers) {
    return new TargetKernelReader(host, "").symbols(symvers);
  }

  private Path modules() {
    return host.path("/lib/modules/" + release);
  }

  private void unknown(String what, String todo) {
    unknown.add(new Problem("kernel " + release, what, todo));
  }

  private TargetKernel installed(boolean running) {
    // The symbols are most of the work.
    BackgroundTask<KernelExports> exports =
        BackgroundTask.begin(
            () -> KernelExports.parse(content(host.headers(release, "Module.symvers"))));
    KernelConfig config = config();
    Sample sample = sample();
    LoadPolicy policy = policy(config, running);
    KernelExports symbols = exports.get();
    if (symbols.count() == 0) {
      unknown(
          "headers not installed: symbols and modversions aren't checked",
          "install linux-headers-" + release);
    }
    return new TargetKernel(
        host,
        release,
        symbols,
        symbols.count() > 0,
        config,
        policy,
        sample.vermagic,
        sample.structSize,
        sample.key,
        unknown);
  }

  /** The rules for loading modules alone. */
  LoadPolicy policy(boolean running) {
    return policy(config(), running);
  }

  private LoadPolicy policy(KernelConfig config, boolean running) {
    return running ? LoadPolicy.ofRunning(host, config) : LoadPolicy.ofConfig(config);
  }

  private KernelConfig config() {
    for (Path file :
        List.of(
            host.path("/boot/config-" + release),
            host.headers(release, ".config"),
            modules().resolve("config"))) {
      byte[] text = content(file);
      if (text.length > 0) {
        return KernelConfig.parse(text);
      }
    }
    unknown(
        "configuration missing: assuming Debian's kernel configuration",
        "put it at " + host.path("/boot/config-" + release));
    return KernelConfig.UNKNOWN;
  }

  /** Properties that all of the kernel's own modules share. */
  private record Sample(Optional<String> vermagic, int structSize, String key) {}

  private Sample sample() {
    Optional<Path> file = firstOfItsOwn();
    byte[] bytes = file.isPresent() ? content(file.get()) : NOTHING;
    try {
      ByteBuffer data =
          ByteBuffer.wrap(Compression.unpack(file.map(Path::toString).orElse(""), bytes));
      AppendedSignature signature = AppendedSignature.read(data, data.capacity());
      LoadInfo loadInfo =
          LoadInfoReader.read(new RawModule(data, signature.content()), LoaderRules.of(release), 0);
      ModinfoTags info = ModinfoTags.read(loadInfo.raw(), loadInfo.info());
      return new Sample(info.vermagic(), loadInfo.size(loadInfo.module()), signature.key());
    } catch (LoadInfoReader.Refused | ProblemException e) {
      unknown(
          "none of its own modules is readable: version magic and key aren't checked",
          "run depmod " + release);
      return new Sample(Optional.empty(), 0, "");
    }
  }

  /** The kernel's own modules come first in the file: its head will do. */
  private Optional<Path> firstOfItsOwn() {
    String text = head(host.follow(modules().resolve("modules.dep")));
    for (int at = 0; at < text.length(); ) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      int colon = text.indexOf(':', at);
      if (colon > at && colon < end && text.startsWith("kernel/", at)) {
        return Optional.of(host.follow(modules().resolve(text.substring(at, colon))));
      }
      at = end + 1;
    }
    return Optional.empty();
  }

  private static String head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TargetKernel symbols(Path file) {
    byte[] symvers = content(file);
    if (symvers.length == 0) {
      throw new ProblemException(
          file.toString(), "can't be read, or is empty", "name a Module.symvers");
    }
    KernelExports exports = KernelExports.parse(symvers);
    if (exports.count() == 0) {
      throw new ProblemException(file.toString(), "names no symbol", "name a Module.symvers");
    }
    byte[] text = content(file.resolveSibling(".config"));
    KernelConfig config = text.length == 0 ? KernelConfig.UNKNOWN : KernelConfig.parse(text);
    unknown.add(
        new Problem(
            file.toString(),
            "describes symbols only: version magic and signatures aren't checked",
            "name an installed kernel with -K"));
    return new TargetKernel(
        host,
        "",
        exports,
        true,
        config,
        LoadPolicy.ofConfig(config),
        Optional.empty(),
        0,
        "",
        unknown);
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return NOTHING;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
