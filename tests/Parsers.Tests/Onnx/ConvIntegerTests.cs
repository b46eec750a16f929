using Google.Protobuf;
using NnBridge.Backends.Cpu;
using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.Onnx.Schema;
using NnBridge.Runtime;
using DataType = NnBridge.Parsers.Onnx.Schema.TensorProto.Types.DataType;

namespace NnBridge.Parsers.Tests.Onnx;

/// <summary>ConvInteger with a zero point that is computed, beside sums of products written out, on both backends.</summary>
public sealed class ConvIntegerTests
{
    private const int Batch = 2, Height = 9, Width = 7;

    private static IEnumerable<TestCaseData> Shapes()
    {
        foreach (DataType x in new[] { DataType.Uint8, DataType.Int8 })
            foreach (DataType w in new[] { DataType.Uint8, DataType.Int8 })
            {
                yield return new TestCaseData(x, w, new Layer(3, 4, 1, [3, 3], [1, 1], [1, 1], [0, 0, 0, 0], "NOTSET"));
                yield return new TestCaseData(x, w, new Layer(3, 5, 1, [3, 2], [2, 1], [1, 2], [1, 0, 2, 3], "NOTSET"));
                yield return new TestCaseData(x, w, new Layer(4, 6, 2, [1, 3], [1, 2], [1, 1], [0, 2, 1, 0], "NOTSET"));
                yield return new TestCaseData(x, w, new Layer(5, 5, 5, [3, 3], [1, 1], [2, 1], [2, 1, 2, 1], "NOTSET"));
                yield return new TestCaseData(x, w, new Layer(32, 24, 1, [1, 1], [1, 1], [1, 1], [0, 0, 0, 0], "VALID"));
                yield return new TestCaseData(x, w, new Layer(2, 3, 1, [4, 3], [2, 2], [1, 1], [0, 0, 0, 0], "SAME_UPPER"));
                yield return new TestCaseData(x, w, new Layer(2, 3, 1, [4, 3], [2, 3], [1, 1], [0, 0, 0, 0], "SAME_LOWER"));
            }
    }

    [TestCaseSource(nameof(Shapes))]
    public void Sums_are_exact_around_any_zero(object xType, object wType, object described)
    {
        var layer = (Layer)described;
        var random = new Random(11);
        byte[] x = ByteTensors.Random(random, Batch * layer.Inputs * Height * Width), w = ByteTensors.Random(random, layer.Outputs * layer.Inputs / layer.Groups * layer.Kernel[0] * layer.Kernel[1]);
        byte[] zeros = ByteTensors.Random(random, 2);
        byte[] model = Model(layer, (DataType)xType, (DataType)wType, w, zeros[1]);
        int[] expected = layer.Sums([.. x.Select(b => ByteTensors.Number(b, (DataType)xType) - ByteTensors.Number(zeros[0], (DataType)xType))], [.. w.Select(b => ByteTensors.Number(b, (DataType)wType) - ByteTensors.Number(zeros[1], (DataType)wType))]);
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddParser(new OnnxParser()).AddBackend(new CpuBackendFactory()));
        foreach (string[] backends in new string[][] { ["cpu.ref"], ["cpu.simd", "cpu.ref"] })
        {
            using CompiledProgram program = runtime.Compile(runtime.Load(new ModelSource("m.onnx", model)), new CompileOptions { Backends = [.. backends] });
            using Session session = program.CreateSession();
            x.CopyTo(session.InputBuffer(0).Bytes);
            session.InputBuffer(1).Bytes.Span[0] = zeros[0];
            session.Run();
            Assert.That(session.Output<int>(0).ToArray(), Is.EqualTo(expected), backends[0]);
        }
    }

    private static byte[] Model(Layer layer, DataType x, DataType w, byte[] weights, byte weightZero)
    {
        var model = new OnnxModelBuilder();
        model.Input("x", Batch, layer.Inputs, Height, Width).Input("z").Output("y");
        foreach (ValueInfoProto input in model.Graph.Input) input.Type.TensorType.ElemType = x;
        model.Graph.Initializer.Add(ByteTensors.Stored("w", w, weights, layer.Outputs, layer.Inputs / layer.Groups, layer.Kernel[0], layer.Kernel[1]));
        model.Graph.Initializer.Add(ByteTensors.Stored("wz", w, [weightZero]));
        var padding = new AttributeProto { Name = "auto_pad", Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(layer.AutoPad) };
        List<AttributeProto> attributes = [Integers("strides", layer.Strides), Integers("dilations", layer.Dilations), padding];
        if (layer.AutoPad == "NOTSET") attributes.Add(Integers("pads", layer.Pads));
        attributes.Add(new AttributeProto { Name = "group", Type = AttributeProto.Types.AttributeType.Int, I = layer.Groups });
        return model.Node("ConvInteger", ["x", "w", "z", "wz"], ["y"], [.. attributes]).ToBytes();
    }

    private static AttributeProto Integers(string name, int[] numbers)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(numbers.Select(n => (long)n));
        return attribute;
    }

    private sealed record Layer(int Inputs, int Outputs, int Groups, int[] Kernel, int[] Strides, int[] Dilations, int[] Pads, string AutoPad)
    {
        /// <summary>The sums <c>[Batch, Outputs, y, x]</c> of centered numbers; what is padded is zero.</summary>
        public int[] Sums(int[] x, int[] w)
        {
            (int before, int height) = Along(0, Height);
            (int left, int width) = Along(1, Width);
            var sums = new List<int>();
            for (int n = 0; n < Batch; n++)
                for (int o = 0; o < Outputs; o++)
                    for (int row = 0; row < height; row++)
                        for (int column = 0; column < width; column++) sums.Add(Sum(x, w, n, o, (row * Strides[0]) - before, (column * Strides[1]) - left));
            return [.. sums];
        }

        private int Sum(int[] x, int[] w, int n, int o, int top, int left)
        {
            int each = Inputs / Groups, group = o / (Outputs / Groups), sum = 0;
            for (int c = 0; c < each; c++)
                for (int i = 0; i < Kernel[0]; i++)
                    for (int j = 0; j < Kernel[1]; j++)
                    {
                        int row = top + (i * Dilations[0]), column = left + (j * Dilations[1]);
                        if (row < 0 || row >= Height || column < 0 || column >= Width) continue;
                        sum += x[(((((n * Inputs) + (group * each) + c) * Height) + row) * Width) + column] * w[(((((o * each) + c) * Kernel[0]) + i) * Kernel[1]) + j];
                    }

            return sum;
        }

        private (int Before, int Output) Along(int axis, int size)
        {
            int effective = ((Kernel[axis] - 1) * Dilations[axis]) + 1;
            if (!AutoPad.StartsWith("SAME", StringComparison.Ordinal)) return (Pads[axis], ((size + Pads[axis] + Pads[axis + 2] - effective) / Strides[axis]) + 1);
            int output = (size + Strides[axis] - 1) / Strides[axis], total = Math.Max(0, ((output - 1) * Strides[axis]) + effective - size);
            return (AutoPad == "SAME_UPPER" ? total / 2 : total - (total / 2), output);
        }
    }
}
