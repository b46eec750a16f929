namespace NnBridge;

/// <summary>One operator that nobody can handle.</summary>
/// <param name="Operator">Name in the model's own vocabulary, for instance <c>HASHTABLE_FIND</c>.</param>
/// <param name="Node">Index and name of the node.</param>
/// <param name="Reason">Why not.</param>
public sealed record UnsupportedOperator(string Operator, string Node, string Reason);
