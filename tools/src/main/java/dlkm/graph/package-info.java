/**
 * The picture of modules ({@code kmgraph}): which modules there are, which need which, and who
 * holds them. {@link dlkm.graph.GraphReader} puts the graph together from registry, kernel and
 * module index; {@link dlkm.graph.DependencyTree}, {@link dlkm.graph.Dot}, {@link
 * dlkm.graph.Drawing} and {@link dlkm.graph.Page} render it. Renderers return text: the same graph
 * gives the same bytes. Names and texts come from the machine and are hostile until {@link
 * dlkm.graph.Markup} or its like has escaped them.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.graph;
