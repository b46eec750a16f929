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
        var shapes = new Dictionary<Value, Shape>();
        for (int i = 0; i < network.Inputs.Length; i++)
        {
            shapes[network.Inputs[i]] = inputs[i];
            same &= network.Inputs[i].Info.Shape == inputs[i];
        }

        return same ? network : NetworkRewriter.Rewrite(
            network, Rebind, v => shapes.TryGetValue(v, out Shape shape) ? v.Info with { Shape = shape } : v.Info);
    }

    private static bool Rebind(NetworkRewriter rewriter, Node node)
    {
        if (!NestedNetworks.IsControlFlow(node.Op)) return false;
        Value?[] inputs = rewriter.Inputs(node);
        Shape[] operands = [.. inputs.Select(v => v!.Info.Shape)];
        Op op = node.Op switch
        {
            If o => o with { Then = Bind(o.Then, operands[1..]), Else = Bind(o.Else, operands[1..]) },
            Call o => o with { Body = Bind(o.Body, operands) },
            While o => Rebind(o, operands),
            _ => node.Op,
        };
        rewriter.Copy(node, op, inputs);
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
