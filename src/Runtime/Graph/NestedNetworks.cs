using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Runtime.Graph;

/// <summary>The networks inside control-flow operators.</summary>
internal static class NestedNetworks
{
    /// <summary>Whether the runtime runs the operator itself.</summary>
    public static bool IsControlFlow(Op op) => op is If or While or Call;

    /// <summary>The networks an operator holds.</summary>
    public static ImmutableArray<Network> Of(Op op) => op switch
    {
        If o => [o.Then, o.Else],
        While o => [o.Condition, o.Body],
        Call o => [o.Body],
        _ => [],
    };

    /// <summary>The operator with its networks replaced; the same instance when none changed.</summary>
    public static Op With(Op op, Func<Network, Network> replace) => op switch
    {
        If o => replace(o.Then) is var then && replace(o.Else) is var @else && (then != o.Then || @else != o.Else)
            ? o with { Then = then, Else = @else } : o,
        While o => replace(o.Condition) is var condition && replace(o.Body) is var body && (condition != o.Condition || body != o.Body)
            ? o with { Condition = condition, Body = body } : o,
        Call o => replace(o.Body) is var body && body != o.Body ? o with { Body = body } : o,
        _ => op,
    };
}
