using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;
using NnBridge.TestKit.TfLite;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>Options tables: numbers in the unions, defaults, and the check of the type.</summary>
public sealed class OptionsTests
{
    private static TfLiteOperator Single(TfLiteBuiltinOperator code, TfLiteOptionsTable table, FlatObject? options = null)
    {
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        graph.Operator(code, [], [], table, options);
        return TfLiteReader.Read(model.Build(), 1000).Subgraphs[0].Operators[0];
    }

    [Test]
    public void Every_table_with_fields_is_read_under_its_own_number()
    {
        TfLiteModel model = TfLiteReader.Read(SampleModels.EveryOptionsTable().Build(), 10_000);
        TfLiteOptionsTable[] tables = [.. SampleModels.OptionsTables];
        HashSet<string> unread = [.. typeof(TfLiteOptions).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(TfLiteOptions))).Select(t => t.Name)];
        Assert.That(model.Subgraphs[1].Operators, Has.Length.EqualTo(tables.Length));
        foreach ((TfLiteOperator op, TfLiteOptionsTable table) in model.Subgraphs[1].Operators.Zip(tables))
        {
            if (op.BuiltinOptions is null) continue;
            Assert.That(op.BuiltinOptions.GetType().Name, Is.EqualTo(table.ToString()));
            unread.Remove(table.ToString());
        }

        Assert.That(unread, Is.Empty, "records that no union reads");
    }

    [Test]
    public void Operator_codes_have_no_gaps() =>
        Assert.That(Enum.GetValues<TfLiteBuiltinOperator>().Select(c => (int)c), Is.EqualTo(Enumerable.Range(0, 210)));

    [Test]
    public void Absent_fields_have_the_defaults_of_the_schema()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Single(TfLiteBuiltinOperator.CONV_2D, TfLiteOptionsTable.Conv2DOptions).Options<Conv2DOptions>(),
                Is.EqualTo(new Conv2DOptions(TfLitePadding.Same, 0, 0, TfLiteActivation.None, 1, 1, TfLiteTensorType.Float32)));
            Assert.That(Single(TfLiteBuiltinOperator.UNIQUE, TfLiteOptionsTable.UniqueOptions).Options<UniqueOptions>().IdxOutType,
                Is.EqualTo(TfLiteTensorType.Int32));
            Assert.That(Single(TfLiteBuiltinOperator.BIDIRECTIONAL_SEQUENCE_LSTM, TfLiteOptionsTable.BidirectionalSequenceLSTMOptions)
                .Options<BidirectionalSequenceLSTMOptions>().TimeMajor, Is.True);
        });
    }

    [Test]
    public void An_operator_without_options_has_the_defaults() =>
        Assert.That(Single(TfLiteBuiltinOperator.CONV_3D, TfLiteOptionsTable.None).Options<Conv3DOptions>(),
            Is.EqualTo(new Conv3DOptions(TfLitePadding.Same, 0, 0, 0, TfLiteActivation.None, 1, 1, 1)));

    [TestCase(TfLiteOptionsTable.Pool2DOptions, "Pool2DOptions")]
    [TestCase(TfLiteOptionsTable.PadOptions, "type 22")]
    [TestCase(TfLiteOptionsTable.DilateOptions, "second union: 18")]
    public void Options_of_another_operator_are_refused(TfLiteOptionsTable table, string found) =>
        Assert.That(() => Single(TfLiteBuiltinOperator.CONV_2D, table).Options<Conv2DOptions>(), Throws.TypeOf<InvalidModelException>()
            .With.Message.Contains("operator 0 (CONV_2D)").And.Message.Contains("expected Conv2DOptions").And.Message.Contains(found));

    [Test]
    public void Fields_are_read_in_the_order_of_the_schema()
    {
        var fields = new FlatObject { [0] = (sbyte)1, [1] = 2, [2] = 3, [3] = 4, [4] = (sbyte)3, [5] = 5, [6] = 6 };
        TfLiteOperator convolution = Single(TfLiteBuiltinOperator.DEPTHWISE_CONV_2D, TfLiteOptionsTable.DepthwiseConv2DOptions, fields);
        Assert.That(convolution.Options<DepthwiseConv2DOptions>(),
            Is.EqualTo(new DepthwiseConv2DOptions(TfLitePadding.Valid, 2, 3, 4, TfLiteActivation.Relu6, 5, 6)));
        var lists = new FlatObject { [0] = 7, [1] = new[] { 1, 2 }, [2] = new[] { 3 } };
        TfLiteOperator embeddings = Single(TfLiteBuiltinOperator.CONCAT_EMBEDDINGS, TfLiteOptionsTable.ConcatEmbeddingsOptions, lists);
        Assert.That(embeddings.Options<ConcatEmbeddingsOptions>(),
            Is.EqualTo(new ConcatEmbeddingsOptions(7, ValueList.Create([1, 2]), ValueList.Create([3]))));
    }

    [Test]
    public void An_enum_the_schema_does_not_know_is_refused() =>
        Assert.That(() => Single(TfLiteBuiltinOperator.ADD, TfLiteOptionsTable.AddOptions, new FlatObject { [0] = (sbyte)6 }),
            Throws.TypeOf<InvalidModelException>().With.Message.Contains("field 0 is 6").And.Message.Contains("0 to 5"));
}
