package dlkm.funcset;

import dlkm.funcset.HeldPlan.Change;
import dlkm.host.GenerationFile;
import dlkm.host.OwnFile;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text of a held plan: a line {@code boot ID}, then for each file a {@link TextBlock} {@code
 * before PATH} and one {@code after PATH}; one of the two is missing where there was no file.
 */
final class HeldPlanText {

  private static final String BOOT = "boot";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String DELETE = "delete the file: what is held then stays planned";

  private HeldPlanText() {}

  static String write(HeldPlan plan) {
    StringBuilder text = new StringBuilder(BOOT + " ").append(plan.boot()).append('\n');
    plan.changes()
        .forEach(
            (path, change) -> {
              change.before().ifPresent(old -> TextBlock.append(text, BEFORE, path, old));
              change.after().ifPresent(now -> TextBlock.append(text, AFTER, path, now));
            });
    return text.toString();
  }

  /** That of a generation. */
  static HeldPlan read(Generation generation) {
    Path file = GenerationFile.PLAN.in(generation.directory());
    if (!Files.exists(file)) {
      return HeldPlan.NOTHING;
    }
    try {
      return parse(file.toString(), OwnFile.read(generation.host(), file, DELETE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the text.
   *
   * @throws ProblemException with the line, for everything that {@link #write} doesn't write
   */
  static HeldPlan parse(String file, String text) {
    List<String> lines = text.lines().toList();
    String boot = "";
    SortedMap<String, Change> changes = new TreeMap<>();
    for (int at = 0; at < lines.size(); at++) {
      String[] words = lines.get(at).split(" ", 2);
      String value = words.length == 2 ? words[1] : "";
      if (words[0].equals(BOOT)) {
        boot = value;
        continue;
      }
      Optional<TextBlock> block = TextBlock.read(lines, at + 1);
      boolean isBefore = words[0].equals(BEFORE);
      if (block.isEmpty() || !isBefore && !words[0].equals(AFTER)) {
        throw new ProblemException(
            Problem.at(new Where(file, at + 1), "is no line of a held plan", DELETE));
      }
      Optional<String> content = block.map(TextBlock::content);
      Change known = changes.getOrDefault(value, new Change(Optional.empty(), Optional.empty()));
      changes.put(
          value,
          isBefore ? new Change(content, known.after()) : new Change(known.before(), content));
      at += block.get().lines();
    }
    return new HeldPlan(boot, changes);
  }
}
