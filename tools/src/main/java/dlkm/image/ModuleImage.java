package dlkm.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was built: a module's file read back. Everything that the tools say about a module's code
 * comes from here, so that they show what is in the image and not what was asked for.
 *
 * @param name what the kernel calls it; empty for an object that {@code modpost} hasn't seen
 * @param buildId the GNU build id, in hexadecimal
 * @param vermagic what the kernel compares with its own; empty where {@code modpost} hasn't been
 * @param depends modules that it takes symbols from
 * @param softdeps each {@code pre: … post: …} of modules to load before and after it
 * @param weakdeps modules that it may ask for while it runs
 * @param stubs its functions that the static kernel has stubs of
 * @param versions the CRC of each symbol that it uses, as it was built with
 * @param undefined the symbols that others have to supply, sorted; weak ones are left out, the
 *     kernel does without them
 * @param coreSize the memory that its sections take once it is loaded, initialisation gone; the
 *     kernel rounds up to pages and adds its own tables
 * @param bssSize the part of it that is zero at first and not in the file
 */
public record ModuleImage(
    String name,
    Optional<String> version,
    Optional<String> srcversion,
    Optional<String> buildId,
    String vermagic,
    Optional<String> licence,
    List<String> depends,
    List<String> aliases,
    List<String> softdeps,
    List<String> weakdeps,
    List<String> firmware,
    List<String> stubs,
    List<ModuleParameter> parameters,
    List<String> importedNamespaces,
    Map<String, Integer> versions,
    List<String> undefined,
    List<Export> exports,
    boolean signed,
    Optional<String> signer,
    long coreSize,
    long bssSize) {

  public ModuleImage {
    depends = List.copyOf(depends);
    aliases = List.copyOf(aliases);
    softdeps = List.copyOf(softdeps);
    weakdeps = List.copyOf(weakdeps);
    firmware = List.copyOf(firmware);
    stubs = List.copyOf(stubs);
    parameters = List.copyOf(parameters);
    importedNamespaces = List.copyOf(importedNamespaces);
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    undefined = List.copyOf(undefined);
    exports = List.copyOf(exports);
  }

  /**
   * Reads a module.
   *
   * @param shownName what messages call the file
   * @throws dlkm.problem.ProblemException for anything that is no intact module
   */
  public static ModuleImage parse(String shownName, byte[] bytes) {
    Elf elf = Elf.read(shownName, bytes);
    Modinfo info = Modinfo.read(elf);
    List<ElfSymbol> symbols = ElfSymbol.read(elf);
    AppendedSignature signature = signature(elf.bytes(), bytes);
    return new ModuleImage(
        info.first("name").orElse(""),
        info.first("version"),
        info.first("srcversion"),
        BuildId.read(elf),
        info.first("vermagic").orElse(""),
        info.first("license"),
        info.depends(),
        info.all("alias"),
        info.all("softdep"),
        info.all("weakdep"),
        info.all("firmware"),
        info.all("modstub"),
        info.parameters(),
        info.all("import_ns"),
        Modversions.read(elf),
        undefined(symbols),
        Export.read(elf, symbols),
        signature.form() != AppendedSignature.Form.ABSENT,
        signature.signer().isEmpty() ? Optional.empty() : Optional.of(signature.signer()),
        ModuleLayout.coreSize(elf),
        ModuleLayout.bssSize(elf));
  }

  /** Whether it was built for a kernel of this release. */
  public boolean isFor(String release) {
    return vermagic.startsWith(release + " ");
  }

  private static AppendedSignature signature(Bytes named, byte[] bytes) {
    AppendedSignature signature = AppendedSignature.read(ByteBuffer.wrap(bytes), bytes.length);
    if (signature.form() == AppendedSignature.Form.TOO_LONG) {
      throw named.damaged(signature.content(), "the signature is longer than the file");
    }
    return signature;
  }

  private static List<String> undefined(List<ElfSymbol> symbols) {
    List<String> names = new ArrayList<>();
    for (ElfSymbol symbol : symbols) {
      // modpost supplies __this_module to an object; the other is an artefact of some compilers.
      boolean supplied =
          symbol.name().equals("__this_module") || symbol.name().equals("_GLOBAL_OFFSET_TABLE_");
      if (symbol.isNeeded() && !supplied) {
        names.add(symbol.name());
      }
    }
    Collections.sort(names);
    return names;
  }
}
