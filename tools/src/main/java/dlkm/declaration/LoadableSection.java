package dlkm.declaration;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code $LOADABLE}: whether there is a stub, and the supported phases (spec §3.1, §5.1).
 * Which of them a version may name, and the default, is in {@link PhaseRules} (spec §5.2).
 */
final class LoadableSection {

  private final int version;
  private final ProblemList problems;
  private boolean stub;
  private Optional<Set<SupportedPhase>> phases = Optional.empty();

  private LoadableSection(int version, ProblemList problems) {
    this.version = version;
    this.problems = problems;
  }

  /**
   * The section's facts.
   *
   * @param version of the file's format
   */
  static Loadable read(MasterSection section, int version, ProblemList problems) {
    LoadableSection reader = new LoadableSection(version, problems);
    Set<String> seen = new HashSet<>();
    for (TextLine line : section.lines()) {
      if (!seen.add(line.first())) {
        problems.at(line.where(), "'" + line.first() + "' is there twice", "keep one");
      }
      reader.line(line);
    }
    return new Loadable(
        reader.stub,
        reader.phases.orElse(PhaseRules.SUPPORTED_BY_DEFAULT),
        reader.phases.isPresent());
  }

  private void line(TextLine line) {
    switch (line.first()) {
      case "stub" -> stub(line);
      case "phases" -> phases = Optional.of(phases(line));
      default ->
          problems.at(
              line.where(),
              "unknown keyword '" + line.first() + "' in $LOADABLE",
              SimilarName.advice(line.first(), List.of("stub", "phases")));
    }
  }

  private void stub(TextLine line) {
    stub = true;
    if (!line.rest().isEmpty()) {
      problems.at(line.where(), "'" + line.rest() + "' follows stub", "write 'stub' alone");
    }
  }

  private Set<SupportedPhase> phases(TextLine line) {
    Optional<BigInteger> mask = Numbers.mask(line.rest());
    if (mask.isEmpty() || mask.get().signum() == 0 || mask.get().bitLength() > 3) {
      problems.at(
          line.where(),
          "wrong mask of phases '" + line.rest() + "'",
          "write the sum of 0x01 (BOOT1), 0x02 (BOOT2) and 0x04 (RUN), as 'phases 0x06'");
      return PhaseRules.SUPPORTED_BY_DEFAULT;
    }
    Set<SupportedPhase> named = named(mask.get().intValue());
    if (!PhaseRules.isAllowed(version, named)) {
      problems.at(
          line.where(), "a boot phase in a file of version 1", "write version 2, or 'phases 0x04'");
    }
    return named;
  }

  private static Set<SupportedPhase> named(int mask) {
    Set<SupportedPhase> named = EnumSet.noneOf(SupportedPhase.class);
    for (SupportedPhase phase : SupportedPhase.values()) {
      if ((mask & phase.bit()) != 0) {
        named.add(phase);
      }
    }
    return named;
  }
}
