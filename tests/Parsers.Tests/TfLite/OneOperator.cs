using NnBridge.Parsers.TfLite.Schema;
using NnBridge.TestKit.TfLite;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>Models of one built-in operator.</summary>
internal static class OneOperator
{
    public static TensorInfo Info(ElementType type, params int[] shape) => new(type, Shape.Of(shape));

    public static Tensor Ints(int[] shape, params int[] values) => Tensor.Create<int>(Info(ElementType.Int32, shape), values);

    public static Tensor Floats(int[] shape, params float[] values) => Tensor.Create<float>(Info(ElementType.Float32, shape), values);

    public static Tensor Longs(params long[] values) => Tensor.FromInt64(values);

    public static Tensor Longs(int[] shape, params long[] values) => Tensor.Create<long>(Info(ElementType.Int64, shape), values);

    public static ModelRun Run(TfLiteBuiltinOperator code, TensorInfo output, params (string Name, Tensor Data, bool Constant)[] operands) =>
        Run(code, output, TfLiteOptionsTable.None, null, operands);

    public static ModelRun Run(TfLiteBuiltinOperator code, TensorInfo output, TfLiteOptionsTable table, FlatObject? options,
        params (string Name, Tensor Data, bool Constant)[] operands) => Run(code, [output], table, options, null, operands);

    /// <summary>Runs a model of one operator once; the outputs are y, y1, ….</summary>
    /// <param name="code">The operator.</param>
    /// <param name="outputs">Types and shapes of its results.</param>
    /// <param name="table">Kind of its options.</param>
    /// <param name="options">Its options; graphs that they name count from 1.</param>
    /// <param name="addGraphs">Adds those graphs.</param>
    /// <param name="operands">Its operands.</param>
    public static ModelRun Run(TfLiteBuiltinOperator code, TensorInfo[] outputs, TfLiteOptionsTable table, FlatObject? options,
        Action<TfLiteModelBuilder>? addGraphs, params (string Name, Tensor Data, bool Constant)[] operands)
    {
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        int[] inputs = [.. operands.Select(o => o.Constant ? graph.Constant(o.Name, o.Data) : graph.Input(o.Name, o.Data.Info))];
        int[] results = [.. outputs.Select((info, i) => graph.Output(i == 0 ? "y" : $"y{i}", info))];
        graph.Operator(code, inputs, results, table, options);
        addGraphs?.Invoke(model);
        var run = new ModelRun(model);
        foreach ((string name, Tensor data, bool constant) in operands)
            if (!constant) data.Bytes.CopyTo(run.Session.InputBuffer(run.Session.Inputs.IndexOf(run.Session.Inputs.First(p => p.Name == name))).Bytes);
        return run.Run();
    }

    /// <summary>Adds a graph of one operator of two scalars.</summary>
    public static void AddBody(this TfLiteModelBuilder model, TfLiteBuiltinOperator code, ElementType type, ElementType? result = null,
        TfLiteOptionsTable table = TfLiteOptionsTable.None, FlatObject? options = null)
    {
        TfLiteGraphBuilder body = model.Graph("body");
        int a = body.Input("a", Info(type)), b = body.Input("b", Info(type)), c = body.Output("c", Info(result ?? type));
        body.Operator(code, [a, b], [c], table, options);
    }
}
