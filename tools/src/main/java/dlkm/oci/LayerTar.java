package dlkm.oci;

import dlkm.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A layer: files by their paths, as a tar file. Sorted, of root, of the epoch, with one mode each
 * for files and directories: the same files are the same bytes. Nothing is unpacked by the paths in
 * it; they are names to look for.
 */
final class LayerTar {

  /** More is no set of modules; packed, unpacked and by its files it is all in memory. */
  static final int LARGEST = (int) Math.min(1 << 29, Runtime.getRuntime().maxMemory() / 5);

  private static final int MOST_FILES = 10_000;
  private static final int FILE_MODE = 0100644;
  private static final int DIRECTORY_MODE = 040755;

  private LayerTar() {}

  static byte[] write(SortedMap<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      TreeSet<String> directories = new TreeSet<>();
      for (var file : files.entrySet()) {
        String path = file.getKey();
        for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
          if (directories.add(path.substring(0, i + 1))) {
            put(tar, path.substring(0, i + 1), new byte[0], DIRECTORY_MODE);
          }
        }
        put(tar, path, file.getValue(), FILE_MODE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content, int mode)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setModTime(0L);
    entry.setUserId(0);
    entry.setGroupId(0);
    entry.setUserName("");
    entry.setGroupName("");
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] gunzip(String shown, byte[] bytes) {
    return gunzip(shown, bytes, LARGEST);
  }

  static byte[] gunzip(String shown, byte[] bytes, int largest) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] unpacked = in.readNBytes(largest + 1);
      if (unpacked.length > largest) {
        throw wrong(shown, "unpacks to more than " + largest + " bytes");
      }
      return unpacked;
    } catch (IOException e) {
      throw wrong(shown, "is no intact gzip file");
    }
  }

  /**
   * The files of a layer.
   *
   * @param isFile which paths there may be
   * @throws ProblemException for any other path, and for all that is neither file nor directory
   */
  static SortedMap<String, byte[]> read(String shown, byte[] bytes, Predicate<String> isFile) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    int count = 0;
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName();
        if (++count > MOST_FILES) {
          throw wrong(shown, "has more than " + MOST_FILES + " files");
        }
        if (entry.isDirectory()) {
          continue;
        }
        // A hole would be larger than the file that it is in.
        if (!isPlain(entry) || entry.isSparse() || !isFile.test(name)) {
          throw wrong(shown, "has what no export writes: '" + printable(name) + "'");
        }
        if (entry.getSize() > bytes.length || files.containsKey(name)) {
          throw wrong(shown, "has '" + name + "' twice, or only a part of it");
        }
        byte[] content = tar.readAllBytes();
        if (content.length != entry.getSize()) {
          throw wrong(shown, "has only a part of '" + name + "'");
        }
        files.put(name, content);
      }
      return files;
    } catch (IOException | IllegalArgumentException e) {
      throw wrong(shown, "is no intact tar file");
    } catch (StackOverflowError e) {
      // The library calls itself for each header of a header.
      throw wrong(shown, "has headers of headers without end");
    }
  }

  /** {@link TarArchiveEntry#isFile} is true of links and devices too. */
  private static boolean isPlain(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM;
  }

  private static String printable(String name) {
    return name.replaceAll("[^ -~]", "?");
  }

  private static ProblemException wrong(String shown, String what) {
    return new ProblemException(shown, what, "get the image again");
  }
}
