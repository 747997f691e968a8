package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A copy-on-write view of this machine, in which commands run at this machine's speed, and which
 * scratch machines boot from.
 *
 * @param directory where its changes are
 */
record MachineCopy(Path directory) {

  /** A copy without changes. */
  static MachineCopy fresh(String name) throws IOException, InterruptedException {
    Path directory = Place.WORK.resolveSibling(name);
    Ran clean = Ran.command(name + "-clean", List.of("rm", "-rf", directory.toString()));
    assertThat(clean.status()).as(clean.messages()).isZero();
    return new MachineCopy(directory);
  }

  /** Runs a script in it, which must succeed. */
  Ran ok(String script) throws IOException, InterruptedException {
    Ran ran = Ran.command(script, command(Place.call(script)));
    assertThat(ran.status()).as(ran.output() + ran.messages()).isZero();
    return ran;
  }

  /** The cases of a script that runs after a whole boot of it. */
  Cases boot(String script, String... options) throws IOException, InterruptedException {
    return boot(script, Place.release(), List.of(), options);
  }

  /**
   * The same with another kernel, or with programs that are found first.
   *
   * @param before words before the command, as {@code env} takes them
   */
  Cases boot(String script, String release, List<String> before, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.addAll(Place.rehearsal("--boot", "-K", release));
    command.addAll(List.of("--log", Place.log(script + ".kernel").toString()));
    command.addAll(List.of(options));
    command.add("--");
    command.addAll(Place.call(script));
    return Cases.of(script, Ran.command(script, command(command)));
  }

  /** What runs a command in it. */
  List<String> command(List<String> command) {
    List<String> words =
        new ArrayList<>(List.of("sh", Place.script("copy-of-this-machine"), directory.toString()));
    words.addAll(command);
    return words;
  }
}
