package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text and every file of the configuration language (spec §3.2, §3.3). */
class LanguagePropertiesTest {

  private static final String M = "pulse";
  private static final Where HERE = new Where("f", 1);

  @Property(tries = 300)
  void aWrittenMasterFileReadsAsItWas(@ForAll("masters") MasterFile master) {
    MasterFile read = MasterFile.parse("f", M, master.text());
    assertThat(WithoutPlaces.of(read)).isEqualTo(WithoutPlaces.of(master));
    assertThat(read.text()).isEqualTo(master.text());
  }

  @Property(tries = 300)
  void aWrittenSystemFileReadsAsItWas(@ForAll("systems") SystemFile system) {
    SystemFile read = SystemFile.parse("f", system.text());
    assertThat(read.tunables()).containsExactlyEntriesOf(system.tunables());
    assertThat(WithoutPlaces.of(read)).isEqualTo(WithoutPlaces.of(system));
  }

  @Property(tries = 500)
  void noTextDoesWorseThanAProblem(@ForAll("texts") String text) {
    survives(() -> MasterFile.parse("f", M, text));
    survives(() -> SystemFile.parse("f", text));
    survives(() -> HpuxSystemFile.parse("f", text));
    survives(() -> SharedMaster.parse("f", text));
    assertThat(LoadmodsFile.names(text)).doesNotContain("");
  }

  private static void survives(Runnable reading) {
    try {
      reading.run();
    } catch (ProblemException e) {
      assertThat(e.problems())
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem.thing()).matches("f:[1-9][0-9]*"));
    }
  }

  @Property(tries = 300)
  void aKeywordIsSetAndEveryOtherLineStays(
      @ForAll("decorated") String text, @ForAll("phases") Phase phase) {
    String value = String.valueOf(phase.letter());
    String edited = SystemText.set(text, "$LOADPHASE", value);
    SystemFile before = SystemFile.parse("f", text);
    SystemFile after = SystemFile.parse("f", edited);
    assertThat(after.loadPhase()).contains(phase);
    assertThat(after.configure()).isEqualTo(before.configure());
    assertThat(after.loadable()).isEqualTo(before.loadable());
    assertThat(after.tunables()).isEqualTo(before.tunables());
    assertThat(except(edited, "$LOADPHASE")).isEqualTo(except(text, "$LOADPHASE"));
    assertThat(SystemText.set(edited, "$LOADPHASE", value)).isEqualTo(edited);
  }

  @Property(tries = 300)
  void aTunableIsSetAndEveryOtherLineStays(
      @ForAll("decorated") String text, @ForAll("identifiers") String name) {
    String edited = SystemText.setTunable(text, name, "4711");
    Map<String, String> expected = new LinkedHashMap<>(SystemFile.parse("f", text).tunables());
    expected.put(name, "4711");
    assertThat(SystemFile.parse("f", edited).tunables()).containsExactlyEntriesOf(expected);
    assertThat(except(edited, name, "$TUNABLE")).isEqualTo(except(text, name, "$TUNABLE"));

    String removed = SystemText.removeTunable(edited, name);
    assertThat(SystemFile.parse("f", removed).tunables()).doesNotContainKey(name);
    assertThat(except(removed, name, "$TUNABLE")).isEqualTo(except(text, name, "$TUNABLE"));
  }

  @Property(tries = 300)
  void aNameAndATunableOfTheHpuxSystemFileAreSetAndEveryOtherLineStays(
      @ForAll("hpuxSystems") String text, @ForAll("identifiers") String name) {
    HpuxSystemFile before = HpuxSystemFile.parse("f", text);
    String added = HpuxSystemFile.addName(text, name);
    assertThat(HpuxSystemFile.parse("f", added).names()).contains(name).containsAll(before.names());
    assertThat(HpuxSystemFile.parse("f", added).tunables()).isEqualTo(before.tunables());
    assertThat(except(added, name)).isEqualTo(except(text, name));

    String tuned = HpuxSystemFile.setTunable(added, name, "4711");
    assertThat(HpuxSystemFile.parse("f", tuned).tunables()).containsEntry(name, "4711");
    assertThat(HpuxSystemFile.parse("f", tuned).names()).contains(name);

    String removed = HpuxSystemFile.removeTunable(HpuxSystemFile.removeName(tuned, name), name);
    assertThat(HpuxSystemFile.parse("f", removed).names()).doesNotContain(name);
    assertThat(except(removed, name)).isEqualTo(except(text, name));
  }

  /** The lines whose first word is none of those. */
  private static List<String> except(String text, String... words) {
    Set<String> left = Set.of(words);
    return text.lines().filter(line -> !left.contains(line.strip().split("\\s+")[0])).toList();
  }

  @Provide
  Arbitrary<Phase> phases() {
    return Arbitraries.of(Phase.class);
  }

  @Provide
  Arbitrary<String> identifiers() {
    return Arbitraries.strings()
        .withChars("abcxyz_019")
        .ofMinLength(1)
        .ofMaxLength(8)
        .filter(NameRules::isIdentifier);
  }

  private static Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 9999).map(String::valueOf),
        Arbitraries.integers().between(0, 9999).map(n -> "0x" + Integer.toHexString(n)),
        Arbitraries.of("\"\"", "\"a b\"", "\"say \\\"( \\\\\""),
        Arbitraries.of("(1 + 2)*3", "' '", "1'000+'('", "1?2:3", "sizeof(long)"));
  }

  private static Arbitrary<Map<String, String>> tunables() {
    return Arbitraries.maps(Arbitraries.of("a", "b_1", "pulse_bufs", "x9"), values())
        .ofMaxSize(4)
        .map(LinkedHashMap::new);
  }

  @Provide
  Arbitrary<SystemFile> systems() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 2),
            Arbitraries.of(true, false).optional(),
            Arbitraries.of(true, false).optional(),
            phases().optional(),
            Arbitraries.of(StateCause.values()).optional(),
            Arbitraries.of(true, false).optional(),
            tunables())
        .as((v, c, l, p, why, o, t) -> new SystemFile("f", v, c, l, p, why, o, t, Map.of()));
  }

  @Provide
  Arbitrary<MasterFile> masters() {
    Arbitrary<Set<SupportedPhase>> phases =
        Arbitraries.subsetOf(SupportedPhase.values()).filter(s -> !s.isEmpty());
    Arbitrary<Optional<Loadable>> loadable =
        Combinators.combine(Arbitraries.of(true, false), phases, Arbitraries.of(true, false))
            .as(
                (stub, set, given) ->
                    new Loadable(stub, given ? set : EnumSet.of(SupportedPhase.RUN), given))
            .optional();
    Arbitrary<Interfaces> interfaces =
        Arbitraries.maps(Arbitraries.of("wsio", "streams", "krs"), Arbitraries.of("1", "2.0.1"))
            .ofMaxSize(3)
            .map(LanguagePropertiesTest::interfaces);
    Arbitrary<List<TunableDefault>> tunables =
        tunables()
            .map(
                map ->
                    map.entrySet().stream()
                        .map(
                            e ->
                                new TunableDefault(
                                    e.getKey(),
                                    e.getValue(),
                                    limit(e, "0").filter(_ -> e.getKey().equals("a")),
                                    limit(e, "(9999 + 1)"),
                                    HERE))
                        .toList());
    Arbitrary<Optional<DriverInstall>> install =
        Combinators.combine(
                Arbitraries.of(-1, 1, 511), Arbitraries.of(-1, 240), Arbitraries.of(true, false))
            .as((block, character, required) -> new DriverInstall(block, character, required, HERE))
            .optional();
    Arbitrary<List<Dependency>> needed =
        Arbitraries.subsetOf("pulselib", "8021q", "snd-pcm")
            .map(s -> s.stream().map(n -> new Dependency(n, HERE)).toList());
    return Combinators.combine(
            loadable,
            interfaces,
            Arbitraries.of(ModuleType.class),
            tunables,
            install,
            needed,
            Arbitraries.integers().between(0, 3),
            Arbitraries.of(true, false))
        .as(LanguagePropertiesTest::master);
  }

  private static Optional<String> limit(Map.Entry<String, String> tunable, String limit) {
    return Optional.of(limit).filter(_ -> !TunableText.isQuoted(tunable.getValue()));
  }

  private static Interfaces interfaces(Map<String, String> uses) {
    List<InterfaceUse> lines = new ArrayList<>();
    uses.forEach((name, version) -> lines.add(new InterfaceUse(name, version, HERE)));
    return new Interfaces(lines.isEmpty(), lines);
  }

  private static MasterFile master(
      Optional<Loadable> loadable,
      Interfaces interfaces,
      ModuleType type,
      List<TunableDefault> tunables,
      Optional<DriverInstall> install,
      List<Dependency> needed,
      int fields,
      boolean linux) {
    boolean bare = type == ModuleType.MISC || type == ModuleType.STREAMS_MOD;
    List<String> names = tunables.stream().map(TunableDefault::name).toList();
    return new MasterFile(
        "f",
        M,
        Family.of(M),
        2,
        loadable,
        interfaces,
        type,
        bare ? Optional.empty() : Optional.of("pseudo"),
        bare ? List.of() : List.of("x", "y", "z").subList(0, fields),
        needed,
        tunables,
        install,
        linux ? facts(new LinkedHashSet<>(names), tunables) : LinuxSection.NONE,
        fields == 2
            ? List.of(new SharedSection("$ALIAS", List.of(List.of("pls", M)), HERE))
            : List.of(),
        Map.of());
  }

  private static LinuxSection facts(Set<String> writable, List<TunableDefault> tunables) {
    Map<String, TunableConstraints.Allowed> allowed = new LinkedHashMap<>();
    tunables.forEach(
        t ->
            allowed.put(
                t.name(), new TunableConstraints.Allowed(List.of(t.value(), "(1 - 1)"), HERE)));
    return new LinuxSection(
        Optional.of("Dual MIT/GPL"),
        Optional.of("Jo  Doe <jo@example.org>"),
        Optional.of("a pulse"),
        Optional.of("1.2"),
        Optional.of("modules"),
        List.of("CONFIG_X=y", "A=b c"),
        new TreeCommands(
            Optional.of("./configure --with  x"),
            Optional.of("make $DLKM_TREE 'a b'"),
            List.of(
                new TreePatch("patches/a.diff", List.of(new VersionBound(">=", "6.2"))),
                new TreePatch("b.patch", List.of())),
            List.of("A=b c", "kernelver=$DLKM_KERNEL")),
        new Conditions(
            List.of(new VersionBound(">=", "6.1"), new VersionBound("<", "7.2.3")),
            List.of("x86_64", "aarch64"),
            List.of("CONFIG_PCI", "!CONFIG_RT", "CONFIG_HZ=250"),
            List.of("test -e /sys")),
        List.of("pulse/a.bin", "b.bin"),
        List.of("pci 1234:11e8", "platform pulse", "pci:v00001234d*sv*sd*bc*sc*i*"),
        OptionalInt.of(17),
        writable,
        new TunableConstraints(
            allowed,
            List.of(
                new TunableConstraints.Relation("1 < 2", HERE),
                new TunableConstraints.Relation("3", HERE))),
        writable.isEmpty(),
        writable.isEmpty() ? Optional.empty() : Optional.of("dkms"));
  }

  /** Words of the language in any order, and lines of anything. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> words =
        Arbitraries.of(
            "$VERSION",
            "2",
            "$$$",
            "$LOADABLE",
            "phases 0x07",
            "stub",
            "$INTERFACE",
            "base",
            "$TYPE",
            "pulse misc",
            "$TUNABLE",
            "a 1 0",
            "a",
            "$LINUX",
            "license GPL",
            "device",
            "writable a",
            "allowed a 1 2",
            "allowed a",
            "constraint a<2",
            "b (a + 1) - 3",
            "c \"x y\"",
            "$DRIVER_INSTALL",
            "pulse -1 -1",
            "$DRIVER_DEPENDENCY",
            "pulse x",
            "$VERSION 2",
            "$CONFIGURE Y",
            "$LOADPHASE I",
            "$",
            "$$",
            "* c",
            "",
            " ",
            "\t",
            "$ALIAS",
            "$DYN_MAJOR",
            "char 1-2",
            "alias x",
            "phases",
            "version");
    return Arbitraries.oneOf(words, words, words, Arbitraries.strings().ofMaxLength(20))
        .list()
        .ofMaxSize(30)
        .map(lines -> String.join("\n", lines));
  }

  /** System files with comments, blank lines and odd spacing. */
  @Provide
  Arbitrary<String> decorated() {
    Arbitrary<String> noise = Arbitraries.of("", "* a comment\n", "\n", "*$LOADPHASE 1\n", " \t\n");
    return Combinators.combine(systems(), noise.list().ofSize(12), Arbitraries.of(" ", "\t", "   "))
        .as(
            (system, comments, gap) -> {
              StringBuilder text = new StringBuilder();
              int at = 0;
              for (String line : system.text().lines().toList()) {
                text.append(comments.get(at++ % comments.size()));
                text.append(line.replaceFirst(" ", gap)).append('\n');
              }
              return text.append(comments.getLast()).toString();
            });
  }

  @Provide
  Arbitrary<String> hpuxSystems() {
    Arbitrary<String> noise = Arbitraries.of("", "* a comment\n", "\n", "swap lvol default 1 2\n");
    return Combinators.combine(
            Arbitraries.subsetOf("cdfs", "lan0", "a", "x9"), tunables(), noise.list().ofSize(5))
        .as(
            (names, tunables, comments) -> {
              StringBuilder text = new StringBuilder(comments.get(0));
              names.forEach(name -> text.append(name).append('\n').append(comments.get(1)));
              text.append(comments.get(2));
              tunables.forEach((n, v) -> text.append(n).append("  ").append(v).append('\n'));
              return text.append(comments.get(3)).toString();
            });
  }
}
