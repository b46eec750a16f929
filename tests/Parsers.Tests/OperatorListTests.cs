using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.Onnx.Ml;
using NnBridge.Parsers.Onnx.Schema;
using NnBridge.Parsers.TfLite;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.Tests.Onnx;
using NnBridge.TestKit.TfLite;
using TfLiteTable = NnBridge.Parsers.TfLite.Mapping.OperatorTable;

namespace NnBridge.Parsers.Tests;

/// <summary>The lists of operators that parsers give are what they do: every operator of the schema is in it, and what it says No about is refused with that reason.</summary>
public sealed class OperatorListTests
{
    private static readonly OnnxParser WithModules = new() { Modules = [new OnnxMlOperators()] };

    private static readonly FormatOperator[] TfLite = [.. new TfLiteParser().Operators], Onnx = [.. WithModules.Operators];

    private static IEnumerable<string> RefusedOfTfLite => TfLite.Where(o => !o.Support.IsSupported).Select(o => o.Name);

    private static IEnumerable<object[]> RefusedOfOnnx => Onnx.Where(o => !o.Support.IsSupported).Select(o => new object[] { o.Domain, o.Name });

    [Test]
    public void Every_operator_of_the_schema_is_mapped_or_listed_as_not_mapped()
    {
        using (Assert.EnterMultipleScope())
            foreach (TfLiteBuiltinOperator code in Enum.GetValues<TfLiteBuiltinOperator>().Where(c => c != TfLiteBuiltinOperator.CUSTOM))
            {
                bool mapped = TfLiteTable.Builtins.ContainsKey(code), listed = TfLiteTable.NotMapped.ContainsKey(code);
                Assert.That(mapped, Is.Not.EqualTo(listed), $"{code} is in {(mapped ? "both lists" : "neither list")}");
            }
    }

    [Test]
    public void An_operator_is_listed_once()
    {
        foreach (FormatOperator[] list in new[] { TfLite, Onnx })
            Assert.That(list.GroupBy(o => (o.Domain, o.Name)).Where(g => g.Count() > 1).Select(g => g.Key), Is.Empty);
    }

    [TestCaseSource(nameof(RefusedOfTfLite))]
    public void TensorFlow_Lite_operators_that_are_not_mapped_are_refused_with_their_reason(string name)
    {
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        var info = new TensorInfo(ElementType.Float32, [1]);
        graph.Operator((int)Enum.Parse<TfLiteBuiltinOperator>(name), [graph.Input("x", info)], [graph.Output("y", info)]);
        AssertRefused(() => new TfLiteParser().Parse(new ModelSource("test.tflite", model.Build()), new ParseOptions()), TfLite, name);
    }

    [TestCaseSource(nameof(RefusedOfOnnx))]
    public void Onnx_operators_that_are_not_mapped_are_refused_with_their_reason(string domain, string name)
    {
        OnnxModelBuilder model = new OnnxModelBuilder(22).Input("x", 1).Node(name, ["x"], ["y"]).Output("y");
        model.Graph.Node[0].Domain = domain;
        model.Model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = domain == "ai.onnx" ? 22 : 1 });
        AssertRefused(() => WithModules.Parse(new ModelSource("test.onnx", model.ToBytes()), new ParseOptions()), Onnx, name);
    }

    /// <summary>The reason is the one of the list; the refusal may name the domain too.</summary>
    private static void AssertRefused(Action parse, FormatOperator[] list, string name)
    {
        UnsupportedOperator refused = Assert.Throws<UnsupportedOperatorException>(parse)!.Operators.Single();
        Assert.That(refused.Operator, Does.EndWith(name));
        Assert.That(refused.Reason, Is.EqualTo(list.Single(o => o.Name == name && !o.Support.IsSupported).Support.Reason));
    }
}
