package dlkm.rehearse;

import static dlkm.rehearse.JudgedReport.BEFORE;
import static dlkm.rehearse.JudgedReport.SYSFS;
import static dlkm.rehearse.JudgedReport.after;
import static dlkm.rehearse.JudgedReport.verdict;
import static dlkm.rehearse.JudgedReport.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run leaves behind: whose leak it is, and what is nobody's. */
class LeftBehindTest {

  @Test
  void nothingNewIsClean() {
    String report = BEFORE + after("0", "", "");
    assertThat(verdict(report).isClean()).isTrue();
    assertThat(Report.parse(report).status()).hasValue(3);
  }

  @Test
  void anObjectThatPointsToAModuleThatIsGoneIsALeak() {
    String seen =
        """
        @seen after
        allocated 4914048 ffffffffc0380040 0000000100000000
        allocated 754d028 ffffffffc0380080 0000000000000080
        @end seen
        """;
    String moved =
        """
        @trace
          insmod-1 [000] ...1. 29.1: size: (module_alloc+0x0/0xd0) size=0x4000
          insmod-1 [000] ...1. 29.1: base: (load_module+0x9/0x1 <- module_alloc) base=0xffffffffc0380000
          insmod-1 [000] ...1. 29.3: name: (do_init_module+0x0/0x1f0) name="rh"
        @end trace
        """;
    assertThat(words(verdict(BEFORE + moved + after("0", "", "") + seen)))
        .containsExactly("leaked callback|an object of the kernel points to [rh], which is gone");
    assertThat(words(verdict(BEFORE + moved + after("0", "", "/proc/rh\n") + seen)))
        .containsExactly("leaked /proc entry|/proc/rh");
  }

  @Test
  void aListThatEndsItsReaderIsALeakOfItsKind() {
    String left = "/proc/iomem an entry lies in memory of a module that is gone\n";
    assertThat(words(verdict(BEFORE + after("0", "", left + left))))
        .containsExactly("leaked I/O region|an entry lies in memory of a module that is gone");
  }

  @Test
  void whatIsLeftWithoutItsModuleIsALeak() {
    assertThat(words(verdict(BEFORE + after("0", "", SYSFS))))
        .containsExactly(
            "leaked device number|245 rh_leak",
            "leaked class entry|/sys/class/rh",
            "leaked class entry|/sys/class/rh/a",
            "leaked device|/sys/dev/char/245:0",
            "leaked driver|/sys/bus/pci/drivers/rh",
            "leaked kernel thread|rh_thread");
  }

  @Test
  void whatIsMountedHasItsPlaceInSysfs() {
    String places = "/sys/fs/ext4/loop0\n/proc/fs/ext4/loop0\n/sys/fs/rh\n/sys/fs/rh/a\n";
    assertThat(words(verdict(BEFORE + after("0", "", places))))
        .containsExactly("leaked sysfs entry|/sys/fs/rh");
  }

  @Test
  void aNameMayHaveABlankOrAStarInIt() {
    String names =
        "/proc/rh left\n/proc/rh*left\n/proc/rh_empty\n/proc/rh_empty/*\n/sys/rh a\n/sys/rh a/b c\n";
    assertThat(words(verdict(BEFORE + after("0", "", names))))
        .containsExactly(
            "leaked /proc entry|/proc/rh left",
            "leaked /proc entry|/proc/rh*left",
            "leaked /proc entry|/proc/rh_empty",
            "leaked sysfs entry|/sys/rh a");
  }

  @Test
  void aSocketIsToldByItsPort() {
    String sockets =
        """
        /proc/net/udp 0100007F:138F socket:[8111]
        /proc/net/tcp6 00000000000000000000000000000000:0050 socket:[8112]
        /proc/net/packet 0003 socket:[8113]
        /proc/net/unix  socket:[8114]
        /proc/net/unix @rh socket:[8115]
        """;
    assertThat(words(verdict(BEFORE + after("0", "", sockets))))
        .containsExactly(
            "leaked socket|udp port 5007",
            "leaked socket|tcp6 port 80",
            "leaked socket|packet 0003",
            "leaked socket|unix",
            "leaked socket|unix @rh");
  }

  @Test
  void aCacheThatTheKernelKeepsForProcessNamespacesIsNobodys() {
    String caches = "/sys/kernel/slab/pid_2\n/sys/kernel/slab/pid_rh\n";
    assertThat(words(verdict(BEFORE + after("0", "", caches))))
        .containsExactly("leaked slab cache|/sys/kernel/slab/pid_rh");
  }

  @Test
  void aCacheThatAModuleOfTheKernelMakesAtItsFirstUseIsNobodys() {
    String caches = "/sys/kernel/slab/overlay_groupinfo_1k\n/sys/kernel/slab/rh_groupinfo_1k\n";
    assertThat(words(verdict(BEFORE + after("0", "", caches))))
        .containsExactly("leaked slab cache|/sys/kernel/slab/rh_groupinfo_1k");
  }

  @Test
  void aModuleThatStaysIsRefusedAndHidesLeaks() {
    Verdict verdict =
        verdict(
            BEFORE
                + "@refused rh_stay rmmod: busy\n"
                + after("0", "rh_stay 16384 1 - Live 0x0 (OE)\n", SYSFS));
    assertThat(words(verdict)).containsExactly("refused unload|rh_stay: rmmod: busy");
    assertThat(verdict.notes()).containsExactly("leaks not looked for: still loaded: rh_stay");
  }

  @Test
  void aModuleOfTheKernelsTreeMayStay() {
    Verdict verdict =
        verdict(
            BEFORE
                + "@refused crc32c_generic rmmod: busy\n"
                + after("0", "crc32c_generic 16384 3 - Live 0x0\n", ""));
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.notes()).hasSize(1);
  }

  @Test
  void beyondAModuleOfTheTreeThatStaysALeakIsKnownByItsName() {
    String fresh = "/proc/rh\n/proc/other\n/proc/crypto sha512-generic\n";
    assertThat(words(verdict(BEFORE + after("0", "sha512_generic 16384 1 - Live 0x0\n", fresh))))
        .containsExactly("leaked /proc entry|/proc/rh");
  }

  @Test
  void aCipherThatIsInUseAndKeepsItsModuleIsALeak() {
    String used = "/proc/crypto sha512-generic sha512_generic is in use 2\n";
    assertThat(words(verdict(BEFORE + after("0", "sha512_generic 16384 1 - Live 0x0\n", used))))
        .containsExactly("leaked cipher|sha512-generic is in use");
    String other = "dm_crypt 65536 1 - Live 0x0\nsha512_generic 16384 1 - Live 0x0\n";
    assertThat(words(verdict(BEFORE + after("0", other, used)))).isEmpty();
  }

  @Test
  void ofTwoModulesTheOneWithTheWholeNameIsToBlame() {
    String two =
        BEFORE.replace(
            "@end trace", "  insmod-9 [000] ..... 2.0: module_load: rh_user OE\n@end trace");
    assertThat(verdict(two + after("0", "", "/proc/rh_user\n")).findings())
        .extracting(each -> each.blame().map(Blame::shown).orElse(""))
        .containsExactly("[rh_user]");
  }

  @Test
  void whatPointsToAModuleThatIsGoneWasLeft() {
    String seen =
        """
        @seen after
        pointer ffffffff82a00010 ffffffffc0380010 panic_notifier_list+0x10/0x18
        pointer ffffffff82a00018 ffffffffc0380010 panic_notifier_list+0x10/0x18
        pointer ffffffff82a00020 ffffffffc0380020 mod_tree+0x8/0x20
        pointer ffffffff82a00028 ffffffffc0380020 0xffffffff82a00028
        change ffffffff82000028 41 0xffffffff82000028
        change ffffffff81000028 41 panic+0x28/0x300
        @end seen
        """;
    Verdict verdict = verdict(BEFORE + seen + after("0", "", ""));
    assertThat(words(verdict))
        .containsExactly(
            "leaked callback|panic_notifier_list points to a module, which is gone",
            "changed kernel|memory at ffffffff82000028 is not as before",
            "changed kernel|panic at ffffffff81000028 is not as before");
    assertThat(verdict.findings().getLast().blame()).contains(new Blame("rh", Optional.empty()));
  }

  @Test
  void manyPagesThatNobodyAccountsForAreALeak() {
    String before =
        BEFORE.replace("@modules before", "@counters before\npages 1000\n@modules before");
    String after =
        after("0", "", "")
            .replace("@blocked after", "@counters after\npages 21480\n@blocked after");
    assertThat(words(verdict(before + after)))
        .containsExactly("leaked memory|about 20 MB of pages (alloc_pages)");
  }
}
