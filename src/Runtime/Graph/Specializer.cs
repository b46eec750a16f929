using NnBridge.Ops;

namespace NnBridge.Runtime.Graph;

/// <summary>Gives a network other input shapes: infers every shape anew, inside control flow too.</summary>
internal static class Specializer
{
    /// <summary>The network for the shapes given; the same instance when it has them already.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Shape of each of its inputs.</param>
    /// <exception cref="InvalidNetworkException">Some node cannot take the shapes.</exception>
    public static Network Bind(Network network, IReadOnlyList<Shape> inputs)
    {
        bool same = true;
        for (int i = 0; i < network.Inputs.Length; i++) same &= network.Inputs[i].Info.Shape == inputs[i];
        if (same) return network;
        var shapes = new Dictionary<Value, Shape>();
        for (int i = 0; i < network.Inputs.Length; i++) shapes[network.Inputs[i]] = inputs[i];
        return NetworkRewriter.Rewrite(
            network, Rebind, v => shapes.TryGetValue(v, out Shape shape) ? v.Info with { Shape = shape } : v.Info);
    }

    /// <summary>An operator whose networks know the shapes of what they are given; the same instance when they do already.</summary>
    /// <param name="op">Any operator.</param>
    /// <param name="operands">Shapes of its operands.</param>
    /// <exception cref="InvalidNetworkException">Some node cannot take the shapes.</exception>
    public static Op Bind(Op op, Shape[] operands)
    {
        Op bound = op switch
        {
            If o => o with { Then = Branch(o.Then, operands[1..]), Else = Branch(o.Else, operands[1..]) },
            Call o => o with { Body = Bind(o.Body, operands) },
            While o => Rebind(o, operands),
            _ => op,
        };
        return NestedNetworks.Of(op).SequenceEqual(NestedNetworks.Of(bound)) ? op : bound;
    }

    /// <summary>A branch that cannot take the shapes may be the one that is never taken: it stays as it is, and fails when it runs.</summary>
    private static Network Branch(Network branch, Shape[] operands)
    {
        try
        {
            return Bind(branch, operands);
        }
        catch (InvalidNetworkException)
        {
            return branch;
        }
    }

    private static bool Rebind(NetworkRewriter rewriter, Node node)
    {
        if (!NestedNetworks.IsControlFlow(node.Op)) return false;
        Value?[] inputs = rewriter.Inputs(node);
        rewriter.Copy(node, Bind(node.Op, [.. inputs.Select(v => v!.Info.Shape)]), inputs);
        return true;
    }

    /// <summary>A loop's values keep what their shapes have in common before and after the body; that is found by repetition.</summary>
    private static While Rebind(While loop, Shape[] operands)
    {
        Shape[] shapes = operands;
        while (true)
        {
            Network body = Bind(loop.Body, shapes);
            Shape[] merged = [.. shapes.Select((s, i) => s.Merge(body.Outputs[i].Info.Shape))];
            // Each round can only lose knowledge, so this ends.
            if (merged.SequenceEqual(shapes)) return loop with { Condition = Bind(loop.Condition, shapes), Body = body };
            shapes = merged;
        }
    }
}
