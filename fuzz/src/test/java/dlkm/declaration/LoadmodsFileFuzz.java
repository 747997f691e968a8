package dlkm.declaration;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The loadmods file, read by the tools and by the script of the boot: both see the same modules,
 * and what the script hands to modprobe is a name.
 */
class LoadmodsFileFuzz {

  private static final String NAME = "[A-Za-z0-9_+.:,-]+";

  /** The script, with what it calls reduced to what it says. */
  private static final String SCRIPT =
      """
      set -f
      dlkm_loadmods=$2
      named=
      tell() { :; }
      kernel_name() { name=$1; }
      . "$1"
      for pair in $named; do printf '%s\\n' "${pair%%|*}"; done
      """;

  @FuzzTest
  void read(byte[] input) throws IOException, InterruptedException {
    for (byte each : input) {
      if (each <= 0) {
        return;
      }
    }
    String text = new String(input, StandardCharsets.US_ASCII);
    List<String> names =
        LoadmodsFile.names(text).stream().filter(name -> name.matches(NAME)).toList();
    List<String> booted = booted(input);
    if (!booted.equals(names)) {
      throw new AssertionError(booted + " at boot, but " + names);
    }
    for (String name : names) {
      String rest = LoadmodsFile.remove(text, name);
      if (LoadmodsFile.names(rest).contains(name)) {
        throw new AssertionError(name + " stays in " + rest);
      }
    }
  }

  private static List<String> booted(byte[] input) throws IOException, InterruptedException {
    Path file = Files.createTempFile("loadmods", null);
    try {
      Files.write(file, input);
      Process shell =
          new ProcessBuilder("sh", "-c", SCRIPT, "sh", script().toString(), file.toString())
              .redirectErrorStream(true)
              .start();
      List<String> lines = shell.inputReader(StandardCharsets.US_ASCII).lines().toList();
      if (!shell.waitFor(10, TimeUnit.SECONDS) || shell.exitValue() != 0) {
        throw new AssertionError("the script failed: " + lines);
      }
      return lines;
    } finally {
      Files.delete(file);
    }
  }

  /** From the top of the tree, and from this module's directory. */
  private static Path script() {
    Path below = Path.of("tools/src/main/sh/kmnamed");
    return Files.exists(below)
        ? below.toAbsolutePath()
        : Path.of("..").resolve(below).toAbsolutePath();
  }
}
