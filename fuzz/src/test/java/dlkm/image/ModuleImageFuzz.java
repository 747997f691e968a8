package dlkm.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;

/** A module's file: the ELF frame, modinfo, symbols, check sums, notes and the signature. */
class ModuleImageFuzz {

  @FuzzTest
  void parse(byte[] file) {
    Bounded.read(file, () -> ModuleImage.parse("fuzzed.ko", file));
  }
}
