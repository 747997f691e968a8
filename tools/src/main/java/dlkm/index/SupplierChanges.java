package dlkm.index;

/**
 * Symbols that come from another module than before.
 *
 * @param moved their numbers
 * @param before for each symbol there is the module that it came from, or {@link
 *     ModuleGraph#NOBODY}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SupplierChanges(int[] moved, int[] before) {}
