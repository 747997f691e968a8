package dlkm.kbuild;

import dlkm.declaration.ComponentNames;
import dlkm.declaration.Stub;
import dlkm.host.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The C of the stubs of one module (spec §3.7): a file for the stub module, and one for the module
 * itself, with the table of its functions. Both have the declarations of {@link #types}; {@code
 * dlkm/modstub.c} says how they find each other. Pure functions: same declarations, same bytes.
 *
 * @param module its kernel name
 */
public record StubSource(String module, List<Stub> stubs) {

  /** The C file beside {@code Modstub.h}; its object is {@code Modstub.o}. */
  public static final String FILE = "Modstub.c";

  /** The object of the stub module that has what is not of one module. */
  private static final String MAIN = "stubs";

  private static final String SPDX = "// SPDX-License-Identifier: GPL-2.0-only OR MIT";

  private static final int HASH = 8;

  public StubSource {
    stubs = List.copyOf(stubs);
  }

  /**
   * The file that the module itself is linked with.
   *
   * @param include the directory of our headers; a native tree doesn't look there
   * @param wrapped whether the module may refuse an unload, and lets nobody in while it decides
   */
  String forModule(String include, boolean wrapped) {
    List<String> lines = new ArrayList<>(head(module));
    lines.add("#include \"" + include + "/dlkm/modstub.h\"");
    lines.addAll(types());
    if (wrapped) {
      lines.add("bool dlkm_stubs_open(void);");
      lines.add("");
    }
    lines.add("extern const " + functions() + " " + table() + ";");
    lines.add("const " + functions() + " " + table() + " = {");
    lines.add("\t.table = {");
    lines.add("\t\t.owner = THIS_MODULE,");
    lines.add("\t\t.key = &" + key() + ",");
    if (wrapped) {
      lines.add("\t\t.open = dlkm_stubs_open,");
    }
    lines.add("\t},");
    stubs.forEach(stub -> lines.add("\t." + stub.name() + " = " + stub.name() + ","));
    lines.add("};");
    lines.add("EXPORT_SYMBOL_GPL(" + table() + ");");
    lines.add("");
    stubs.forEach(stub -> lines.add("MODULE_INFO(" + Stub.MODULE + ", \"" + stub.name() + "\");"));
    return text(lines);
  }

  /**
   * The file of the stub module.
   *
   * @param needs the kernel names of what the module needs, itself left out
   */
  public String forStubs(List<String> needs) {
    List<String> lines = new ArrayList<>(head(module));
    lines.add("#include <dlkm/modstub.h>");
    lines.addAll(types());
    lines.add("const struct modstub_key_of_" + module + " " + key() + " = { };");
    lines.add("EXPORT_SYMBOL_GPL(" + key() + ");");
    lines.add("");
    lines.add("static struct modstub_init modstub_inits[] = {");
    lines.add("\t{ \"" + module + "\" },");
    needs.forEach(needed -> lines.add("\t{ \"" + needed + "\" },"));
    lines.add("\t{ }");
    lines.add("};");
    lines.add("");
    lines.add("struct modstub " + variable() + " =");
    lines.add("\tMODSTUB_INIT(" + variable() + ", \"" + module + "\", \"" + table() + "\",");
    lines.add("\t\t     &" + key() + ", modstub_inits);");
    stubs.forEach(stub -> lines.addAll(function(stub)));
    return text(lines);
  }

  private List<String> function(Stub stub) {
    String call = "modstub_real->" + stub.name() + "(" + String.join(", ", stub.arguments()) + ");";
    List<String> lines = new ArrayList<>(List.of("", stub.declaration(stub.name()), "{"));
    lines.add("\tconst " + functions() + " *modstub_real =");
    lines.add("\t\tmodstub_enter(&" + variable() + ", \"" + stub.name() + "\");");
    if (!stub.isVoid()) {
      lines.add("\t" + stub.result("modstub_result") + ";");
    }
    lines.add("");
    lines.add("\tif (!modstub_real)");
    lines.add("\t\treturn" + (stub.isVoid() ? "" : " " + stub.failure()) + ";");
    lines.add("\t" + (stub.isVoid() ? "" : "modstub_result = ") + call);
    lines.add("\tmodstub_leave(&modstub_real->table);");
    if (!stub.isVoid()) {
      lines.add("\treturn modstub_result;");
    }
    lines.add("}");
    lines.add("EXPORT_SYMBOL(" + stub.name() + ");");
    return lines;
  }

  /** The file of the stub module that names all modules with stubs. */
  public static String main(List<StubSource> modules) {
    List<String> lines = new ArrayList<>(head("all modules"));
    lines.add("#define pr_fmt(fmt) \"" + Stub.MODULE + ": \" fmt");
    lines.add("");
    lines.add("#include <dlkm/modstub.h>");
    lines.add("");
    lines.add("MODULE_LICENSE(\"GPL\");");
    lines.add("MODULE_DESCRIPTION(\"stubs of modules that are loaded when they are called\");");
    lines.add("");
    modules.forEach(each -> lines.add("extern struct modstub " + each.variable() + ";"));
    lines.add("");
    lines.add("struct modstub *const modstubs[] = {");
    modules.forEach(each -> lines.add("\t&" + each.variable() + ","));
    lines.add("\tNULL");
    lines.add("};");
    lines.add("");
    lines.add("#include <dlkm/modstub.c>");
    return text(lines);
  }

  /** The name of the file of {@link #main}. */
  public static String mainFile() {
    return MAIN + ".c";
  }

  /**
   * The makefile of the stub module, whose files of one module are in a directory of its name.
   *
   * @param include the directory of our headers
   */
  public static String kbuild(List<StubSource> modules, String include) {
    StringBuilder objects = new StringBuilder(MAIN + ".o");
    modules.forEach(each -> objects.append(' ').append(each.module()).append("/Modstub.o"));
    return """
    obj-m := %1$s.o
    %1$s-y := %2$s
    ccflags-y += -I%3$s
    """
        .formatted(Stub.MODULE, objects, include);
  }

  /** What both sides know of the table; the key's name and type hold them to the same. */
  private List<String> types() {
    List<String> lines = new ArrayList<>();
    lines.add("#include \"" + ComponentNames.STUB + "\"");
    lines.add("");
    lines.add(functions() + " {");
    lines.add("\tstruct modstub_table table;");
    stubs.forEach(stub -> lines.add("\t" + stub.declaration("(*" + stub.name() + ")") + ";"));
    lines.add("};");
    lines.add("");
    lines.add("struct modstub_key_of_" + module + " {");
    lines.add("\tconst " + functions() + " *functions;");
    lines.add("};");
    lines.add("extern const struct modstub_key_of_" + module + " " + key() + ";");
    lines.add("");
    return lines;
  }

  private String functions() {
    return "struct modstub_functions_of_" + module;
  }

  private String table() {
    return "modstub_table_of_" + module;
  }

  private String variable() {
    return "modstub_of_" + module;
  }

  private String key() {
    String declared =
        stubs.stream().map(stub -> stub.declaration(stub.name()) + "\n").reduce("", String::concat);
    String hash = Sha256.of(declared.getBytes(StandardCharsets.UTF_8)).substring(0, HASH);
    return "modstub_" + module + "_" + hash;
  }

  private static List<String> head(String of) {
    return List.of(
        SPDX,
        "/*",
        " * Made by config from "
            + ComponentNames.STUB
            + " of "
            + of
            + "; changes here are lost at",
        " * the next one.",
        " */");
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
