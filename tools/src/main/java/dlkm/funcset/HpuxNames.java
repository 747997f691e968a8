package dlkm.funcset;

import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Links with HP-UX's names into our places, for scripts that know those names ({@code dlkm
 * hpux-names}). Nothing of ours needs them. A link is ours when it leads where we would let it
 * lead; nothing else is ever replaced or taken away. The caller holds the state lock.
 */
public final class HpuxNames {

  private static final String MASTERS_AND_CODE = "/usr/conf";
  private static final String STAND = "/stand";
  private static final String SET = STAND + "/dlkm";
  private static final String BUILT = "mod_bld.d";

  private final Host host;

  public HpuxNames(Host host) {
    this.host = host;
  }

  /** Where each name leads. */
  private SortedMap<String, String> links() {
    SortedMap<String, String> links = new TreeMap<>();
    links.put(MASTERS_AND_CODE + "/master.d", Layout.MASTERS);
    links.put(MASTERS_AND_CODE + "/km.d", Layout.CODE);
    links.put(STAND + "/system", Layout.SYSTEM);
    links.put(STAND + "/system.d", Layout.SYSTEMS);
    links.put(STAND + "/build", Layout.BUILD);
    links.put(SET, Layout.RUNNING);
    for (FunctionSet set : FunctionSet.all(host)) {
      String release = set.release();
      links.put(SET + "." + release, Layout.set(release));
      links.put(Layout.set(release) + "/" + BUILT, Layout.built(release));
    }
    return links;
  }

  /**
   * Makes the links that are missing.
   *
   * @return their names
   * @throws ProblemException when something else has one of the names: nothing changed
   */
  public List<String> make() throws IOException {
    List<Problem> problems = new ArrayList<>();
    List<String> made = new ArrayList<>();
    SortedMap<String, String> links = links();
    for (Map.Entry<String, String> link : links.entrySet()) {
      Path place = host.entry(link.getKey());
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        made.add(link.getKey());
      } else if (!leadsTo(place, link.getValue())) {
        problems.add(
            Problem.of(
                place.toString(),
                "is there and isn't a link of ours",
                "move it away, or do without"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    for (String name : made) {
      AtomicFiles.link(host.entry(name), Path.of(links.get(name)));
    }
    return made;
  }

  private static boolean leadsTo(Path link, String target) throws IOException {
    return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(Path.of(target));
  }

  /**
   * Takes away the links that are ours, those to function sets that are gone too.
   *
   * @return their names
   */
  public List<String> remove() throws IOException {
    SortedMap<String, String> links = links();
    for (String name : DirectoryNames.of(host.path(STAND), "dlkm.")) {
      String release = name.substring("dlkm.".length());
      links.put(STAND + "/" + name, Layout.set(release));
    }
    List<String> removed = new ArrayList<>();
    for (Map.Entry<String, String> link : links.entrySet()) {
      if (removed(link.getKey(), link.getValue())) {
        removed.add(link.getKey());
      }
    }
    deleteEmpty(host.path(STAND));
    deleteEmpty(host.path(MASTERS_AND_CODE));
    return removed;
  }

  private boolean removed(String name, String target) throws IOException {
    Path place = host.entry(name);
    return leadsTo(place, target) && Files.deleteIfExists(place);
  }

  private static void deleteEmpty(Path directory) throws IOException {
    try {
      Files.delete(directory);
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      // Somebody else has something there, or nobody has.
      return;
    }
  }

  /** Takes away the link to the function set of a kernel that goes. */
  static void forget(Host host, String release) throws IOException {
    boolean _ = new HpuxNames(host).removed(SET + "." + release, Layout.set(release));
  }
}
