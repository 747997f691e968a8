package dlkm.cli;

import dlkm.check.SignaturePolicy;
import dlkm.installedkernel.InstalledKernel;
import dlkm.oci.Digest;
import dlkm.prebuilt.Heading;
import dlkm.prebuilt.ImageExport;
import dlkm.prebuilt.ImageImport;
import dlkm.prebuilt.ImageList;
import dlkm.prebuilt.KernelIdentity;
import dlkm.prebuilt.Skopeo;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kmimage}: images of built modules, for other machines. */
final class KmimageCommand implements Command {

  private static final String DIGEST = "digest";
  private static final String SIGN_BY = "sign-by";
  private static final String JSON = "json";

  @Override
  public Options options() {
    return new Options()
        .addOption(Arguments.module("the module or family; may be given several times"))
        .addOption(Arguments.kernel())
        .addOption(
            value(DIGEST, "DIGEST", "import, pull: only the image with this digest, sha256:..."))
        .addOption(value(SIGN_BY, "KEY", "push: sign with this OpenPGP key"))
        .addOption(Arguments.longFlag(JSON, "show, identity: as JSON"));
  }

  private static Option value(String name, String argument, String what) {
    return Option.builder().longOpt(name).hasArg().argName(argument).desc(what).get();
  }

  @Override
  public String synopsis() {
    return """
    export -M MODULE [-M MODULE ...] [-K RELEASE] DIRECTORY
    import [-M MODULE ...] [--digest DIGEST] [-K RELEASE] DIRECTORY
    push [-M MODULE ...] [--sign-by KEY] DIRECTORY REPOSITORY
    pull [-M MODULE] [--digest DIGEST] [-K RELEASE] REPOSITORY:VERSION DIRECTORY
    show [-M MODULE ...] [--json] DIRECTORY
    verify [-M MODULE ...] DIRECTORY
    identity [-K RELEASE] [--json]\
    """;
  }

  @Override
  public String summary() {
    return "export, import, push, pull, show and verify images of built modules";
  }

  @Override
  public boolean changes(CommandLine line) {
    return !line.getArgList().isEmpty()
        && !line.getArgList().getFirst().matches("show|verify|identity");
  }

  @Override
  public int run(Context context, CommandLine line) {
    List<String> operands = line.getArgList();
    if (operands.isEmpty()) {
      throw new UsageException(
          "name what to do: export, import, push, pull, show, verify or identity");
    }
    String verb = operands.getFirst();
    List<String> rest = operands.subList(1, operands.size());
    if (rest.contains("")) {
      throw new UsageException(verb + ": an operand is empty");
    }
    return switch (verb) {
      case "export" -> export(context, line, directory(verb, line, rest, "M", "K"));
      case "import" -> importFrom(context, line, directory(verb, line, rest, "M", "K", DIGEST));
      case "push" -> push(context, line, two(verb, line, rest, "M", SIGN_BY));
      case "pull" -> pull(context, line, two(verb, line, rest, "M", "K", DIGEST));
      case "show" -> show(context, line, directory(verb, line, rest, "M", JSON));
      case "verify" -> verify(context, line, directory(verb, line, rest, "M"));
      case "identity" -> identity(context, line, rest);
      default ->
          throw new UsageException(
              "'" + verb + "' is none of export, import, push, pull, show, verify and identity");
    };
  }

  private static Path directory(
      String verb, CommandLine line, List<String> operands, String... options) {
    requireFitting(verb, line, options);
    if (operands.size() != 1) {
      throw new UsageException(verb + " takes one DIRECTORY");
    }
    return Path.of(operands.getFirst());
  }

  private static List<String> two(
      String verb, CommandLine line, List<String> operands, String... options) {
    requireFitting(verb, line, options);
    if (operands.size() != 2) {
      throw new UsageException(
          verb.equals("push")
              ? "push takes DIRECTORY REPOSITORY"
              : "pull takes REPOSITORY:VERSION DIRECTORY");
    }
    return operands;
  }

  /** Before any directory is looked into. */
  private static void requireFitting(String verb, CommandLine line, String... options) {
    Arguments.only(line, verb, options);
    List<String> _ = Arguments.moduleNames(line, "M");
  }

  private static int export(Context context, CommandLine line, Path directory) {
    List<String> names = Arguments.modulesOf(context.host(), line);
    if (names.isEmpty()) {
      throw new UsageException("export needs -M MODULE");
    }
    for (var image :
        new ImageExport(context.caller(), kernel(context, line)).run(names, directory)) {
      context
          .out()
          .println(
              image.heading().name() + " " + image.heading().version() + ": " + image.digest());
    }
    return Exit.DONE;
  }

  private static InstalledKernel kernel(Context context, CommandLine line) {
    return InstalledKernel.find(context.host(), Arguments.kernelOf(line));
  }

  private static int importFrom(Context context, CommandLine line, Path directory) {
    ImageList list = ImageList.of(directory);
    requireOurs(list, line);
    List<String> names = names(list, line);
    Optional<Digest> pinned = pinned(line);
    if (pinned.isPresent() && names.size() != 1) {
      throw new UsageException("--digest needs one -M MODULE");
    }
    for (var image :
        new ImageImport(context.caller(), kernel(context, line)).run(list, names, pinned)) {
      context
          .out()
          .println(
              image.heading().name()
                  + " "
                  + image.heading().version()
                  + ": "
                  + image.digest()
                  + (image.changed() ? "" : ", is there already"));
    }
    return Exit.DONE;
  }

  private static Optional<Digest> pinned(CommandLine line) {
    return Optional.ofNullable(line.getOptionValue(DIGEST)).map(KmimageCommand::digest);
  }

  private static Digest digest(String text) {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("'" + text + "' is no digest: sha256: and 64 hexadecimal digits");
    }
  }

  /** Who names no module means all that is there. */
  private static void requireOurs(ImageList list, CommandLine line) {
    if (!line.hasOption("M")) {
      list.requireOurs();
    }
  }

  /** Those of -M, which may not be installed here; without, all that there are images of. */
  private static List<String> names(ImageList list, CommandLine line) {
    List<String> named = Arguments.moduleNames(line, "M");
    return named.isEmpty() ? list.names() : named;
  }

  private static List<ImageList.Entry> chosen(ImageList list, CommandLine line) {
    List<ImageList.Entry> chosen = new ArrayList<>();
    for (String name : names(list, line)) {
      List<ImageList.Entry> named = list.named(name);
      if (named.isEmpty()) {
        throw list.none(name, "");
      }
      named.stream().filter(entry -> !chosen.contains(entry)).forEach(chosen::add);
    }
    return chosen;
  }

  private static int push(Context context, CommandLine line, List<String> operands) {
    String repository = operands.getLast();
    requireRepository(repository);
    ImageList list = ImageList.of(Path.of(operands.getFirst()));
    requireOurs(list, line);
    List<ImageList.Entry> chosen = chosen(list, line);
    if (chosen.stream().map(entry -> entry.heading().name()).distinct().count() > 1) {
      throw new UsageException("a repository is of one module or family: name it with -M");
    }
    chosen.forEach(list::verify);
    Optional<String> signer = Optional.ofNullable(line.getOptionValue(SIGN_BY));
    List<String> _ =
        PartlyDoneException.inTurn(
            chosen,
            entry -> {
              String tag = Skopeo.push(list, entry, repository, signer);
              context.out().println(repository + ":" + tag + ": " + entry.image().digest());
              return tag;
            });
    return Exit.DONE;
  }

  private static void requireRepository(String text) {
    if (!Skopeo.isRepository(text)) {
      throw new UsageException("'" + text + "' is no repository: HOST[:PORT]/PATH");
    }
  }

  private static int pull(Context context, CommandLine line, List<String> operands) {
    String from = operands.getFirst();
    int colon = from.lastIndexOf(':');
    if (colon < from.lastIndexOf('/') || colon < 0) {
      throw new UsageException("pull needs the version: REPOSITORY:VERSION");
    }
    String repository = from.substring(0, colon);
    requireRepository(repository);
    String base = repository.substring(repository.lastIndexOf('/') + 1);
    List<String> named = Arguments.moduleNames(line, "M");
    if (named.size() > 1) {
      throw new UsageException("pull takes one -M MODULE");
    }
    String name = named.isEmpty() ? base : named.getFirst();
    Path directory = Path.of(operands.getLast());
    ImageList.Entry entry =
        Skopeo.pull(
            repository,
            from.substring(colon + 1),
            name,
            kernel(context, line),
            pinned(line),
            directory);
    context.out().println(name + " " + entry.heading().version() + ": " + entry.image().digest());
    return Exit.DONE;
  }

  private static int show(Context context, CommandLine line, Path directory) {
    ImageList list = ImageList.of(directory);
    List<ImageList.Entry> chosen = chosen(list, line);
    list.others().forEach(problem -> context.caller().say(problem.toString()));
    if (line.hasOption(JSON)) {
      ImageJson.list(context.out(), list, chosen, context.caller()::say);
      return Exit.DONE;
    }
    Table table = new Table("NAME", "VERSION", "KERNEL", "SIGNER", "DIGEST");
    for (ImageList.Entry entry : chosen) {
      Heading heading = entry.heading();
      table.row(
          heading.name(),
          heading.version(),
          heading.kernel().kis(),
          heading.signer(),
          entry.image().digest().toString());
    }
    table.print(context.out());
    return Exit.DONE;
  }

  private static int identity(Context context, CommandLine line, List<String> operands) {
    Arguments.only(line, "identity", "K", JSON);
    if (!operands.isEmpty()) {
      throw new UsageException("identity takes no operand");
    }
    InstalledKernel kernel = kernel(context, line);
    Optional<String> waiting = kernel.otherAtNextBoot();
    KernelIdentity identity = KernelIdentity.now(kernel, waiting);
    if (line.hasOption(JSON)) {
      ImageJson.identity(context.out(), identity, waiting, SignaturePolicy.of(kernel));
    } else {
      context.out().println(identity.kis() + " " + identity.architecture());
      waiting.ifPresent(other -> context.say(other + ": is there for the next boot: reboot first"));
    }
    return Exit.DONE;
  }

  private static int verify(Context context, CommandLine line, Path directory) {
    ImageList list = ImageList.of(directory);
    list.requireAny();
    List<Problem> problems = new ArrayList<>(line.hasOption("M") ? List.of() : list.others());
    for (ImageList.Entry entry : chosen(list, line)) {
      try {
        list.verify(entry);
        context.out().println(entry.heading().name() + ": " + entry.image().digest() + ": intact");
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return Exit.DONE;
  }
}
