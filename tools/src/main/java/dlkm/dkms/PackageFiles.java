package dlkm.dkms;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.Transaction;
import dlkm.problem.PartlyDoneException;
import dlkm.update.AccompanyingChange;
import dlkm.update.GenerationCondition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a package's installation or its end changes beside the registry: the links by which DKMS and
 * scripts find the modules, and what is planned. It belongs to the generation: a command that is
 * killed leaves both as they were, or the next one completes both.
 */
final class PackageFiles implements AccompanyingChange {

  private final FunctionSet set;
  private final Transaction transaction;
  private final List<Path> replaced;
  private final PartlyDoneException.Work index;
  private boolean announced;

  /**
   * The files of a transaction.
   *
   * @param replaced files in whose place the modules are
   * @param index notes that the module index has to be written again; done before the change, as
   *     that is no harm without it
   */
  PackageFiles(
      FunctionSet set,
      Transaction transaction,
      List<Path> replaced,
      PartlyDoneException.Work index) {
    this.set = set;
    this.transaction = transaction;
    this.replaced = List.copyOf(replaced);
    this.index = index;
  }

  @Override
  public String why(String update) {
    return "dkms install: " + update;
  }

  @Override
  public boolean replaces(Path file) {
    return replaced.contains(set.host().entry(file.toString()));
  }

  @Override
  public void announce(Generation next) throws IOException {
    Transaction _ = transaction.check();
    index.run();
    transaction.announce(new GenerationCondition(set.release(), next.number()).line());
    announced = true;
  }

  @Override
  public void commit() throws IOException {
    transaction.commit();
  }

  /** Makes the change of the files where none of the registry was necessary. */
  void commitAlone() throws IOException {
    if (!announced) {
      index.run();
      transaction.check().commit();
    }
  }
}
