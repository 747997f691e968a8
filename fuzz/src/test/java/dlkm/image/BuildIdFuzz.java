package dlkm.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;

/** The notes that the running kernel shows. */
class BuildIdFuzz {

  @FuzzTest
  void ofNotes(byte[] notes) {
    Bounded.read(notes, () -> BuildId.ofNotes(notes));
  }
}
