package dlkm.modtree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A small tree with a bit of everything: {@code top} needs {@code mid} and {@code base-lib}, {@code
 * mid} needs {@code base-lib}, and the lists of the kernel's build are there.
 */
final class ThreeModules {

  private ThreeModules() {}

  static DepmodTree in(Path root) throws IOException {
    DepmodTree tree = new DepmodTree(root);
    tree.put("kernel/lib/base-lib.ko", made(List.of("base_get", "base_put"), List.of()));
    tree.put("kernel/mid.ko", made(List.of("mid_go"), List.of("base_put", "printk")));
    tree.put(
        "kernel/top.ko",
        MadeModule.of(
            List.of(),
            List.of("mid_go", "base_get"),
            List.of(
                "license=GPL",
                "alias=pci:v0000[0-9]d-x*",
                "alias=with blanks-in it",
                "alias=broken[",
                "alias=",
                "alias",
                "softdep=pre: mid post: base-lib",
                "weakdep=other",
                "alias=char-major-10-200",
                "alias=devname:net/top")));
    tree.put(
        "modules.order", "kernel/top.ko\nkernel/mid.ko\nkernel/lib/base-lib.ko\n".getBytes(UTF_8));
    tree.put("modules.builtin", "kernel/a-b.ko\nkernel/c.ko\n\nkernel/sub/d.ko\n".getBytes(UTF_8));
    tree.put(
        "modules.builtin.modinfo",
        "a_b.alias=x-[a-b]\0c.alias=x-[a-b]\0c.license=GPL\0odd\0d.odd\0d.alias=y\0d.alias=\0"
            .getBytes(UTF_8));
    return tree;
  }

  /** A module that has a licence, and nothing else to say of itself. */
  static MadeModule made(List<String> exports, List<String> needs) {
    return MadeModule.of(exports, needs, List.of("license=GPL"));
  }
}
