package dlkm.registry;

import dlkm.declaration.ModuleType;
import dlkm.declaration.Phase;
import dlkm.declaration.SupportedPhase;
import dlkm.host.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Registration records to test with: a plain one by name, and any that there can be. */
public final class SomeRegistrations {

  private SomeRegistrations() {}

  /** A native misc module, not registered, whose image is that text. */
  public static Registration of(String module, String image) {
    return of(module, image, List.of());
  }

  /** A module with those tunables. */
  public static Registration of(String module, String image, List<TunableValue> tunables) {
    return new Registration(
        module,
        Registration.UNREGISTERED,
        "1.0",
        ModuleType.MISC,
        "a module to test with",
        new Phases(Set.of(SupportedPhase.RUN), Phase.AUTO, Phase.AUTO),
        new ImageFacts(
            sum(image),
            Optional.empty(),
            Optional.empty(),
            "6.1.0-test:unknown",
            SoftDependencies.NONE,
            false,
            false,
            List.of()),
        List.of(),
        tunables,
        AccessNumbers.NONE,
        List.of(),
        new Origin(Instant.EPOCH, Optional.empty(), "tester"));
  }

  /** The image as part of the static kernel. */
  public static ImageFacts asStatic(ImageFacts image) {
    return new ImageFacts(
        image.sha256(),
        image.buildId(),
        image.srcversion(),
        image.kis(),
        image.softDependencies(),
        false,
        true,
        List.of());
  }

  /** A module that is part of the static kernel, and needs others. */
  public static Registration ofStatic(String module, List<String> needs) {
    Registration plain = of(module, module);
    return RegistrationFixture.like(plain.withImage(asStatic(plain.image())))
        .needing(needs)
        .record();
  }

  /** The check sum of an image that is that text. */
  public static String sum(String image) {
    return Sha256.of(image.getBytes(StandardCharsets.UTF_8));
  }

  static Arbitrary<Registration> any(Arbitrary<String> names) {
    return Combinators.combine(
            names,
            Arbitraries.integers().between(0, 1 << 20),
            Combinators.combine(text(), text()).as(List::of),
            Arbitraries.of(ModuleType.class),
            phases(),
            image(),
            Combinators.combine(
                    names().list().ofMaxSize(3), tunables(), access(), names().list().ofMaxSize(2))
                .as(Links::new),
            origin())
        .as(
            (name, id, texts, type, phases, image, links, origin) ->
                new Registration(
                    name,
                    id,
                    texts.getFirst(),
                    type,
                    texts.getLast().replace("none", "").strip(),
                    phases,
                    image,
                    links.needed(),
                    links.tunables(),
                    links.access(),
                    links.preferredOver(),
                    origin));
  }

  private record Links(
      List<String> needed,
      List<TunableValue> tunables,
      AccessNumbers access,
      List<String> preferredOver) {}

  static Arbitrary<String> names() {
    return Arbitraries.strings()
        .withCharRange('a', 'c')
        .withChars("_-9")
        .ofMinLength(1)
        .ofMaxLength(4)
        .filter(name -> !name.startsWith("-"));
  }

  /** What a person writes on a line: blanks, signs of the format, letters of any script. */
  private static Arbitrary<String> text() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "none", "end", "# no comment", "1", "module x", "größer 2.0", "1\t2", "="),
            Arbitraries.strings()
                .withCharRange('!', '~')
                .withChars(' ')
                .ofMinLength(1)
                .ofMaxLength(20))
        .filter(text -> text.strip().equals(text));
  }

  private static Arbitrary<Phases> phases() {
    return Combinators.combine(
            Arbitraries.of(SupportedPhase.class).set(),
            Arbitraries.of(Phase.class),
            Arbitraries.of(Phase.class))
        .as(Phases::new);
  }

  private static Arbitrary<ImageFacts> image() {
    Arbitrary<String> hex =
        Arbitraries.strings().withCharRange('0', '9').withCharRange('a', 'f').ofLength(64);
    Arbitrary<String> kis = names().map(name -> "6.1.0-" + name + ":00ff");
    Arbitrary<SoftDependencies> soft =
        Arbitraries.of(List.<String>of(), List.of("crc7", "crypto-ccm(aes)"))
            .tuple2()
            .map(lists -> new SoftDependencies(lists.get1(), lists.get2()));
    Arbitrary<List<String>> stubs = Arbitraries.of(List.of(), List.of("pulse_a", "pulse_b"));
    return Combinators.combine(
            hex, hex.optional(), hex.optional(), kis, soft, booleans(), booleans(), stubs)
        .as(ImageFacts::new);
  }

  private static Arbitrary<Boolean> booleans() {
    return Arbitraries.of(true, false);
  }

  private static Arbitrary<List<TunableValue>> tunables() {
    Arbitrary<String> names = Arbitraries.of("a", "size", "_9", "in_use");
    return Combinators.combine(
            Combinators.combine(
                    names,
                    Arbitraries.of("0", "2*x+1", "a,b", "-1", "", "a b", "say \"hi\" \\", "é"))
                .as(List::of)
                .list()
                .ofMaxSize(3),
            booleans())
        .as(
            (pairs, compiled) ->
                pairs.stream()
                    .map(pair -> new TunableValue(pair.get(0), pair.get(1), compiled))
                    .toList());
  }

  private static Arbitrary<AccessNumbers> access() {
    Arbitrary<Integer> majors = Arbitraries.integers().between(-1, 4095);
    Arbitrary<Integer> disciplines = Arbitraries.integers().between(0, 30);
    return Combinators.combine(majors, majors, disciplines)
        .as((b, c, l) -> new AccessNumbers(b, c, l == 0 ? OptionalInt.empty() : OptionalInt.of(l)));
  }

  private static Arbitrary<Origin> origin() {
    Arbitrary<Instant> times =
        Arbitraries.longs().between(0, 4_102_444_800L).map(Instant::ofEpochSecond);
    return Combinators.combine(times, times.optional(), text()).as(Origin::new);
  }
}
