package dlkm.index;

/** Which module has which number in the index. */
interface ModuleNumbers {

  /**
   * The number of the module whose name, or whose file's name, a part of a text is: it counts up to
   * the first dot, and a dash is an underscore. Less than 0 where there is no such module.
   */
  int find(byte[] text, int from, int to);

  /** Appends the name of a number. */
  void copy(int number, ByteBuilder to);
}
