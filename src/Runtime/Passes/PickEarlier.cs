using NnBridge.Ops;
using NnBridge.Runtime.Graph;
using NnBridge.Runtime.Passes.Patterns;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// Takes a part of what is reshaped or reordered from the operand of that: then only the part is moved, and what is left of the reshaping often does
/// nothing.
/// </summary>
internal sealed class PickEarlier : INetworkPass
{
    public string Name => "pick-earlier";

    public Network Run(Network network)
    {
        if (!network.Nodes.Any(n => Pick.Of(n) is not null)) return network;
        // Parts along one axis are of one kind.
        var readers = new ValueReaders(network, r => Pick.Of(r)?[0].Axis);
        return !network.Nodes.Any(n => Earlier(n, readers)) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
        {
            if (!Earlier(node, readers) || Pick.Of(node) is not { } picks || node.Input(0).Producer is not { } before) return false;
            Value x = rewriter[before.Input(0)];
            for (int i = 0; i < picks.Length; i++)
            {
                string name = node.Outputs[i].Name;
                Value part = before.Op is Reshape ? OfReshape(rewriter.Builder, name, before, x, picks[i]) : OfGather(rewriter.Builder, name, before, x, picks[i]);
                long[] sizes = [.. node.Outputs[i].Info.Shape.ToArray().Select(s => (long)s)];
                rewriter.Map(node.Outputs[i], rewriter.Builder.Add(name, new Reshape(), [part, rewriter.Builder.Integers($"{name}/shape", sizes)], x.Info.Quantization));
            }

            return true;
        });
    }

    private static bool Earlier(Node node, ValueReaders readers)
    {
        if (Pick.Of(node) is not { } picks || node.Input(0).Producer is not { } before || before.Input(0).Info.Quantization != node.Input(0).Info.Quantization) return false;
        return before.Op switch
        {
            Reshape => Array.TrueForAll(picks, p => p.Step == 1 && Whole(before, p) >= 0),
            // As long as somebody needs all of it, a second copy of a part only costs.
            Gather => Reorders(before, picks[0].Axis) && readers.KindOf(node.Input(0)) == picks[0].Axis,
            _ => false,
        };
    }

    /// <summary>The dimension of a reshape's operand of which the picked one is the outer part; -1 when there is none.</summary>
    private static int Whole(Node reshape, Pick pick)
    {
        Shape x = reshape.Input(0).Info.Shape, y = reshape.Outputs[0].Info.Shape;
        if (!x.IsStatic || y[pick.Axis] < 2 || y.ElementCount == 0) return -1;
        long outer = y.Product(0, pick.Axis);
        for (int axis = 0; axis < x.Rank; axis++)
            if (x[axis] % y[pick.Axis] == 0 && x.Product(0, axis) == outer) return axis;
        return -1;
    }

    private static bool Reorders(Node gather, int axis) => gather is { Op: Gather { BatchDims: 0, OutputType: null } op } && gather.Integers(1) is not null
        && gather.Input(1).Info.Shape.Rank == 1 && gather.Input(0).Info.Shape is { IsStatic: true } x && (op.Axis < 0 ? op.Axis + x.Rank : op.Axis) == axis;

    private static Value OfReshape(NetworkBuilder builder, string name, Node reshape, Value x, Pick pick)
    {
        int axis = Whole(reshape, pick), inner = x.Info.Shape[axis] / reshape.Outputs[0].Info.Shape[pick.Axis];
        long[] begin = new long[x.Info.Shape.Rank], size = [.. x.Info.Shape.ToArray().Select(s => (long)s)];
        (begin[axis], size[axis]) = ((long)pick.Start * inner, (long)pick.Count * inner);
        return builder.Add($"{name}/part", new Slice(), [x, builder.Integers($"{name}/begin", begin), builder.Integers($"{name}/size", size)], x.Info.Quantization);
    }

    private static Value OfGather(NetworkBuilder builder, string name, Node gather, Value x, Pick pick)
    {
        long[] order = gather.Integers(1) ?? [];
        Value part = builder.Integers($"{name}/order", [.. Enumerable.Range(0, pick.Count).Select(i => order[pick.Start + (i * pick.Step)])]);
        return builder.Add($"{name}/part", gather.Op, [x, part], x.Info.Quantization);
    }
}
