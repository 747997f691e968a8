/**
 * Images of the Open Container Initiative as far as modules need them: the layout directory with
 * its blobs, manifests of one layer, and the layer's tar file. What is read is somebody else's:
 * sizes are limited, digests verified before use, links and special files refused.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.oci;
