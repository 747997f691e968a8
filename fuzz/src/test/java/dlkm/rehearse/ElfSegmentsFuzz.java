package dlkm.rehearse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import dlkm.fuzz.InputFile;

/** The program headers and notes of an executable. */
class ElfSegmentsFuzz {

  private static final InputFile FILE = new InputFile();

  @FuzzTest
  void read(byte[] program) {
    FILE.write(program);
    Bounded.read(program, () -> ElfSegments.hasPvhEntry(FILE.path()));
    Bounded.read(program, () -> ElfSegments.isStatic(FILE.path()));
  }
}
