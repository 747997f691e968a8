package dlkm.check;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import dlkm.fuzz.InputFile;
import dlkm.host.Host;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A module as the kernel's loader looks at it: frame, check sums, symbols, relocations. */
class CheckerFuzz {

  private static final String SYMBOLS =
      """
      0x00001234\tmid_do\tvmlinux\tEXPORT_SYMBOL\t
      0x00005678\tcore_do\tvmlinux\tEXPORT_SYMBOL_GPL\tSEED
      """;

  private static final TargetKernel KERNEL =
      new TargetKernel(
          new Host(Path.of("/nowhere"), Path.of("/nowhere")),
          "",
          KernelExports.parse(SYMBOLS.getBytes(StandardCharsets.US_ASCII)),
          true,
          KernelConfig.UNKNOWN,
          LoadPolicy.ofConfig(KernelConfig.UNKNOWN),
          Optional.of("6.1.0 SMP mod_unload modversions "),
          256,
          "",
          List.of());

  private static final ModuleChecker CHECKER =
      new ModuleChecker(KERNEL, new SymbolResolver(KERNEL), Map.of("seed", "depth=3"), true);

  private static final InputFile FILE = new InputFile();

  @FuzzTest
  void check(byte[] module) {
    FILE.write(module);
    Bounded.read(module, () -> CHECKER.check(FILE.path(), true));
  }
}
