package dlkm.modtree;

import dlkm.index.BuiltinIndex;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/** Writes the index of built-in modules, if it has changed. */
record BuiltinWriting(IndexDirectory directory, WrittenFiles files) {

  void write() {
    write("modules.builtin", "modules.builtin.bin", BuiltinIndex::modules);
    write("modules.builtin.modinfo", "modules.builtin.alias.bin", BuiltinIndex::aliases);
  }

  /** Without its source the index is empty, as with depmod. */
  private void write(String source, String name, UnaryOperator<byte[]> binary) {
    if (!directory.isThere(name) || !directory.isAsLeft(source) || !directory.isAsLeft(name)) {
      byte[] made = directory.content(source).map(binary).orElse(new byte[0]);
      if (!directory.isThere(name, made)) {
        files.begin(name, ByteBuffer.wrap(made));
      }
    }
  }
}
