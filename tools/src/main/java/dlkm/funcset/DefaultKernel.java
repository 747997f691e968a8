package dlkm.funcset;

import dlkm.boot.InitramfsUpkeep;
import dlkm.host.AtomicFiles;
import dlkm.host.Notices;
import dlkm.host.SetFile;
import java.io.IOException;
import java.util.Optional;

/**
 * The generation that the next boot returns to, while an entry of the boot loader has another one
 * current for this boot (spec §4.4.1). A change ends that; one that is taken back leaves it.
 */
public final class DefaultKernel {

  private final FunctionSet set;
  private final Optional<Generation> generation;

  private DefaultKernel(FunctionSet set) {
    this.set = set;
    generation = set.insteadOfDefault();
  }

  /** The present one, if there is one. */
  public static DefaultKernel of(FunctionSet set) {
    return new DefaultKernel(set);
  }

  /**
   * Has the next boot return to it from the generation that is current by now: no cleanup deletes
   * it then, nor what it holds.
   */
  public void keep() throws IOException {
    Optional<Generation> current = set.current();
    if (generation.isPresent() && current.isPresent()) {
      AtomicFiles.write(
          SetFile.DEFAULT.in(set.directory()),
          generation.get().number() + " " + current.get().number() + "\n");
    }
  }

  /** Brings back its initramfs and that of what it holds, which a change may have replaced. */
  public void bringBackInitramfs(Notices notice) throws IOException {
    if (generation.isPresent()) {
      new InitramfsUpkeep(set.host(), set.release(), set.directory(), notice)
          .refresh(
              generation.get().directory(),
              set.heldAfter(generation.get()).map(Generation::directory));
    }
  }
}
