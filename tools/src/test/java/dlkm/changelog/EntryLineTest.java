package dlkm.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Invocation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The text of one entry of the change log (spec §9.6). */
class EntryLineTest {

  private static final Instant TIME = Instant.parse("2026-11-28T14:39:03.391Z");

  private static Entry entry(String to, String comment) {
    return new Entry(
        TIME,
        Changed.done(Changed.Kind.MODULE, "pulse", "component", "", to).of("6.1"),
        new Invocation("ann", "0", "kminstall -a pulse", comment));
  }

  @Test
  void anEntryIsOneLineOfFieldsAndADot() {
    assertThat(EntryLine.of(entry("1.0", "")))
        .isEqualTo(
            "2026-11-28T14:39:03.391Z\tkind=module\tname=pulse\twhat=component\tto=1.0\tkernel=6.1"
                + "\toutcome=done\tuser=ann\tuid=0\tcommand=kminstall -a pulse\t.");
  }

  @Test
  void readAgainItIsTheSameEntry() {
    for (String value :
        new String[] {
          "plain",
          "a=b\t=\n",
          "\\n \\",
          "\u001b[31mred",
          "\u2028\u202e\u0085",
          "é€😀",
          "\t.",
          "\\u00"
        }) {
      Entry entry = entry(value, value);
      String line = EntryLine.of(entry);
      assertThat(line).doesNotContain("\n").doesNotContain("\u001b").doesNotContain("\u202e");
      assertThat(EntryLine.parse(line)).contains(entry);
    }
  }

  @Test
  void aLineThatWasCutOffIsNoEntry() {
    String line = EntryLine.of(entry("1.0", "why not"));
    for (int length = 0; length < line.length(); length++) {
      assertThat(EntryLine.parse(line.substring(0, length))).as("%d", length).isEmpty();
    }
  }

  @Test
  void whatNobodyHereWroteIsNoEntry() {
    for (String line :
        new String[] {
          "2026-11-28\tkind=module\t.",
          "2026-11-28T14:39:03Z\tkind=other\t.",
          "2026-11-28T14:39:03Z\tkind=module\tname=a\tname=b\t.",
          "2026-11-28T14:39:03Z\tkind=module\tname\t.",
          "2026-11-28T14:39:03Z\tkind=module\tname=\\q\t.",
          "2026-11-28T14:39:03Z\tkind=module\tname=\\u12\t.",
          "2026-11-28T14:39:03Z\t.",
          "\0\0\0\t."
        }) {
      assertThat(EntryLine.parse(line)).as(line).isEmpty();
    }
  }

  @Test
  void aFieldOfALaterVersionIsSkipped() {
    String line = EntryLine.of(entry("1.0", "")).replace("\tuid=0", "\tuid=0\tseat=seat0");
    assertThat(EntryLine.parse(line)).contains(entry("1.0", ""));
  }

  @Test
  void aLongValueIsCut() {
    Entry entry = EntryLine.parse(EntryLine.of(entry("x".repeat(5000), ""))).orElseThrow();
    assertThat(entry.change().to()).hasSize(1003).endsWith("x...");
  }
}
