package dlkm.cli;

import dlkm.boot.BootRecord;
import dlkm.graph.Dot;
import dlkm.graph.Drawing;
import dlkm.graph.Graph;
import dlkm.graph.GraphReader;
import dlkm.graph.Page;
import dlkm.problem.ProblemException;
import dlkm.status.QueriedKernel;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kmgraph}: shows modules, their dependencies and who holds them. */
final class KmgraphCommand implements Command {

  @Override
  public Options options() {
    return new Options()
        .addOption(
            Option.builder("a").longOpt("all").desc("show every registered or loaded module").get())
        .addOption(Arguments.longFlag("dot", "write the language of Graphviz"))
        .addOption(Arguments.longFlag("svg", "write a drawing"))
        .addOption(Arguments.longFlag("html", "write a page with drawing, search and filters"))
        .addOption(Arguments.longFlag("json", "write JSON"))
        .addOption(
            Option.builder("o")
                .hasArg()
                .argName("FILE")
                .desc("write to FILE instead of standard output")
                .get())
        .addOption(Arguments.kernel());
  }

  @Override
  public String synopsis() {
    return "[-a | MODULE ...] [--dot | --svg | --html | --json] [-o FILE] [-K RELEASE]";
  }

  @Override
  public String summary() {
    return "show modules, their dependencies and who holds them";
  }

  @Override
  public boolean changes(CommandLine line) {
    return false;
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.exclusive(line, "dot", "svg", "html", "json");
    QueriedKernel kernel = QueriedKernel.of(context.host(), Arguments.kernelOf(line));
    String text = rendered(kernel, graph(kernel, line), line);
    if (line.hasOption("o")) {
      OutputFile.write(Path.of(line.getOptionValue("o")), text);
    } else {
      context.out().print(text);
    }
    return Exit.DONE;
  }

  private static Graph graph(QueriedKernel kernel, CommandLine line) {
    List<String> names = line.getArgList();
    if (!line.hasOption("a")) {
      return names.isEmpty() ? GraphReader.ours(kernel) : GraphReader.around(kernel, names);
    }
    if (!names.isEmpty()) {
      throw new UsageException("-a shows all modules, '" + names.getFirst() + "' too");
    }
    if (!kernel.running()) {
      throw new ProblemException(
          kernel.release(), "is not the running kernel: nothing is loaded in it", "leave out -a");
    }
    return GraphReader.all(kernel);
  }

  private static String rendered(QueriedKernel kernel, Graph graph, CommandLine line) {
    if (line.hasOption("html")) {
      return Page.of(graph, boot(kernel));
    }
    if (line.hasOption("svg")) {
      return Drawing.of(graph);
    }
    if (line.hasOption("json")) {
      return GraphJson.of(graph);
    }
    return line.hasOption("dot") ? Dot.of(graph) : GraphText.of(graph);
  }

  private static BootRecord boot(QueriedKernel kernel) {
    return kernel.running() ? BootRecord.of(kernel.host()) : new BootRecord(List.of(), List.of());
  }
}
