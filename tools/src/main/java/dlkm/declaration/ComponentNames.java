package dlkm.declaration;

import java.util.List;

/** The names of a module's component files (spec §2.1). */
public final class ComponentNames {

  public static final String MASTER = "master";
  public static final String SYSTEM = "system";
  public static final String SPACE = "space.h";
  public static final String STUB = "Modstub.h";
  public static final String OBJECT = "mod.o";
  public static final String SOURCE = "mod.c";

  /** One of them makes a directory a native tree. */
  public static final List<String> MAKEFILES =
      List.of("Kbuild", "Makefile", "makefile", "GNUmakefile");

  /** The system file of one module of a family. */
  public static String system(String module) {
    return SYSTEM + "." + module;
  }

  private ComponentNames() {}
}
