package dlkm.registry;

import dlkm.declaration.ModuleType;
import java.util.List;

/**
 * A registration record to test with: another one, with those properties changed that a registered
 * module never changes.
 */
public final class RegistrationFixture {

  private final Registration plain;
  private String module;
  private String version;
  private ModuleType type;
  private List<String> needs;
  private List<TunableValue> tunables;

  private RegistrationFixture(Registration plain) {
    this.plain = plain;
    module = plain.module();
    version = plain.version();
    type = plain.type();
    needs = plain.dependencies();
    tunables = plain.tunables();
  }

  /** A record like another one. */
  public static RegistrationFixture like(Registration plain) {
    return new RegistrationFixture(plain);
  }

  /** Gives it another name. */
  public RegistrationFixture named(String name) {
    module = name;
    return this;
  }

  /** Gives it another version. */
  public RegistrationFixture version(String other) {
    version = other;
    return this;
  }

  /** Makes it one of another type. */
  public RegistrationFixture type(ModuleType other) {
    type = other;
    return this;
  }

  /** Lets it need other modules. */
  public RegistrationFixture needing(List<String> modules) {
    needs = modules;
    return this;
  }

  /** Gives it other tunables. */
  public RegistrationFixture tunables(List<TunableValue> others) {
    tunables = others;
    return this;
  }

  /** The record. */
  public Registration record() {
    return new Registration(
        module,
        plain.id(),
        version,
        type,
        plain.description(),
        plain.phases(),
        plain.image(),
        needs,
        tunables,
        plain.access(),
        plain.preferredOver(),
        plain.origin());
  }
}
