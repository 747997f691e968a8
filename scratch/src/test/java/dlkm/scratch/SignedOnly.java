package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The cases about signatures: in a machine that asks for them, and in one that doesn't. */
record SignedOnly(Path work, ComparedKernel kernel) {

  /** The kernel's module that the second machine's command line forbids. */
  static final String FORBIDDEN = "crc7";

  private Path directory() {
    return work.resolve("signed");
  }

  /** Makes a module with a signature by a key that no kernel has, and one that lost its own. */
  void prepare() throws Exception {
    Path directory = Files.createDirectories(directory());
    String script =
        """
        cd "$1" && openssl req -new -x509 -nodes -days 9 -subj /CN=kmcheck -newkey rsa:2048 \
          -keyout key -outform DER -out key.x509 2>/dev/null &&
        cp ../built/kmc_base.ko . &&
        "$2"/scripts/sign-file sha256 key key.x509 kmc_base.ko""";
    String headers = ComparedKernel.headersOfThisMachine().toString();
    Ran ran =
        Ran.command(
            "kmcheck-sign", List.of("sh", "-c", script, "sh", directory.toString(), headers));
    assertThat(ran.status()).as(ran.messages()).isZero();
    ModuleBytes bytes = kernel.own(inTree("ts_fsm"));
    Files.write(directory.resolve("ts_fsm.ko"), bytes.unsigned().bytes());
    Path old = Files.createDirectories(directory.resolve("old")).resolve("kmc_plain.ko");
    byte[] head = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 16};
    ModuleBytes plain = ModuleBytes.read(work.resolve("built/kmc_plain.ko"));
    Files.write(old, plain.signed(new byte[16], head).bytes());
    Path broken = Files.createDirectories(directory.resolve("broken")).resolve("kmc_taker.ko");
    byte[] good = {0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 16};
    ModuleBytes taker = ModuleBytes.read(work.resolve("built/kmc_taker.ko"));
    Files.write(broken, taker.signed(new byte[16], good).bytes());
  }

  /** One of the kernel's own, which may be packed. */
  private Path inTree(String name) {
    Path plain = kernel.modules().resolve("kernel/lib/" + name + ".ko");
    return Files.exists(plain) ? plain : plain.resolveSibling(name + ".ko.xz");
  }

  List<LoadCase> withoutPolicy() {
    Path directory = directory();
    return List.of(
        one("foreign-key", "signed by a key that the kernel lacks", directory, "kmc_base"),
        one("stripped-signature", "the kernel's own, its signature off", directory, "ts_fsm"));
  }

  private static LoadCase one(String id, String about, Path directory, String name) {
    return new LoadCase(id, about, name, directory.resolve(name + ".ko"), "", List.of(), false);
  }

  List<LoadCase> cases() {
    Path directory = directory();
    List<LoadCase> cases = new ArrayList<>();
    for (LoadCase each : withoutPolicy()) {
      cases.add(one("enforced-" + each.id(), each.about(), directory, each.module()));
    }
    cases.add(
        one("enforced-old", "a signature of an old kind", directory.resolve("old"), "kmc_plain"));
    cases.add(
        one(
            "enforced-garbage",
            "a signature that can't be read",
            directory.resolve("broken"),
            "kmc_taker"));
    cases.add(one("enforced-unsigned", "not signed", work.resolve("built"), "kmc_greedy"));
    for (String name : List.of("crc8", FORBIDDEN)) {
      Path file = inTree(name);
      String about = "the kernel's own" + (name.equals(FORBIDDEN) ? ", forbidden" : "");
      cases.add(new LoadCase("enforced-" + name, about, name, file, "", List.of(), false));
    }
    return cases;
  }

  /** What a machine runs; one with a policy is asked about it by kmcheck in that machine itself. */
  String script(List<String> kernelWords, Path loader, Path list) throws IOException {
    String load = "'" + kernel.inside(loader) + "' <'" + kernel.inside(list) + "'";
    if (kernelWords.isEmpty()) {
      return load;
    }
    StringBuilder check = new StringBuilder("'" + Place.tool("kmcheck") + "' --json");
    for (String line : Files.readAllLines(list)) {
      if (!line.isEmpty()) {
        check.append(" '").append(line.split("\t")[2]).append('\'');
      }
    }
    return check + "; " + load;
  }
}
