package dlkm.modtree;

import java.nio.file.Path;

/**
 * A file that is a module by its name.
 *
 * @param path as the index has it: below the kernel's module directory, or absolute
 * @param file where it is
 */
record ModuleFile(String path, Path file, FileStamp stamp) {}
