package dlkm.rehearse;

import dlkm.compress.Compression;
import dlkm.host.Host;
import dlkm.image.FunctionTable;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names functions of modules that are gone by the files that the command names: {@code insmod
 * ./mydriver.ko}. Of another module only its name is told.
 *
 * @param host the machine that is copied, which has the files
 */
record FilesOfModules(Host host, GuestCommand job) implements FunctionNames {

  @Override
  public Optional<String> at(ModuleMap.Range range, long address) {
    try {
      Optional<Path> file = file(range.module());
      return file.isPresent() ? function(file.get(), range, address) : Optional.empty();
    } catch (IOException | ProblemException e) {
      // It may have been replaced meanwhile, or lead out of the root; the module's name is told
      // anyway.
      return Optional.empty();
    }
  }

  private Optional<Path> file(String module) {
    return job.command().stream()
        .flatMap(words -> words.lines())
        .flatMap(line -> java.util.Arrays.stream(line.split("[\\s;&|'\"]+")))
        .filter(word -> isOf(module, word))
        .map(word -> host.path(job.directory().resolve(word).normalize().toString()))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static boolean isOf(String module, String word) {
    String name = word.substring(word.lastIndexOf('/') + 1).replace('-', '_');
    return name.startsWith(module + ".ko");
  }

  private static Optional<String> function(Path file, ModuleMap.Range range, long address)
      throws IOException {
    byte[] content = Compression.unpack(file.toString(), Files.readAllBytes(file));
    return FunctionTable.read(file.toString(), content, range.loading()).at(address - range.base());
  }
}
