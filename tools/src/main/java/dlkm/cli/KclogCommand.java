package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import dlkm.changelog.ChangeLog;
import dlkm.changelog.Changed;
import dlkm.changelog.Changed.Kind;
import dlkm.changelog.Entry;
import dlkm.changelog.Recording;
import dlkm.changelog.Search;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kclog}: shows the change log, and adds comments to it (spec §9.6). */
final class KclogCommand implements Command {

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.flag("a", "all entries, not the last one alone"))
        .addOption(value("c", "CONFIG", "entries of this saved configuration"))
        .addOption(value("f", "TEXT", "entries that contain this text"))
        .addOption(value("t", "KIND", "entries of this kind: module, tunable or another"))
        .addOption(value("n", "NAME", "entries of the module or tunable of this name"))
        .addOption(longValue("since", "entries from this date or time on"))
        .addOption(longValue("until", "entries before this date or time"))
        .addOption(value("C", "TEXT", "add a comment to the log"))
        .addOption(Arguments.longFlag("json", "show as JSON"));
  }

  private static Option value(String name, String value, String words) {
    return Option.builder(name).hasArg().argName(value).desc(words).get();
  }

  private static Option longValue(String name, String words) {
    return Option.builder().longOpt(name).hasArg().argName("TIME").desc(words).get();
  }

  @Override
  public String synopsis() {
    return """
        [-a] [-c CONFIG] [-f TEXT] [-t KIND] [-n NAME] [--since TIME] [--until TIME] [--json] [COUNT]
        -C TEXT""";
  }

  @Override
  public String summary() {
    return "show who changed what and why, add comments";
  }

  @Override
  public boolean changes(CommandLine line) {
    return line.hasOption("C");
  }

  @Override
  public int run(Context context, CommandLine line) {
    if (line.hasOption("C")) {
      return comment(context, line);
    }
    Search search = search(line);
    int count = count(line);
    ChangeLog.Content content;
    try {
      content = new ChangeLog(context.host()).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    content.damaged().forEach(place -> context.say(place + ": no intact entry: skipped"));
    List<Entry> found = search.last(content.entries(), count);
    if (line.hasOption("json")) {
      Json.print(context.out(), json -> json(json, found));
    } else if (found.isEmpty()) {
      context.say("no entry matches");
    } else {
      ChangeLogText.print(context.out(), found);
    }
    return Exit.DONE;
  }

  private static int comment(Context context, CommandLine line) {
    Arguments.noOperands(line);
    for (String option : List.of("a", "c", "f", "t", "n", "since", "until", "json")) {
      Arguments.exclusive(line, "C", option);
    }
    String text = line.getOptionValue("C");
    if (text.isBlank()) {
      throw new UsageException("-C needs a comment");
    }
    return UnderStateLock.run(
        context.caller(),
        () ->
            Recording.note(Changed.done(Kind.COMMENT, "", "comment", "", text))
                ? Exit.DONE
                : Exit.FAILED);
  }

  private static Search search(CommandLine line) {
    return new Search(
        kind(line),
        Optional.ofNullable(line.getOptionValue("c")),
        Optional.ofNullable(line.getOptionValue("n")),
        Optional.ofNullable(line.getOptionValue("f")),
        time(line, "since"),
        time(line, "until"));
  }

  private static Optional<Kind> kind(CommandLine line) {
    String word = line.getOptionValue("t");
    if (word == null) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
      words.add(kind.word());
    }
    throw new UsageException("-t " + word + ": allowed: " + String.join(" ", words));
  }

  private static Optional<Instant> time(CommandLine line, String option) {
    String text = line.getOptionValue(option);
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(
        TimeOperand.parse(text)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--"
                            + option
                            + " "
                            + text
                            + ": write 2026-11-28, 2026-11-28T14:30 or 2026-11-28T13:30:00Z")));
  }

  /** One entry, but all of a time that was asked for. */
  private static int count(CommandLine line) {
    List<String> operands = line.getArgList();
    if (operands.size() > 1) {
      throw new UsageException("unexpected argument '" + operands.get(1) + "'");
    }
    if (operands.isEmpty()) {
      boolean all = line.hasOption("a") || line.hasOption("since") || line.hasOption("until");
      return all ? Integer.MAX_VALUE : 1;
    }
    if (line.hasOption("a")) {
      throw new UsageException("-a and a count exclude each other");
    }
    try {
      int count = Integer.parseInt(operands.getFirst());
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException("'" + operands.getFirst() + "' is no count of entries");
  }

  private static void json(JsonWriter json, List<Entry> entries) throws IOException {
    json.name("entries").beginArray();
    for (Entry entry : entries) {
      Changed change = entry.change();
      json.beginObject();
      json.name("time").value(entry.time().toString());
      json.name("kind").value(change.kind().word());
      json.name("name").value(change.name());
      json.name("what").value(change.what());
      Json.field(json, "from", present(change.from()));
      Json.field(json, "to", present(change.to()));
      Json.field(json, "kernel", present(change.kernel()));
      json.name("outcome").value(change.outcome());
      json.name("user").value(entry.by().user());
      Json.field(json, "uid", present(entry.by().uid()));
      json.name("command").value(entry.by().command());
      Json.field(json, "comment", present(entry.by().comment()));
      json.endObject();
    }
    json.endArray();
  }

  private static Optional<String> present(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
