using NnBridge.Backends.Cpu;
using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.Onnx.Schema;
using NnBridge.Runtime;
using DataType = NnBridge.Parsers.Onnx.Schema.TensorProto.Types.DataType;

namespace NnBridge.Parsers.Tests.Onnx;

/// <summary>MatMulInteger with a zero point that is computed, beside sums of products written out, on both backends.</summary>
public sealed class MatMulIntegerTests
{
    private const int Depth = 37, Columns = 21;

    [Test]
    public void Sums_are_exact_around_any_zero(
        [Values(DataType.Uint8, DataType.Int8)] object aType, [Values(DataType.Uint8, DataType.Int8)] object bType,
        [Values(0, 1, 5)] int rows, [Values(0, 3)] int batches, [Values] bool constant)
    {
        // No rows: a vector. No batches: a matrix on the right.
        int[] aShape = rows == 0 ? [Depth] : [rows, Depth], bShape = batches == 0 ? [Depth, Columns] : [batches, Depth, Columns];
        var random = new Random(3);
        byte[] a = ByteTensors.Random(random, Math.Max(1, rows) * Depth), b = ByteTensors.Random(random, Math.Max(1, batches) * Depth * Columns), zeros = ByteTensors.Random(random, 2);
        byte[] model = Model((DataType)aType, aShape, (DataType)bType, bShape, constant ? b : null, zeros[1]);
        int[] expected = Sums([.. a.Select(x => ByteTensors.Number(x, (DataType)aType) - ByteTensors.Number(zeros[0], (DataType)aType))], [.. b.Select(x => ByteTensors.Number(x, (DataType)bType) - ByteTensors.Number(zeros[1], (DataType)bType))]);
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddParser(new OnnxParser()).AddBackend(new CpuBackendFactory()));
        foreach (string[] backends in new string[][] { ["cpu.ref"], ["cpu.simd", "cpu.ref"] })
        {
            using CompiledProgram program = runtime.Compile(runtime.Load(new ModelSource("m.onnx", model)), new CompileOptions { Backends = [.. backends] });
            using Session session = program.CreateSession();
            a.CopyTo(session.InputBuffer(0).Bytes);
            session.InputBuffer(1).Bytes.Span[0] = zeros[0];
            if (!constant) b.CopyTo(session.InputBuffer(2).Bytes);
            session.Run();
            Assert.That(session.Output<int>(0).ToArray(), Is.EqualTo(expected), backends[0]);
            Assert.That(session.OutputBuffer(0).Info.Shape.ToArray(), Is.EqualTo((int[])[.. bShape[..^2], .. aShape[..^1], Columns]));
        }
    }

    [Test]
    public void Sums_of_large_weights_are_added_when_compiling()
    {
        const int Side = 4096;
        byte[] model = Model(DataType.Uint8, [1, Side], DataType.Int8, [Side, Side], ByteTensors.Random(new Random(4), Side * Side), 0);
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddParser(new OnnxParser()).AddBackend(new CpuBackendFactory()));
        using CompiledProgram program = runtime.Compile(runtime.Load(new ModelSource("m.onnx", model)));
        Assert.That(program.Plan.Network.Nodes.Count(n => n.Inputs.Any(v => v?.Constant?.Info.Shape.ElementCount == Side * Side)), Is.EqualTo(1));
    }

    private static int[] Sums(int[] a, int[] b)
    {
        var sums = new List<int>();
        for (int matrix = 0; matrix < b.Length; matrix += Depth * Columns)
            for (int row = 0; row < a.Length; row += Depth)
                for (int column = 0; column < Columns; column++)
                    sums.Add(Enumerable.Range(0, Depth).Sum(k => a[row + k] * b[matrix + (k * Columns) + column]));
        return [.. sums];
    }

    private static byte[] Model(DataType a, int[] aShape, DataType b, int[] bShape, byte[]? constant, byte bZero)
    {
        var model = new OnnxModelBuilder();
        model.Input("a", [.. aShape.Select(d => (long)d)]).Input("z").Output("y");
        foreach (ValueInfoProto input in model.Graph.Input) input.Type.TensorType.ElemType = a;
        if (constant is null)
        {
            model.Input("b", [.. bShape.Select(d => (long)d)]);
            model.Graph.Input[^1].Type.TensorType.ElemType = b;
        }
        else
        {
            model.Graph.Initializer.Add(ByteTensors.Stored("b", b, constant, bShape));
        }

        model.Graph.Initializer.Add(ByteTensors.Stored("bz", b, [bZero]));
        return model.Node("MatMulInteger", ["a", "b", "z", "bz"], ["y"]).ToBytes();
    }
}
