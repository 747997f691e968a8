package dlkm.changelog;

import dlkm.changelog.Changed.Kind;
import dlkm.declaration.HpuxSystemFile;
import dlkm.declaration.LoadmodsFile;
import dlkm.declaration.MasterFile;
import dlkm.declaration.Phase;
import dlkm.declaration.StateCause;
import dlkm.declaration.SystemFile;
import dlkm.host.ByteOrderMark;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.TransactionRecord.FileChange;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What changes when component and system files are replaced or deleted, in the words of §3.2. */
final class FileChanges {

  /** The places that are told apart here, each before what it is below. */
  private static final List<String> DOCUMENTED =
      List.of(
          Layout.MASTERS,
          Layout.CODE,
          Layout.SYSTEMS,
          Layout.SYSTEM,
          Layout.SYSTEM_PREVIOUS,
          Layout.LOADMODS,
          Layout.CACHE,
          Layout.DKMS,
          Layout.MODULES,
          Layout.COMPONENTS);

  private final List<FileChange> files;
  private final List<Changed> changes = new ArrayList<>();

  private FileChanges(List<FileChange> files) {
    this.files = files;
  }

  static List<Changed> of(Host host, List<FileChange> files) {
    List<FileChange> named =
        files.stream()
            .map(file -> new FileChange(place(host, file.place()), file.before(), file.after()))
            .toList();
    FileChanges all = new FileChanges(named);
    for (FileChange file : named) {
      all.add(file);
    }
    return List.copyOf(all.changes);
  }

  /** The documented place of a file that stands elsewhere because of a link below the root. */
  private static String place(Host host, String place) {
    for (String documented : DOCUMENTED) {
      String real = "/" + host.root().relativize(host.path(documented));
      if (place.equals(real) || place.startsWith(real + "/")) {
        return documented + place.substring(real.length());
      }
    }
    return place;
  }

  private void add(FileChange file) {
    String place = file.place();
    if (place.startsWith(Layout.MASTERS + "/")) {
      component(name(place), file);
    } else if (place.startsWith(Layout.CODE + "/")) {
      if (!isAmong(Layout.master(name(place)))) {
        changed(Kind.MODULE, name(place), "component", there(file.before()), there(file.after()));
      }
    } else if (place.startsWith(Layout.SYSTEMS + "/")) {
      plan(name(place), file);
    } else if (place.equals(Layout.LOADMODS)) {
      loadmods(text(file.before()), text(file.after()));
    } else if (!place.equals(Layout.SYSTEM_PREVIOUS)
        && !place.startsWith("/boot/")
        && !place.startsWith(Layout.CACHE + "/")
        && !place.startsWith(Layout.DKMS + "/")
        && !place.startsWith(Layout.MODULES + "/")
        && !place.startsWith(Layout.COMPONENTS)) {
      hpux(place, text(file.before()), text(file.after()));
    }
  }

  private static String name(String place) {
    return place.substring(place.lastIndexOf('/') + 1);
  }

  private static String there(Optional<Path> path) {
    return path.isPresent() ? "installed" : "";
  }

  private boolean isAmong(String place) {
    return files.stream().anyMatch(file -> file.place().equals(place));
  }

  private void component(String module, FileChange file) {
    String from = file.before().map(path -> version(module, path, false)).orElse("");
    String to = file.after().map(path -> version(module, path, true)).orElse("");
    changes.add(Changed.done(Kind.MODULE, module, "component", from, to));
  }

  /** A module of a family has a link to the family's file, which the same change may replace. */
  private String version(String module, Path path, boolean after) {
    try {
      String family = Files.isSymbolicLink(path) ? Files.readSymbolicLink(path).toString() : module;
      Path file =
          files.stream()
              .filter(change -> change.place().equals(Layout.master(family)))
              .map(change -> after ? change.after() : change.before())
              .findFirst()
              .orElse(Optional.of(path))
              .orElse(path);
      return MasterFile.parseAll(module, family, text(Optional.of(file)))
          .getFirst()
          .moduleVersion();
    } catch (IOException | ProblemException e) {
      return "unknown";
    }
  }

  /** Shipped with a new module and gone with a deleted one, a plan is no change of its own. */
  private void plan(String module, FileChange file) {
    if (file.before().isEmpty() || file.after().isEmpty()) {
      return;
    }
    try {
      SystemFile from = SystemFile.parse(module, text(file.before()));
      SystemFile to = SystemFile.parse(module, text(file.after()));
      int before = changes.size();
      changed(Kind.MODULE, module, "configured", letter(from.configure()), letter(to.configure()));
      changed(Kind.MODULE, module, "loadable", letter(from.loadable()), letter(to.loadable()));
      changed(
          Kind.MODULE,
          module,
          "planned phase",
          from.loadPhase().map(Phase::name).orElse(""),
          to.loadPhase().map(Phase::name).orElse(""));
      changed(Kind.MODULE, module, "preferred", letter(from.prefer()), letter(to.prefer()));
      tunables(from.tunables(), to.tunables());
      if (changes.size() == before) {
        changed(Kind.MODULE, module, "cause", word(from.cause()), word(to.cause()));
      }
    } catch (ProblemException e) {
      changes.add(Changed.done(Kind.MODULE, module, "plan", "unreadable", "replaced"));
    }
  }

  private static String word(Optional<StateCause> cause) {
    return cause.map(StateCause::word).orElse("");
  }

  private static String letter(Optional<Boolean> value) {
    return value.map(yes -> yes ? "y" : "n").orElse("");
  }

  private void tunables(Map<String, String> from, Map<String, String> to) {
    for (String name : union(from.keySet(), to.keySet())) {
      changed(
          Kind.TUNABLE,
          name,
          "planned",
          from.getOrDefault(name, "default"),
          to.getOrDefault(name, "default"));
    }
  }

  private void loadmods(String from, String to) {
    named("loadmods", LoadmodsFile.names(from), LoadmodsFile.names(to));
  }

  private void hpux(String place, String from, String to) {
    try {
      HpuxSystemFile before = HpuxSystemFile.parse(place, from);
      HpuxSystemFile after = HpuxSystemFile.parse(place, to);
      named("configured", before.names(), after.names());
      tunables(before.tunables(), after.tunables());
    } catch (ProblemException e) {
      changes.add(Changed.done(Kind.CONFIGURATION, place, "plan", "unreadable", "replaced"));
    }
  }

  private void named(String what, Collection<String> from, Collection<String> to) {
    for (String name : union(from, to)) {
      changed(
          Kind.MODULE, name, what, from.contains(name) ? "y" : "n", to.contains(name) ? "y" : "n");
    }
  }

  private static SortedSet<String> union(Collection<String> some, Collection<String> others) {
    TreeSet<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  private void changed(Kind kind, String name, String what, String from, String to) {
    if (!from.equals(to)) {
      changes.add(Changed.done(kind, name, what, from, to));
    }
  }

  /** A file that can't be read is an empty one here: the change itself says what is wrong. */
  private static String text(Optional<Path> file) {
    try {
      return file.isPresent() && Files.isRegularFile(file.get())
          ? ByteOrderMark.skip(new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8))
          : "";
    } catch (IOException e) {
      return "";
    }
  }
}
