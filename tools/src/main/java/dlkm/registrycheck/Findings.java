package dlkm.registrycheck;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects the damage of one function set. */
final class Findings {

  private final String release;
  private final List<Damage> all = new ArrayList<>();

  Findings(String release) {
    this.release = release;
  }

  void add(DamageKind kind, Path file, String what, String todo) {
    add(kind, file.toString(), what, todo);
  }

  void add(DamageKind kind, String thing, String what, String todo) {
    all.add(new Damage(release, kind, thing, what, todo));
  }

  List<Damage> all() {
    return List.copyOf(all);
  }
}
