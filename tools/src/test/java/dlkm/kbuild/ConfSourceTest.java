package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.ModuleType;
import dlkm.declaration.TunableContent;
import dlkm.expression.CType;
import dlkm.expression.CValue;
import dlkm.expression.Expression;
import dlkm.kbuild.WrapperSpec.Tunable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * The generated C, as text; the tests that boot a kernel compile and load it (spec §2.2, §3.6,
 * §4.4.2, §7.1, §7.2).
 */
class ConfSourceTest {

  private static final Tunable DEBUG = number("pulse_debug", "1", CType.INT, true);
  private static final Tunable BUFFERS = number("pulse_bufs", "16", CType.INT, false);

  @Test
  void aClassDriversConfiguration() {
    WrapperSpec spec = spec(ModuleType.WSIO_CLASS, List.of(DEBUG, BUFFERS), List.of());

    assertThat(ConfSource.confC(spec))
        .isEqualTo(
            """
            // SPDX-License-Identifier: GPL-2.0-only OR MIT
            /*
             * conf.c: the configuration of pulse 1.2, a wsio_class module
             *
             * Made by config from /var/lib/dlkm/master.d/pulse and /etc/dlkm/system.d/pulse;
             * changes here are lost at the next config -M pulse.
             */
            #define pr_fmt(fmt) "pulse: " fmt

            #include <sys/moddefs.h>
            #include <mod_conf.h>
            #include "tune.h"
            #include "space.h"

            MODULE_LICENSE("GPL");
            MODULE_VERSION("1.2");
            MODULE_AUTHOR("A \\"quoted\\" name");
            MODULE_INFO(dlkm, "wsio_class");
            MODULE_ALIAS("char-major-205-*");
            MODULE_ALIAS("char-major-205-0");
            MODULE_ALIAS("devname:pulse");

            module_param_named(pulse_debug, pulse_debug, int, 0644);
            module_param_named(pulse_bufs, pulse_bufs, int, 0444);

            struct mod_conf_data pulse_conf_data = {
            \t.mcd_name = "pulse",
            \t.mcd_version = "1.2",
            \t.mcd_type = MCD_WSIO_CLASS,
            \t.mcd_class = "pseudo",
            \t.mcd_b_major = -1,
            \t.mcd_c_major = 205,
            \t.mcd_ldisc = 29,
            };

            extern struct modwrapper pulse_wrapper;

            #define DLKM_WRAPPER pulse_wrapper
            #define DLKM_CONF_DATA pulse_conf_data
            #include <dlkm/wsio_class.c>
            """);
  }

  @Test
  void anInterfaceDriverGetsATableOfItsCards() {
    WrapperSpec spec = spec(ModuleType.WSIO_INTFC, List.of(), List.of("pci 1234:11e8"));

    assertThat(ConfSource.confC(spec))
        .contains("\t{ PCI_DEVICE(0x1234, 0x11e8) },\n\t{ }\n};\n")
        .contains("MODULE_DEVICE_TABLE(pci, pulse_pci_ids);")
        .contains("\t.mcd_pci_ids = pulse_pci_ids,\n")
        .doesNotContain("MODULE_ALIAS(\"pci:");
  }

  @Test
  void otherDevicesAreAliases() {
    List<String> devices =
        List.of("pci 1234:11e8", "usb 0a5c:21e8", "platform pulse-core", "of acme,pulse", "x:y*");

    assertThat(ConfSource.confC(spec(ModuleType.MISC, List.of(), devices)))
        .contains("MODULE_ALIAS(\"pci:v00001234d000011E8sv*sd*bc*sc*i*\");")
        .contains("MODULE_ALIAS(\"usb:v0A5Cp21E8d*dc*dsc*dp*ic*isc*ip*in*\");")
        .contains("MODULE_ALIAS(\"platform:pulse-core\");")
        .contains("MODULE_ALIAS(\"of:N*T*Cacme,pulse*\");")
        .contains("MODULE_ALIAS(\"x:y*\");")
        .doesNotContain("char-major");
  }

  @Test
  void aStreamsModuleIsFoundByItsLineDiscipline() {
    assertThat(ConfSource.confC(spec(ModuleType.STREAMS_MOD, List.of(), List.of())))
        .contains("MODULE_ALIAS(\"tty-ldisc-29\");");
  }

  @Test
  void theValueOfAFormulaIsAConstantOfItsVariablesType() {
    List<Tunable> tunables =
        List.of(
            BUFFERS,
            number("pulse_total", "2*16u+1", CType.INT, false),
            number("pulse_mask", "0xffu<<24", CType.LONG, false),
            number("pulse_least", "-2147483647-1", CType.INT, false));
    WrapperSpec spec = spec(ModuleType.MISC, tunables, List.of());

    assertThat(ConfSource.tuneH(spec))
        .contains("#define PULSE_BUFS 16\n#define PULSE_TOTAL 33 /* 2*16u+1 */\n")
        .contains("#define PULSE_MASK 4278190080L /* 0xffu<<24 */\n")
        .contains("#define PULSE_LEAST (-2147483647 - 1) /* -2147483647-1 */\n")
        .contains("extern int pulse_bufs;\nextern int pulse_total;\nextern long pulse_mask;\n");
    assertThat(ConfSource.spaceH(spec))
        .contains("int pulse_total = PULSE_TOTAL;\nDLKM_FITS_INT(PULSE_TOTAL);\n");
  }

  @Test
  void theVariablesTypeIsTheDefaultsWhateverIsPlanned() {
    List<Tunable> tunables =
        List.of(
            text("pulse_name", "a \"b\" \\ c"),
            number("pulse_limit", "1", CType.LONG, false),
            number("pulse_most", "1ul", CType.UNSIGNED_LONG, false),
            number("NPULSE", "-1", CType.INT, false),
            BUFFERS);
    WrapperSpec spec = spec(ModuleType.MISC, tunables, List.of());

    assertThat(ConfSource.tuneH(spec))
        .contains("#define PULSE_NAME \"a \\\"b\\\" \\\\ c\"\n")
        .contains("#define NPULSE (-1) /* -1 */\n");
    assertThat(ConfSource.spaceH(spec))
        .contains("char *pulse_name = PULSE_NAME;\n")
        .contains("long pulse_limit = PULSE_LIMIT;\n")
        .contains("unsigned long pulse_most = PULSE_MOST;\n")
        .contains("int npulse = NPULSE;\n");
    assertThat(ConfSource.confC(spec))
        .contains("module_param_named(pulse_name, pulse_name, charp, 0444);")
        .contains("module_param_named(pulse_limit, pulse_limit, long, 0444);")
        .contains("module_param_named(pulse_most, pulse_most, ulong, 0444);")
        .contains("#undef NPULSE\nmodule_param_named(NPULSE, npulse, int, 0444);");
  }

  private static Tunable number(String name, String written, CType type, boolean writable) {
    CValue value =
        Expression.parse(written)
            .evaluate(
                (n, wrong) -> {
                  throw wrong.at("no " + n, "");
                });
    return new Tunable(
        name, new TunableContent.Numeric(value), Optional.of(type), written, writable);
  }

  private static Tunable text(String name, String text) {
    return new Tunable(name, new TunableContent.Text(text), Optional.empty(), "", false);
  }

  @Test
  void aShippedSpaceHeaderChoosesItsTypes() {
    WrapperSpec spec = spec(ModuleType.MISC, List.of(DEBUG), List.of(), List.of("mod.c"), true);

    assertThat(ConfSource.confC(spec)).contains("DLKM_TUNABLE(pulse_debug, pulse_debug, 0644);");
    assertThat(ConfSource.tuneH(spec)).doesNotContain("extern");
  }

  @Test
  void theObjectsAreTheSourcesAndTheConfiguration() {
    WrapperSpec spec =
        spec(ModuleType.MISC, List.of(), List.of(), List.of("mod.c", "queue.c"), false);

    assertThat(ConfSource.kbuild(spec))
        .endsWith(
            "obj-m := pulse.o\npulse-y := mod.o queue.o conf.o\nccflags-y += -I/opt/include\n");
  }

  @Test
  void aSourceOfTheModulesOwnNameIsCompiledUnderAnother() {
    WrapperSpec spec =
        spec(ModuleType.MISC, List.of(), List.of(), List.of("mod.c", "pulse.c"), false);

    assertThat(ConfSource.kbuild(spec))
        .contains("pulse-y := mod.o pulse_source.o conf.o\n")
        .contains(
            "$(obj)/pulse_source.c: $(src)/pulse.c\n\t$(Q)echo '#include \"pulse.c\"' > $@\n");
  }

  private static WrapperSpec spec(ModuleType type, List<Tunable> tunables, List<String> devices) {
    return spec(type, tunables, devices, List.of("mod.c"), false);
  }

  private static WrapperSpec spec(
      ModuleType type,
      List<Tunable> tunables,
      List<String> devices,
      List<String> sources,
      boolean shipsSpaceHeader) {
    return new WrapperSpec(
        "pulse",
        "1.2",
        false,
        type,
        Optional.of("pseudo"),
        -1,
        205,
        tunables,
        "GPL",
        Optional.of("A \"quoted\" name"),
        Optional.empty(),
        List.of(),
        devices,
        OptionalInt.empty(),
        sources,
        false,
        shipsSpaceHeader,
        "/opt/include");
  }
}
