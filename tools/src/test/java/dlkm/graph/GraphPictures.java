package dlkm.graph;

import dlkm.boot.BootRecord;
import dlkm.declaration.Phase;
import dlkm.host.Host;
import dlkm.installedkernel.ModuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes pictures of 10, 100 and 400 modules, to be looked at ({@code scratch/graph-pictures}):
 * names and dependencies are those of an installed kernel, some modules of ours stand beside them,
 * and one has a hostile name.
 */
public final class GraphPictures {

  /** As many sizes as there are pages. */
  private static final List<Integer> SIZES = List.of(10, 100, 400);

  private static final String HOSTILE = "\"><script>document.title='run'</script>";

  private static final BootRecord BOOT =
      BootRecord.parse(
          """
          BOOT1 1.02 begin
          BOOT1 1.31 rot13lib loaded
          BOOT1 1.32 end
          BOOT2 2.41 begin
          BOOT2 2.74 pulse loaded
          BOOT2 2.80 end
          INIT 5.10 begin
          INIT 5.94 dlclass loaded
          INIT 6.02 oldpush failed Unknown symbol in module
          INIT 6.03 end
          """);

  private GraphPictures() {}

  /** Takes the kernel's release and the directory to write to. */
  public static void main(String[] args) throws IOException {
    Map<String, List<String>> kernel = dependencies(args[0]);
    Path directory = Path.of(args[1]);
    for (int size : SIZES) {
      List<ModuleNode> ours = new ArrayList<>(ours());
      ours.add(ours(HOSTILE, State.LOADED, Phase.AUTO, "</title><b>" + HOSTILE));
      Graph graph = graph(args[0], kernel, ours, size);
      Files.writeString(directory.resolve("graph-" + size + ".html"), Page.of(graph, BOOT));
      Files.writeString(directory.resolve("graph-" + size + ".svg"), Drawing.of(graph));
      Files.writeString(directory.resolve("graph-" + size + ".dot"), Dot.of(graph));
    }
  }

  private static Map<String, List<String>> dependencies(String release) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("/lib/modules", release, "modules.dep"))) {
      String file = line.substring(0, line.indexOf(':'));
      names.add(file.substring(file.lastIndexOf('/') + 1, file.indexOf(".ko")).replace('-', '_'));
    }
    Host host = new Host(Path.of("/"), Path.of("."));
    return new TreeMap<>(ModuleFiles.dependencies(host, release, names));
  }

  private static Graph graph(
      String release, Map<String, List<String>> kernel, List<ModuleNode> ours, int size) {
    List<ModuleNode> nodes = new ArrayList<>(ours);
    List<Edge> edges = new ArrayList<>(List.of(edge("dlclass", "rot13lib", Need.DECLARED)));
    edges.add(edge("pulse", "crc_itu_t", Need.SOFT));
    edges.add(edge("oldpush", "rot13lib", Need.SYMBOL));
    edges.add(edge("rot13lib", "libcrc32c", Need.SYMBOL));
    Set<String> chosen = new TreeSet<>(List.of("crc_itu_t", "libcrc32c"));
    List<String> names = new ArrayList<>(kernel.keySet());
    // Spread over the alphabet, with all that they need, as far as there is room.
    for (int i = 0; chosen.size() < size - nodes.size() && i < names.size() * 7; i += 37) {
      Set<String> more = new TreeSet<>(chosen);
      add(names.get(i % names.size()), kernel, more);
      if (more.size() <= size - nodes.size()) {
        chosen = more;
      }
    }
    for (String name : chosen) {
      nodes.add(loaded(name));
      kernel.get(name).forEach(needed -> edges.add(edge(name, needed, Need.SYMBOL)));
    }
    return new Graph(release, nodes, edges);
  }

  private static void add(String name, Map<String, List<String>> kernel, Set<String> to) {
    if (to.add(name)) {
      kernel.get(name).forEach(needed -> add(needed, kernel, to));
    }
  }

  private static List<ModuleNode> ours() {
    return List.of(
        ours("dlclass", State.LOADED, Phase.INIT, "character device of the tour"),
        ours("rot13lib", State.LOADED, Phase.BOOT1, "a library"),
        ours("pulse", State.LOADED, Phase.BOOT2, "beats once a second"),
        ours("oldpush", State.UNLOADED, Phase.INIT, "fails to load"));
  }

  private static ModuleNode ours(String name, State state, Phase phase, String description) {
    Use use = new Use(List.of(), 1, List.of("process 812 (cat) has /dev/" + name + " open"));
    return new ModuleNode(
        name,
        ModuleOrigin.DLKM,
        state,
        Optional.of(phase),
        new ModuleNode.Facts(
            "1",
            "2.0",
            OptionalLong.of(16384),
            name.equals("dlclass") ? use : Use.NONE,
            "OE",
            description,
            List.of(),
            ""));
  }

  private static ModuleNode loaded(String name) {
    return new ModuleNode(
        name,
        ModuleOrigin.KERNEL,
        State.LOADED,
        Optional.empty(),
        new ModuleNode.Facts("", "", OptionalLong.of(20480), Use.NONE, "", "", List.of(), ""));
  }

  private static Edge edge(String from, String to, Need need) {
    return new Edge(from, to, Set.of(need));
  }
}
