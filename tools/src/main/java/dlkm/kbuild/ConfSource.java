package dlkm.kbuild;

import dlkm.declaration.TunableContent;
import dlkm.expression.CValue;
import dlkm.host.Layout;
import dlkm.kbuild.WrapperSpec.Tunable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The C and the kbuild file that make a Linux module of a wrapped one (spec §7): what of it differs
 * from module to module. What all modules share is C that we ship ({@code dlkm/*.c}, included by
 * {@code conf.c}). Pure functions: same specification, same bytes.
 */
final class ConfSource {

  private static final String SPDX = "SPDX-License-Identifier: GPL-2.0-only OR MIT";

  private ConfSource() {}

  /** The configuration of the module: its facts, parameters, majors, and the glue of its type. */
  static String confC(WrapperSpec spec) {
    List<String> parts = new ArrayList<>();
    parts.add(confHead(spec));
    parts.add(facts(spec));
    if (!spec.tunables().isEmpty()) {
      parts.add(parameters(spec));
    }
    List<String> pciIds = LoadOnAccessAliases.pciIds(spec);
    if (!pciIds.isEmpty()) {
      parts.add(pciTable(spec, pciIds));
    }
    parts.add(confData(spec, !pciIds.isEmpty()));
    parts.add(glue(spec));
    return String.join("\n", parts);
  }

  /** The planned values as macros. */
  static String tuneH(WrapperSpec spec) {
    List<String> lines = new ArrayList<>();
    lines.add("/* " + SPDX + " */");
    lines.add(header("tune.h: the planned values of the tunables of " + spec.module(), spec));
    lines.add("#ifndef DLKM_TUNE_H");
    lines.add("#define DLKM_TUNE_H");
    lines.add("");
    for (Tunable tunable : spec.tunables()) {
      lines.add("#define " + tunable.macro() + " " + macroValue(tunable));
    }
    if (!spec.shipsSpaceHeader() && !spec.tunables().isEmpty()) {
      lines.add("");
      for (Tunable tunable : spec.tunables()) {
        lines.add("extern " + tunable.cType() + tunable.variable() + ";");
      }
    }
    lines.add("");
    lines.add("#endif");
    return text(lines);
  }

  /** One global variable per tunable (spec §3.6), for a module that ships no file of its own. */
  static String spaceH(WrapperSpec spec) {
    List<String> lines = new ArrayList<>();
    lines.add("/* " + SPDX + " */");
    lines.add(header("space.h: the storage of the tunables of " + spec.module(), spec));
    lines.add("#include \"tune.h\"");
    lines.add("");
    for (Tunable tunable : spec.tunables()) {
      lines.add(tunable.cType() + tunable.variable() + " = " + tunable.macro() + ";");
      if (tunable.parameterType().equals("int")) {
        lines.add("DLKM_FITS_INT(" + tunable.macro() + ");");
      }
    }
    return text(lines);
  }

  /** The objects of the module, for kbuild. */
  static String kbuild(WrapperSpec spec) {
    String module = spec.module();
    boolean clash = spec.sources().contains(module + ".c");
    List<String> objects = new ArrayList<>();
    for (String source : spec.sources()) {
      String stem = source.substring(0, source.length() - ".c".length());
      objects.add((stem.equals(module) ? renamed(module) : stem) + ".o");
    }
    objects.add("conf.o");
    String kbuild =
        """
        # %s
        # Kbuild of the DLKM module %s, made by config; changes here are lost at the next build
        obj-m := %s.o
        %s-y := %s
        ccflags-y += -I%s
        """
            .formatted(
                SPDX, module, module, module, String.join(" ", objects), spec.includeDirectory());
    return clash ? kbuild + renameRule(module) : kbuild;
  }

  /** A source of the module's own name would give the object that kbuild links the module to. */
  private static String renameRule(String module) {
    return """

    # %1$s.o is the whole module, so its source of that name is compiled under another
    $(obj)/%2$s.c: $(src)/%1$s.c
    	$(Q)echo '#include "%1$s.c"' > $@
    clean-files += %2$s.c
    """
        .formatted(module, renamed(module));
  }

  private static String renamed(String module) {
    return module + "_source";
  }

  private static String confHead(WrapperSpec spec) {
    return """
    // %s
    %s
    #define pr_fmt(fmt) "%s: " fmt

    #include <sys/moddefs.h>
    #include <mod_conf.h>
    #include "tune.h"
    #include "space.h"
    """
        .formatted(
            SPDX, header("conf.c: the configuration of " + named(spec), spec), spec.module());
  }

  private static String header(String title, WrapperSpec spec) {
    return """
    /*
     * %s
     *
     * Made by config from %s and %s;
     * changes here are lost at the next config -M %s.
     */
    """
        .formatted(title, Layout.master(spec.module()), Layout.system(spec.module()), spec.module())
        .stripTrailing();
  }

  private static String named(WrapperSpec spec) {
    String version = spec.hasOwnVersion() ? "" : " " + spec.version();
    return spec.module() + version + ", a " + spec.type().keyword() + " module";
  }

  private static String facts(WrapperSpec spec) {
    List<String> lines = new ArrayList<>();
    lines.add("MODULE_LICENSE(" + quoted(spec.licence()) + ");");
    if (!spec.hasOwnVersion()) {
      lines.add("MODULE_VERSION(" + quoted(spec.version()) + ");");
    }
    spec.author().ifPresent(author -> lines.add("MODULE_AUTHOR(" + quoted(author) + ");"));
    spec.description().ifPresent(text -> lines.add("MODULE_DESCRIPTION(" + quoted(text) + ");"));
    spec.firmware().forEach(file -> lines.add("MODULE_FIRMWARE(" + quoted(file) + ");"));
    lines.add("MODULE_INFO(dlkm, " + quoted(spec.type().keyword()) + ");");
    LoadOnAccessAliases.of(spec)
        .forEach(alias -> lines.add("MODULE_ALIAS(" + quoted(alias) + ");"));
    return text(lines);
  }

  private static String parameters(WrapperSpec spec) {
    return text(spec.tunables().stream().map(t -> parameter(t, spec.shipsSpaceHeader())).toList());
  }

  private static String parameter(Tunable tunable, boolean shipped) {
    String mode = tunable.writable() ? "0644" : "0444";
    String names = tunable.name() + ", " + tunable.variable() + ", ";
    String parameter =
        shipped
            ? "DLKM_TUNABLE(" + names + mode + ");"
            : "module_param_named(" + names + tunable.parameterType() + ", " + mode + ");";
    // The parameter's name must not be taken for the macro, which has done its work in space.h.
    return tunable.name().equals(tunable.macro())
        ? "#undef " + tunable.macro() + "\n" + parameter
        : parameter;
  }

  private static String pciTable(WrapperSpec spec, List<String> ids) {
    return """
    #include <linux/pci.h>

    static const struct pci_device_id %1$s_pci_ids[] = {
    %2$s
    	{ }
    };
    MODULE_DEVICE_TABLE(pci, %1$s_pci_ids);
    """
        .formatted(spec.module(), String.join("\n", ids));
  }

  private static String confData(WrapperSpec spec, boolean hasPciTable) {
    List<String> lines = new ArrayList<>();
    lines.add("struct mod_conf_data " + spec.module() + "_conf_data = {");
    lines.add("\t.mcd_name = " + quoted(spec.module()) + ",");
    lines.add("\t.mcd_version = " + quoted(spec.hasOwnVersion() ? "" : spec.version()) + ",");
    lines.add("\t.mcd_type = MCD_" + spec.type().name() + ",");
    lines.add("\t.mcd_class = " + quoted(spec.className().orElse("")) + ",");
    lines.add("\t.mcd_b_major = " + spec.blockMajor() + ",");
    lines.add("\t.mcd_c_major = " + spec.charMajor() + ",");
    lines.add("\t.mcd_ldisc = " + spec.lineDisciplineNumber() + ",");
    if (hasPciTable) {
      lines.add("\t.mcd_pci_ids = " + spec.module() + "_pci_ids,");
    }
    lines.add("};");
    return text(lines);
  }

  /** A static module's wrapper is ignored (spec §7.1). */
  private static String glue(WrapperSpec spec) {
    String entry =
        spec.isStatic()
            ? """
            extern int %1$s_install(void);

            #define DLKM_INSTALL %1$s_install
            """
            : """
            extern struct modwrapper %1$s_wrapper;

            #define DLKM_WRAPPER %1$s_wrapper
            """;
    String rest =
        """
        #define DLKM_CONF_DATA %1$s_conf_data
        #include <dlkm/%2$s.c>
        """;
    String stubs = spec.hasStubs() ? "#define DLKM_STUBS\n" : "";
    return (entry + stubs + rest).formatted(spec.module(), spec.type().keyword());
  }

  /** A constant of the variable's type, if that holds the value; behind it the formula. */
  private static String macroValue(Tunable tunable) {
    return switch (tunable.value()) {
      case TunableContent.Text text -> quoted(text.text());
      case TunableContent.Numeric number -> {
        BigInteger value = number.value().number();
        CValue typed =
            tunable
                .type()
                .filter(type -> type.holds(value))
                .map(type -> new CValue(type, value))
                .orElse(number.value());
        String constant = typed.constant();
        yield tunable.written().equals(constant)
            ? constant
            : constant + " /* " + tunable.written() + " */";
      }
    };
  }

  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(ConfSource::escaped)
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static String escaped(int character) {
    return switch (character) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      default -> Character.toString(character);
    };
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
