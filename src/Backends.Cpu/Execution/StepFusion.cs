using System.Collections.Immutable;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>Makes the steps of a subgraph: fewer than it has nodes, where kernels can do more than one of them.</summary>
internal sealed class StepFusion : IDisposable
{
    /// <summary>Bytes of a result beyond which it leaves the second-level cache before it is read.</summary>
    private const long LargeBytes = 512 * 1024;

    private readonly ProgramStep?[] _steps;

    /// <summary>Number of each value that a step makes, an index into the two below.</summary>
    private readonly ValueNumbers _numbers;

    /// <summary>The step that makes a value; -1 while it is not looked at.</summary>
    private readonly int[] _producers;

    /// <summary>How often a value is read, in the subgraph and outside.</summary>
    private readonly int[] _uses;

    private StepFusion(Subgraph subgraph, Func<Node, ProgramStep> step)
    {
        _numbers = new ValueNumbers(subgraph);
        _steps = new ProgramStep?[subgraph.Nodes.Length];
        for (int i = 0; i < _steps.Length; i++)
        {
            _steps[i] = step(subgraph.Nodes[i]);
            foreach (Value output in subgraph.Nodes[i].Outputs) _numbers.Add(output);
        }

        _producers = new int[_numbers.Count];
        _uses = new int[_numbers.Count];
        Array.Fill(_producers, -1);
        foreach (Node node in subgraph.Nodes)
            foreach (Value? input in node.Inputs) if (input is not null) Use(input);
        foreach (Value output in subgraph.Outputs) Use(output);
    }

    /// <param name="subgraph">Nodes of known shapes.</param>
    /// <param name="step">Makes the step of a node.</param>
    public static ImmutableArray<ProgramStep> Run(Subgraph subgraph, Func<Node, ProgramStep> step)
    {
        using var fusion = new StepFusion(subgraph, step);
        for (int i = 0; i < fusion._steps.Length; i++)
        {
            fusion._steps[i] = fusion.WithSum(i);
            fusion._steps[i] = fusion.WithSource(i);
            foreach (Value output in fusion.At(i).Outputs) fusion._producers[fusion._numbers.Of(output)] = i;
        }

        HashSet<Value> outputs = [.. subgraph.Outputs];
        foreach (ProgramStep? made in fusion._steps)
            if (made is { Op: Concat concat } && made.Fusions.HasFlag(Fusions.SharesParts) && !outputs.Contains(made.Outputs[0])) fusion.WriteParts(made, concat.Axis);
        return fusion.Left();
    }

    public void Dispose() => _numbers.Dispose();

    /// <summary>The steps that did not become parts of others.</summary>
    private ImmutableArray<ProgramStep> Left()
    {
        var left = ImmutableArray.CreateBuilder<ProgramStep>(_steps.Length - _steps.AsSpan().Count((ProgramStep?)null));
        foreach (ProgramStep? step in _steps) if (step is not null) left.Add(step);
        return left.MoveToImmutable();
    }

    private ProgramStep At(int index) => _steps[index] ?? throw new InvalidOperationException($"step {index} became part of another one");

    private void Use(Value value)
    {
        if (_numbers.Of(value) is >= 0 and var number) _uses[number]++;
    }

    /// <summary>The step that makes a value which is read once; -1 for none.</summary>
    private int OnlyFor(Value value) => _numbers.Of(value) is >= 0 and var number && _uses[number] == 1 ? _producers[number] : -1;

    /// <summary>A sum goes to the convolution that computes one of its operands, where its kernel can add and nobody else reads that operand.</summary>
    private ProgramStep WithSum(int index)
    {
        ProgramStep sum = At(index);
        if (sum.Op is not Binary { Kind: BinaryKind.Add } op) return sum;
        Value a = sum.Node.Input(0), b = sum.Node.Input(1);
        if (a == b || a.Info.Shape != b.Info.Shape) return sum;
        bool isFirst = Adder(a) > Adder(b);
        int adder = Adder(isFirst ? a : b);
        if (adder < 0 || At(adder) is not { Op: Convolution convolution } first) return sum;
        _steps[adder] = null;
        int addend = convolution.Inputs.Max;
        return first with
        {
            Op = convolution with { Activation = op.Activation },
            Signature = first.Signature with { Addend = addend },
            Inputs = [.. first.Inputs, .. Enumerable.Repeat<Value?>(null, addend - first.Inputs.Length), isFirst ? b : a],
            Outputs = sum.Outputs,
        };
    }

    /// <summary>The step that computes a value and can add to it; -1 for none.</summary>
    private int Adder(Value value) => OnlyFor(value) is >= 0 and var step
        && At(step) is { Op: Convolution { Activation: Activation.None }, Signature.Addend: < 0 } made && made.Fusions.HasFlag(Fusions.Adds) ? step : -1;

    /// <summary>A large result that only one kernel reads is computed by it, band by band.</summary>
    private ProgramStep WithSource(int index)
    {
        ProgramStep reader = At(index);
        if (!reader.Fusions.HasFlag(Fusions.TakesBands) || reader.Inputs[0] is not { } x || x.Info.ByteCount < LargeBytes) return reader;
        if (OnlyFor(x) is not (>= 0 and var step) || At(step) is not { Op: Convolution op, Signature.Addend: < 0 } made || !made.Fusions.HasFlag(Fusions.GivesBands)) return reader;
        _steps[step] = null;
        return made with
        {
            Op = reader.Op,
            Signature = reader.Signature with { Source = new BandSource(op, made.Signature, reader.Inputs.Length) },
            Fusions = reader.Fusions,
            Inputs = [.. reader.Inputs.SetItem(0, null), made.Inputs[0]],
            Outputs = reader.Outputs,
        };
    }

    /// <summary>What is joined along the last dimension is written to its place in the whole by kernels that can.</summary>
    private void WriteParts(ProgramStep join, int axis)
    {
        TensorInfo whole = join.Outputs[0].Info;
        int last = whole.Shape.Rank - 1;
        if ((axis < 0 ? axis + last + 1 : axis) != last) return;
        foreach (Value? part in join.Inputs)
        {
            if (part is null || part.Info.Quantization != whole.Quantization || OnlyFor(part) is not (>= 0 and var step)) continue;
            ProgramStep made = At(step);
            if (made.Fusions.HasFlag(Fusions.WritesParts)) _steps[step] = made with { Signature = made.Signature with { OutputStride = whole.Shape[last] } };
        }
    }
}
